// The steps of a partner and of a customer through the app's API. Any answer but the one expected is a fault: a benchmark
// that measures refusals measures nothing.
import type { Answered, Client } from './client';
import type { BenchCustomer, BenchPartner } from './cast';

export interface BenchPortal {
  list(workshop: string, query?: string): Promise<Answered>;
  row(workshop: string, customer: BenchCustomer): Promise<Answered>;
  export(workshop: string): Promise<Answered>;
  add(workshop: string, customer: BenchCustomer): Promise<Answered>;
  trigger(workshop: string, customer: BenchCustomer): Promise<Answered>;
  resend(workshop: string, customer: BenchCustomer): Promise<Answered>;
  submit(workshop: string, customer: BenchCustomer): Promise<Answered>;
  showConsent(token: string): Promise<Answered>;
  approve(workshop: string, token: string): Promise<Answered>;
}

const document = {
  name: 'findings.pdf',
  contentType: 'application/pdf',
  sizeBytes: 100,
  sha256: 'a'.repeat(64),
  url: 'https://files.partner.example/findings.pdf',
};
const proof = {
  findingsAndRecommendations: document,
  invoice: document,
  partnerSurveyDone: true,
  customerSurveyDone: true,
};

export function createBenchPortal(client: Client, partner: BenchPartner): BenchPortal {
  const json = (value: unknown) => ({ type: 'json', text: JSON.stringify(value) }) as const;
  const page = (workshop: string) => `/api/engagements/${workshop}/customers`;
  const rowOf = (workshop: string, { id }: BenchCustomer) => `${page(workshop)}/${id}`;

  async function expect(
    status: number,
    method: string,
    ...of: [string, Parameters<Client['call']>[2]?]
  ) {
    const answered = await client.call(method, ...of);
    if (answered.status === status) return answered;
    throw new Error(`${method} ${of[0]} was answered ${answered.status}: ${answered.text}`);
  }

  return {
    list: (workshop, query = 'pageSize=50') => expect(200, 'GET', `${page(workshop)}?${query}`),
    row: (workshop, customer) => expect(200, 'GET', rowOf(workshop, customer)),
    export: (workshop) => expect(200, 'GET', `${page(workshop)}/export`),
    add(workshop, { domain }) {
      const customerEmail = `cio@${domain}`;
      const { locationId } = partner;
      const body = { locationId, customerEmail, engagementIds: [workshop] };
      return expect(201, 'POST', '/api/customers', json(body));
    },
    trigger(workshop, customer) {
      const customerContact = { name: 'Nora North', email: `cio@${customer.domain}` };
      const partnerContact = {
        company: partner.id,
        name: 'Ada',
        email: `ada@${partner.id}.example`,
      };
      const path = `${rowOf(workshop, customer)}/consent-request`;
      return expect(200, 'POST', path, json({ customerContact, partnerContact }));
    },
    resend: (workshop, customer) =>
      expect(200, 'POST', `${rowOf(workshop, customer)}/consent-request/resend`, json({})),
    submit: (workshop, customer) =>
      expect(200, 'POST', `${rowOf(workshop, customer)}/workshop-claim`, json(proof)),
    showConsent: (token) => expect(200, 'GET', `/consent/${token}`),
    approve(workshop, token) {
      const form = { decision: 'approve', approverName: 'Nora North', confirmed: 'on' };
      const text = new URLSearchParams({ ...form, request: `${workshop}.1` }).toString();
      return expect(200, 'POST', `/consent/${token}`, { type: 'x-www-form-urlencoded', text });
    },
  };
}
