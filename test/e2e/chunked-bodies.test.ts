// Bodies without a content-length, as .NET's JsonContent and many proxies send them: JSON, forms and the import, each with
// its limit. And what streaming would let a caller do beside it.
import { App, contoso, operator } from './support/app';
import { Pair } from './support/pair';
import { chunked } from '../support/raw-request';

jest.setTimeout(120_000);
const app = new App();
beforeAll(() => app.start());
afterAll(() => app.stop());

const form = 'application/x-www-form-urlencoded';
const megabyte = 'x'.repeat(1024 * 1024);

async function post(path: string, type: string, chunks: readonly string[], token?: string) {
  const response = await fetch(new URL(path, app.at.app), {
    method: 'POST',
    headers: {
      'content-type': type,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: chunked(...chunks),
    ...{ duplex: 'half' },
  });
  return { status: response.status, text: await response.text() };
}
const asUser = async (path: string, chunks: readonly string[]) =>
  post(path, 'application/json', chunks, await app.token(contoso, ['Incentives.Admin']));
const asOperator = async (chunks: readonly string[]) => {
  const { tenant, roles, kind } = operator;
  const token = await app.token(tenant, roles, kind);
  return post('/api/admin/reference-data', 'application/json', chunks, token);
};

describe('a body in chunks', () => {
  it('adds a customer', async () => {
    const pair = await Pair.create(app);
    const text = JSON.stringify({
      locationId: '4100001',
      customerEmail: pair.contact,
      engagementIds: [pair.engagement],
    });
    const chunks = [text.slice(0, 20), text.slice(20)];
    const added = await asUser('/api/customers', chunks);
    expect([added.status, added.text]).toEqual([201, expect.stringContaining(pair.engagement)]);
    expect(await pair.history()).toEqual(['addCustomer']);
  });

  it('imports reference data', async () => {
    const imported = await asOperator(['{"engagem', 'ents":[]}']);
    expect([imported.status, imported.text]).toEqual([202, expect.stringContaining('"customers"')]);
  });

  it('approves on the consent page', async () => {
    const pair = await Pair.create(app);
    await pair.add();
    await pair.trigger();
    const link = await pair.link();
    const page = await (await fetch(link)).text();
    const request = /name="request" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const fields = new URLSearchParams({
      decision: 'approve',
      request,
      approverName: 'Nora North',
      confirmed: 'on',
    }).toString();
    const answered = await post(link, form, [fields.slice(0, 9), fields.slice(9)]);
    expect(answered.status).toBe(200);
    expect(await pair.row()).toMatchObject({ type: 'active' });
  });
});

describe('a body in chunks over the limit is answered 413, and changes nothing', () => {
  it('of a step', async () => {
    const chunks = Array<string>(20).fill(megabyte);
    const refused = await asUser('/api/customers', ['"', ...chunks]);
    expect([refused.status, refused.text]).toEqual([413, expect.stringContaining('too-large')]);
  });

  it('of an import', async () => {
    const chunks = Array<string>(65).fill(megabyte);
    const refused = await asOperator(['"', ...chunks]);
    expect([refused.status, refused.text]).toEqual([413, expect.stringContaining('too-large')]);
  });

  it('of the consent form', async () => {
    const pair = await Pair.create(app);
    await pair.add();
    await pair.trigger();
    const link = await pair.link();
    const refused = await post(link, form, ['decision=decline&reason=', megabyte]);
    expect(refused.status).toBe(413);
    expect(await pair.history()).toEqual(['addCustomer', 'triggerConsent']);
  });
});

describe('what the host takes from body and query beside the path', () => {
  it('never stands for the path’s own parameters', async () => {
    const pair = await Pair.create(app);
    await pair.add();
    const body = { customerId: 'x', engagementId: 'y', reason: 'no' };
    const refused = await app.call('POST', pair.path('/cancel'), { body });
    expect([refused.status, refused.json['errors']]).toEqual([
      400,
      [
        { path: 'customerId', message: 'is not a known field' },
        { path: 'engagementId', message: 'is not a known field' },
      ],
    ]);
  });

  it('never stands for the headers: who sends none so is nobody', async () => {
    for (const query of ['headers=x', 'Headers={}']) {
      const { status } = await app.call('GET', `/api/engagements?${query}`);
      expect([query, status]).toEqual([query, 401]);
    }
  });
});
