// Bad input gets a clear problem document and changes nothing (reliability.md, section 8).
import { App, contoso, operator } from './support/app';
import { Pair } from './support/pair';

jest.setTimeout(120_000);
const app = new App();
let pair: Pair;
beforeAll(async () => {
  await app.start();
  pair = await Pair.create(app);
  await pair.add();
  await pair.trigger();
});
afterAll(() => app.stop());

const nothingElse = ['addCustomer', 'triggerConsent'];
const customers = '/api/customers';
const body = {
  locationId: '4100001',
  customerEmail: 'cio@northwind.example',
  engagementIds: ['threat-protection-workshop'],
};

describe('a token', () => {
  async function statusWith(token: string | undefined, headers = {}): Promise<number> {
    return (await app.call('GET', '/api/engagements', { token, headers })).status;
  }
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it('is needed; a forged client principal header is none', async () => {
    expect(await statusWith(undefined)).toBe(401);
    const principal = { 'x-ms-client-principal': part({ auth_typ: 'aad', claims: [] }) };
    expect(await statusWith(undefined, principal)).toBe(401);
  });

  it('is refused when changed, unsigned, or for nobody', async () => {
    const token = await app.token(contoso, ['Incentives.Admin']);
    const [header = '', payload = '', signature = ''] = token.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const unsigned = part({ alg: 'none' });
    expect(await statusWith(`${header}.${part({ ...claims, roles: ['x'] })}.${signature}`)).toBe(
      401,
    );
    expect(await statusWith(`${unsigned}.${payload}.x`)).toBe(401);
    expect(await statusWith(`${header}.${payload}.${signature.slice(2)}AA`)).toBe(401);
    expect(await statusWith('not.a.token')).toBe(401);
    expect(await statusWith(token)).toBe(200);
  });
});

describe('a body', () => {
  it.each([
    ['no JSON', '{', 400],
    ['an array', [], 400],
    ['an unknown field', { ...body, partnerId: 'fabrikam-services' }, 400],
    ['__proto__', '{"__proto__":{"role":"admin"},"locationId":"4100001"}', 400],
    ['a list of addresses', { ...body, customerEmail: 'a@b.example, c@d.example' }, 400],
    [
      'a header break in an address',
      { ...body, customerEmail: 'a@b.example\r\nBcc: v@x.example' },
      400,
    ],
    ['a quoted address', { ...body, customerEmail: '"x"@y.example' }, 400],
    [
      'an address of 300 characters',
      { ...body, customerEmail: `${'a'.repeat(290)}@b.example` },
      400,
    ],
    ['an engagement with a path in it', { ...body, engagementIds: ['../x'] }, 400],
    ['a tenant ID and a TPID', { ...body, tenantId: contoso, tpid: '1' }, 400],
    ['an unknown engagement', { ...body, engagementIds: ['no-such-engagement'] }, 422],
    ['deep nesting', '['.repeat(5000) + ']'.repeat(5000), 400],
    ['a megabyte', { ...body, domainMismatchReason: 'x'.repeat(1_000_000) }, 413],
  ])('with %s is refused', async (_, bad, status) => {
    const answer = await app.call('POST', customers, { body: bad });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.json['title']).toBeTruthy();
  });

  it('of another type is refused with 415', async () => {
    const headers = { 'content-type': 'text/plain' };
    expect((await app.call('POST', customers, { body: 'x', headers })).status).toBe(415);
  });

  it('names every error with its path', async () => {
    const { json } = await app.call('POST', customers, { body: { locationId: 1, role: 'x' } });
    const paths = (json['errors'] as { path: string }[]).map(({ path }) => path);
    expect(paths.sort()).toEqual(['customerEmail', 'engagementIds', 'locationId', 'role']);
  });

  it('that begins with a byte-order mark is read like one without', async () => {
    const { locationId, customerEmail } = body;
    const marked = `\uFEFF${JSON.stringify({ locationId, customerEmail })}`;
    expect((await app.call('POST', `${customers}/check`, { body: marked })).status).toBe(200);
  });

  it('that names more workshops than can be added at a time is refused, naming the list', async () => {
    const engagementIds = Array.from({ length: 21 }, (_, n) => `workshop-${n}`);
    const { status, json } = await app.call('POST', customers, {
      body: { ...body, engagementIds },
    });
    expect([status, json['errors']]).toEqual([
      400,
      [{ path: 'engagementIds', message: 'choose at most 20 workshops at a time' }],
    ]);
  });

  it('of an import with one error names it, and nothing of the file is written', async () => {
    const engagement = { id: 'half-right', name: 'Half right', intent: 'nonsense' };
    const answer = await app.call('POST', '/api/admin/reference-data', {
      ...operator,
      body: { engagements: [engagement], customers: [] },
    });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('engagements.0.intent');
    expect((await app.call('GET', '/api/engagements/half-right')).status).toBe(404);
  });
});

