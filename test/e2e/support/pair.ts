// One customer and one workshop of a test's own, and the steps that partner and customer take with them.
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { contoso, type Answered, type App, type Asked } from './app';
import { importInto } from './import';

const rowSchema = z.looseObject({
  tab: z.string(),
  type: z.string().nullable(),
  status: z.looseObject({ text: z.string(), daysLeft: z.number().optional() }),
  actions: z.array(z.string()),
  why: z.string(),
  association: z.looseObject({}).optional(),
  mailProblem: z.looseObject({}).optional(),
});
export type ShownRow = z.infer<typeof rowSchema>;

const document = {
  name: 'findings.pdf',
  contentType: 'application/pdf',
  sizeBytes: 100,
  sha256: 'a'.repeat(64),
  url: 'https://files.contoso.example/findings.pdf',
};
export const aProof = {
  findingsAndRecommendations: document,
  invoice: document,
  partnerSurveyDone: true,
  customerSurveyDone: true,
};

export class Pair {
  readonly id = randomUUID();
  readonly domain = `c-${this.id.slice(0, 8)}.example`;
  readonly engagement = `w-${this.id.slice(0, 8)}`;
  readonly contact = `cio@${this.domain}`;

  private constructor(readonly app: App) {}

  /** `more`: members of the engagement; `customer`: of the profile. */
  static async create(app: App, more: object = {}, customer: object = {}): Promise<Pair> {
    const pair = new Pair(app);
    const { id, domain } = pair;
    const name = `Customer ${id.slice(0, 8)}`;
    await pair.reimport(more, { name, ...customer });
    await fetch(`${app.at.directory}/api/tenants`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        tenantId: id,
        displayName: name,
        defaultDomain: domain,
        domains: [domain],
      }),
    });
    return pair;
  }

  /** The engagement and the customer's profile as they are now. */
  async reimport(more: object = {}, customer?: object): Promise<void> {
    const { id, domain, engagement } = this;
    const engagements = [{ ...anEngagement(engagement), ...more }];
    const customers = customer && [{ id, tenantId: id, domains: [domain], ...customer }];
    await importInto(this.app, { engagements, customers });
  }

  async add(asked: Asked = {}, more: object = {}): Promise<Answered> {
    const locationId = (asked.tenant ?? contoso) === contoso ? '4100001' : '4200001';
    const body = {
      locationId,
      customerEmail: this.contact,
      engagementIds: [this.engagement],
      ...more,
    };
    return this.app.call('POST', '/api/customers', { ...asked, body });
  }

  async claim(asked: Asked = {}): Promise<Answered> {
    const locationId = (asked.tenant ?? contoso) === contoso ? '4100001' : '4200001';
    const body = { locationId, engagementIds: [this.engagement] };
    return this.app.call('POST', `/api/customers/${this.id}/claim`, { ...asked, body });
  }

  path(rest = ''): string {
    return `/api/engagements/${this.engagement}/customers/${this.id}${rest}`;
  }

  trigger(asked: Asked = {}, more: object = {}): Promise<Answered> {
    const isContoso = (asked.tenant ?? contoso) === contoso;
    const body = {
      customerContact: { title: 'CIO', name: 'Nora North', email: this.contact },
      partnerContact: { company: 'A partner', name: 'Ada', email: this.partnerEmail(isContoso) },
      ...more,
    };
    return this.app.call('POST', this.path('/consent-request'), { ...asked, body });
  }

  partnerEmail(isContoso = true): string {
    return `${isContoso ? 'contoso' : 'fabrikam'}-${this.id.slice(0, 8)}@partner.example`;
  }

  resend(asked: Asked = {}, body: object = {}): Promise<Answered> {
    return this.app.call('POST', this.path('/consent-request/resend'), { ...asked, body });
  }

  submit(asked: Asked = {}, body: object = aProof): Promise<Answered> {
    return this.app.call('POST', this.path('/workshop-claim'), { ...asked, body });
  }

  cancel(asked: Asked = {}): Promise<Answered> {
    const body = { reason: 'The project has moved.' };
    return this.app.call('POST', this.path('/cancel'), { ...asked, body });
  }

  read(asked: Asked = {}): Promise<Answered> {
    return this.app.call('GET', this.path(), asked);
  }

  /** The row, or undefined when the customer is on no tab. */
  async row(asked: Asked = {}): Promise<ShownRow | undefined> {
    const { status, json } = await this.read(asked);
    return status === 404 ? undefined : rowSchema.parse(json);
  }

  /** The n-th consent link that has come for the contact (0 = the first). */
  async link(index = 0, to = this.contact): Promise<string> {
    return this.app.until(`consent link ${index} to ${to}`, async () => {
      const mails = await this.app.mails(to);
      const links = mails.flatMap((mail) =>
        mail.links.filter((link) => link.includes('/consent/')),
      );
      return [...new Set(links)][index];
    });
  }

  async answer(
    link: string,
    decision: 'approve' | 'decline',
    more: Readonly<Record<string, string>> = {},
    headers: Readonly<Record<string, string>> = {},
  ): Promise<{ status: number; text: string }> {
    const form = new URLSearchParams({
      decision,
      request: `${this.engagement}.1`,
      approverName: 'Nora North',
      confirmed: 'on',
      ...more,
    });
    const response = await fetch(link, { method: 'POST', body: form, headers });
    return { status: response.status, text: await response.text() };
  }

  /** Added, asked and approved. */
  async activate(asked: Asked = {}): Promise<void> {
    await this.add(asked);
    await this.trigger(asked);
    await this.answer(await this.link(), 'approve');
  }

  async history(asked: Asked = {}): Promise<string[]> {
    const { json } = await this.app.call('GET', this.path('/history'), asked);
    const entry = z.looseObject({ what: z.string() });
    return z
      .object({ entries: z.array(entry) })
      .parse(json)
      .entries.map(({ what }) => what);
  }
}

function anEngagement(id: string) {
  return {
    id,
    name: `Workshop ${id}`,
    intent: 'build-intent',
    solutionArea: 'Security',
    role: 'Delivery partner',
    startsOn: '2026-01-01',
    lastDayToClaimCustomers: '2099-12-31',
    eligibleLocations: ['4100001', '4100002', '4100003', '4200001'],
    partnerCriteria: ['Enrolled in MCI.'],
    customerCriteria: [],
  };
}
