// What a partner portal and a customer do over HTTP, each step told as a line of the demo's transcript.
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Running } from './surroundings';

const contoso = '000000a1-0000-4000-8000-0000000000a1';
const row = z.object({
  customer: z.object({ name: z.string() }),
  tab: z.string(),
  type: z.string().nullable(),
  status: z.object({ text: z.string(), deadline: z.string().optional() }),
  actions: z.array(z.string()),
});
const mail = z.object({
  id: z.string(),
  receivedAt: z.string(),
  to: z.array(z.object({ address: z.string() })),
  subject: z.string(),
  links: z.array(z.string()),
});
const entry = z.object({ at: z.string(), by: z.string(), what: z.string(), to: z.string() });

export type Portal = ReturnType<typeof createPortal>;

export function createPortal({ app, inbox, issuer }: Running) {
  let told = 0;
  const token = fetchJson(`${issuer}/token`, z.object({ access_token: z.string() }), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tenantId: contoso, roles: ['Incentives.Admin'], name: 'Ada' }),
  });

  async function call(method: string, path: string, body?: unknown): Promise<Response> {
    const { access_token } = await token;
    return fetch(`${app}/api/${path}`, {
      method,
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
  async function now(): Promise<string> {
    return (await fetchJson(`${app}/admin/clock`, z.object({ now: z.string() }))).now;
  }
  async function line(text: string): Promise<void> {
    console.log(`${(await now()).slice(0, 16).replace('T', ' ')}  ${text}`);
  }
  async function succeed(what: string, response: Response): Promise<void> {
    if (!response.ok) throw new Error(`${what} was refused: ${await response.text()}`);
    await line(what);
  }
  async function mails() {
    return fetchJson(`${inbox}/api/mails`, z.array(mail));
  }
  const rowPath = (engagement: string, customer: string) =>
    `engagements/${engagement}/customers/${customer}`;

  const portal = {
    async read(path: string): Promise<unknown> {
      const response = await call('GET', path);
      return response.json();
    },
    say: (title: string) => {
      console.log(`\n${title}`);
      return Promise.resolve();
    },
    async add(customerEmail: string, engagement: string) {
      const body = { locationId: '4100001', customerEmail, engagementIds: [engagement] };
      await succeed(`Add customer ${customerEmail}`, await call('POST', 'customers', body));
    },
    async claim(customer: string, engagement: string) {
      const body = { locationId: '4100001', engagementIds: [engagement] };
      const response = await call('POST', `customers/${customer}/claim`, body);
      await succeed('Claim customer', response);
    },
    async row(engagement: string, customer: string) {
      const response = await call('GET', rowPath(engagement, customer));
      if (response.status === 404) return line('  row: not on the page');
      const { customer: who, tab, type, status, actions } = row.parse(await response.json());
      const until = status.deadline === undefined ? '' : ` (until ${status.deadline.slice(0, 10)})`;
      const cells = [tab, who.name, type ?? '–', `${status.text}${until}`, actions.join(', ')];
      return line(`  row: ${cells.join(' | ')}`);
    },
    async post(what: string, engagement: string, customer: string, path: string, body: unknown) {
      await succeed(what, await call('POST', `${rowPath(engagement, customer)}/${path}`, body));
    },
    async trigger(
      engagement: string,
      customer: string,
      { language, ...customerContact }: { name: string; email: string; language?: string },
    ) {
      const partnerContact = {
        company: 'Contoso Consulting',
        name: 'Ada',
        email: 'ada@contoso-consulting.example',
      };
      const body = { customerContact, partnerContact, ...(language ? { language } : {}) };
      await portal.post('Trigger customer consent', engagement, customer, 'consent-request', body);
      await portal.linkTo(customerContact.email);
    },
    /** The newest consent link in the inbox, once it is there. */
    async linkTo(address: string): Promise<string> {
      for (let waited = 0; waited < 15_000; waited += 100) {
        const links = (await mails())
          .filter(({ to }) => to.some((each) => each.address === address))
          .flatMap((each) => each.links.filter((link) => link.includes('/consent/')));
        const newest = links.at(-1);
        if (newest !== undefined) return newest;
        await sleep(100);
      }
      throw new Error(`no consent link came for ${address}`);
    },
    async answer(address: string, decision: 'approve' | 'decline', approverName: string) {
      const link = await portal.linkTo(address);
      const request = z
        .string()
        .parse(/name="request"[^>]*value="([^"]+)"/.exec(await (await fetch(link)).text())?.[1]);
      const body = new URLSearchParams({ decision, approverName, request, confirmed: 'on' });
      const response = await fetch(link, { method: 'POST', body });
      await succeed(`${approverName} opens the link and presses ${decision}`, response);
    },
    async advance(duration: string) {
      await fetchJson(`${app}/admin/clock`, z.object({ to: z.string() }), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ advance: duration }),
      });
      await line(`… ${duration} later`);
    },
    /** The mails that have come since the last time, once no more are on the way. */
    async mailsSince() {
      let all = await mails();
      for (let quiet = 0; quiet < 5;) {
        await sleep(200);
        const again = await mails();
        quiet = again.length === all.length && again.length > told ? quiet + 1 : 0;
        all = again;
      }
      for (const { receivedAt, to, subject } of all.slice(told)) {
        const date = receivedAt.slice(0, 16).replace('T', ' ');
        console.log(`${date}    mail to ${to.map(({ address }) => address).join()}: ${subject}`);
      }
      told = all.length;
    },
    async history(engagement: string, customer: string) {
      const response = await call('GET', `${rowPath(engagement, customer)}/history`);
      const { entries } = z.object({ entries: z.array(entry) }).parse(await response.json());
      await line('  history:');
      for (const { at, by, what, to } of entries) {
        console.log(`${at.slice(0, 16).replace('T', ' ')}      ${what} by ${by} → ${to}`);
      }
    },
  };
  return portal;
}

async function fetchJson<T>(url: string, schema: z.ZodType<T>, init?: RequestInit): Promise<T> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return schema.parse(await response.json());
}