describe('a path', () => {
  it.each([
    '/api/engagements/..%2f..%2finstances',
    "/api/engagements/x'%20or%20PartitionKey%20ne%20'/customers",
    '/api/engagements/%E0%A4%A/customers',
    `/api/engagements/${'x'.repeat(2000)}/customers`,
    '/api/no/such/thing',
  ])('%s is answered with 400 or 404', async (path) => {
    const { status } = await app.call('GET', path);
    expect([400, 404]).toContain(status);
  });

  it('with a null in it is refused by the host itself', async () => {
    const answer = await fetch(`${app.at.app}/api/engagements/%00/customers`);
    expect([answer.status, await answer.text()]).toEqual([400, '']);
  });

  it.each([
    'pageSize=0',
    'pageSize=-1',
    'pageSize=1e9',
    'pageSize=ten',
    'tab=all',
    'tab=eligible&x=1',
  ])('with the query %s is refused', async (query) => {
    const page = `/api/engagements/threat-protection-workshop/customers?${query}`;
    expect((await app.call('GET', page)).status).toBe(400);
  });

  it('with another method answers 405 and Allow', async () => {
    const answer = await app.call('DELETE', pair.path());
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET']);
  });
});

describe('a consent link', () => {
  it('that is unknown, truncated or changed is answered like one that never was', async () => {
    const link = await pair.link();
    const last = link.at(-2) === 'A' ? 'B' : 'A';
    const bad = [
      `${link.slice(0, -64)}${'A'.repeat(64)}`,
      link.slice(0, -1),
      `${link.slice(0, -2)}${last}${link.slice(-1)}`,
    ];
    for (const each of bad) {
      expect((await fetch(each)).status).toBe(404);
      expect((await pair.answer(each, 'approve')).status).toBe(404);
    }
    expect(await pair.history()).toEqual(nothingElse);
  });

  it('changes nothing on GET and HEAD, whatever the query says', async () => {
    const link = await pair.link();
    for (let n = 0; n < 10; n += 1) {
      expect((await fetch(`${link}?decision=approve`)).status).toBe(200);
      expect((await fetch(link, { method: 'HEAD' })).status).toBe(200);
    }
    expect(await pair.history()).toEqual(nothingElse);
  });

  it('answers PUT with 405 and Allow', async () => {
    const answer = await fetch(await pair.link(), { method: 'PUT' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another origin', { origin: 'https://evil.example' }],
  ])('refuses a form sent from %s, and says that it was', async (_, headers) => {
    const { status, text } = await pair.answer(await pair.link(), 'approve', {}, headers);
    expect(status).toBe(403);
    expect(text).toContain('sent from another site');
    expect(text).not.toContain('not known');
    expect(await pair.history()).toEqual(nothingElse);
  });

  it('refuses a decision that is none, and a request that is another’s', async () => {
    const link = await pair.link();
    expect((await pair.answer(link, 'approve', { decision: 'maybe' })).status).toBe(400);
    expect(
      (await pair.answer(link, 'approve', { request: 'threat-protection-workshop.1' })).status,
    ).toBe(400);
    expect(await pair.history()).toEqual(nothingElse);
  });

  it('does not take its address from the request', async () => {
    const other = await Pair.create(app);
    const headers = { 'x-forwarded-host': 'evil.example' };
    await other.add({ headers });
    await other.trigger({ headers });
    expect(await other.link()).toContain(app.at.app);
  });
});
