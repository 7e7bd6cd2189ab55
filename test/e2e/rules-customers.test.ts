// R1–R17: who may see what, the page, adding and claiming, over HTTP.
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { App, contoso, fabrikam } from './support/app';
import { known } from './support/known';
import { Pair } from './support/pair';

jest.setTimeout(120_000);
const app = new App();
beforeAll(() => app.start());
afterAll(() => app.stop());

const other = { tenant: fabrikam };
const coded = z.looseObject({ reasons: z.array(z.looseObject({ code: z.string() })) });
const choices = z.looseObject({
  selectable: z.array(z.looseObject({ engagementId: z.string() })),
  notSelectable: z.array(coded.extend({ engagementId: z.string() })),
});

describe('access', () => {
  it.each([
    ['Incentives.Admin', 200],
    ['Incentives.User', 200],
    ['Something.Else', 403],
  ])('R1: the role %s is answered with %d', async (role, status) => {
    expect((await app.call('GET', '/api/engagements', { roles: [role] })).status).toBe(status);
  });

  it('R1: a user of no partner account is refused', async () => {
    expect((await app.call('GET', '/api/engagements', { tenant: randomUUID() })).status).toBe(403);
  });

  it('R1: a partner sees and changes nothing of another partner’s', async () => {
    const pair = await Pair.create(app);
    await pair.add();
    expect(await pair.row(other)).toBeUndefined();
    expect((await pair.trigger(other)).status).toBe(404);
    expect((await pair.cancel(other)).status).toBe(404);
    expect((await app.call('GET', pair.path('/history'), other)).status).toBe(404);
    expect(await pair.history()).toEqual(['addCustomer']);
  });

  it('R2: an engagement that is not build-intent has no Customers page', async () => {
    const page = '/api/engagements/azure-consumption/customers';
    const { status, json } = await app.call('GET', page);
    expect([status, json['type']]).toEqual([422, expect.stringContaining('not-build-intent')]);
  });
});

describe('the Customers page', () => {
  it('R3, R5: shows each customer on one tab, counts them, and finds them by name, domain and tenant', async () => {
    const pair = await Pair.create(app);
    await pair.add();
    const page = `/api/engagements/${pair.engagement}/customers`;
    for (const search of [pair.id.slice(0, 8).toUpperCase(), pair.domain, pair.id]) {
      const { json } = await app.call('GET', `${page}?search=${search}`);
      expect(json).toMatchObject({ counts: { eligible: 1, ineligible: 0, complete: 0 } });
    }
    expect((await app.call('GET', `${page}?search=nobody`)).json).toMatchObject({ rows: [] });
    expect((await app.call('GET', `${page}?tab=complete`)).json).toMatchObject({ rows: [] });
  });

  it('R4: is filled beforehand with customers known to the partner, and with no others', async () => {
    const pair = await known(await Pair.create(app));
    expect(await pair.row()).toMatchObject({ tab: 'eligible', actions: ['claimCustomer'] });
    expect(await pair.row(other)).toBeUndefined();
  });

  it('R4: shows a customer on the pages of other engagements once it has consented', async () => {
    const [pair, elsewhere] = [await Pair.create(app), await Pair.create(app)];
    await pair.activate();
    const path = `/api/engagements/${elsewhere.engagement}/customers/${pair.id}`;
    await app.until('the customer is listed', async () => {
      const { status } = await app.call('GET', path);
      return status === 200 ? true : undefined;
    });
    expect((await app.call('GET', path)).json).toMatchObject({ actions: ['claimCustomer'] });
  });

  it('R6: gives every unmet criterion as a reason', async () => {
    const customerCriteria = [
      { kind: 'countries', allowed: ['SE'] },
      { kind: 'minimumLicences', product: 'Microsoft 365 E3', count: 10 },
    ];
    const pair = await known(await Pair.create(app, { customerCriteria }, { country: 'DE' }));
    expect(await pair.row()).toMatchObject({
      tab: 'ineligible',
      actions: [],
      reasons: [{ code: 'criteria-not-met' }, { code: 'criteria-not-met' }],
    });
  });

  it('R6, R26, R27: gives the other partner’s consent or completion as the reason, and never its name', async () => {
    const pair = await known(await Pair.create(app));
    await pair.activate(other);
    const held = await pair.row();
    expect(held).toMatchObject({ reasons: [{ code: 'consent-given-to-another-partner' }] });
    expect((await pair.claim()).json['type']).toContain('consent-given-to-another-partner');
    await pair.submit(other);
    const completed = await pair.row();
    expect(completed).toMatchObject({ reasons: [{ code: 'participated-with-another-partner' }] });
    expect((await pair.claim()).json['type']).toContain('participated-with-another-partner');
    expect(JSON.stringify([held, completed])).not.toContain('Fabrikam');
  });

  it('R7: opens the workshop claim from the tab Complete', async () => {
    const pair = await Pair.create(app);
    await pair.activate();
    await pair.submit();
    const { json } = await app.call('GET', pair.path('/workshop-claim'));
    expect(json).toMatchObject({ status: 'Submitted', customerContact: { name: 'Nora North' } });
    expect(json['claimId']).toMatch(/^WC-/);
  });

  it('R8: shows the deadline and the rule behind the days left', async () => {
    const pair = await Pair.create(app, { consentWindowDays: 14 });
    await pair.add();
    const row = await pair.row();
    expect(row?.status).toMatchObject({ daysLeft: 14 });
    expect(row?.status['deadline']).toMatch(/Z$/);
    expect(row?.status['rule']).toContain('14 days in total');
  });

  it('pages with a token that can’t be tampered with', async () => {
    const page = '/api/engagements/threat-protection-workshop/customers?pageSize=1';
    const first = await app.call('GET', page);
    const token = z.string().parse(first.json['continuationToken']);
    const second = await app.call('GET', `${page}&continuationToken=${token}`);
    expect(second.status).toBe(200);
    expect(second.json['rows']).not.toEqual(first.json['rows']);
    const bad = await app.call('GET', `${page}&continuationToken=A${token.slice(1)}`);
    expect(bad.status).toBe(400);
  });

  it('exports a tab as CSV in which no cell is a formula', async () => {
    const pair = await Pair.create(app, {}, { name: '=HYPERLINK("x")' });
    await pair.add();
    const { text } = await app.call('GET', `/api/engagements/${pair.engagement}/customers/export`);
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
  });
});

describe('adding a customer', () => {
  it('R9: refuses to add a known customer and to claim an unknown one', async () => {
    const unknown = await Pair.create(app);
    expect((await unknown.claim()).json['type']).toContain('add-instead');
    const pair = await known(await Pair.create(app));
    expect((await pair.add()).json['type']).toContain('claim-instead');
    expect((await pair.claim()).status).toBe(201);
  });

  it('R10, R11: offers and accepts only locations enrolled in MCI and eligible', async () => {
    const pair = await Pair.create(app);
    const { json } = await app.call('GET', `/api/engagements/${pair.engagement}/locations`);
    expect(json['locations']).toMatchObject([{ id: '4100001' }, { id: '4100002' }]);
    for (const locationId of ['4100003', '4200001', '9999999']) {
      const { status, json: problem } = await pair.add({}, { locationId });
      expect([status, problem['type']]).toEqual([422, expect.stringContaining('location-not-el')]);
    }
  });

  it('R12, R15: derives the tenant from the e-mail and lists what can and can’t be chosen', async () => {
    const pair = await Pair.create(app);
    await pair.add();
    const body = { locationId: '4100001', customerEmail: pair.contact };
    const { json } = await app.call('POST', '/api/customers/check', { body });
    expect(json).toMatchObject({ customer: { id: pair.id }, domainMismatch: false });
    const { selectable, notSelectable } = choices.parse(json);
    expect(selectable.map(({ engagementId }) => engagementId)).toContain('power-platform-workshop');
    const own = notSelectable.find(({ engagementId }) => engagementId === pair.engagement);
    expect(own?.reasons).toMatchObject([{ code: 'already-open' }]);
  });

  it.each(['cio@gmail.com', 'cio@nobody-at-all.example'])(
    'R13: does not find a tenant for %s',
    async (customerEmail) => {
      const pair = await Pair.create(app);
      const { status, json } = await pair.add({}, { customerEmail });
      expect([status, json['type']]).toEqual([422, expect.stringContaining('tenant-not-found')]);
    },
  );

  it('R13: answers 503 when the directory is down', async () => {
    const pair = await Pair.create(app);
    await app.directoryFaults({ down: true });
    const { status, headers } = await pair.add();
    await app.directoryFaults({});
    expect([status, headers.get('retry-after')]).toEqual([503, '5']);
    expect((await pair.add()).status).toBe(201);
  });

  it('R14: asks for a reason when the domain is not the tenant’s, and keeps it', async () => {
    const [pair, stranger] = [await Pair.create(app), await Pair.create(app)];
    const ids = { tenantId: pair.id, customerEmail: stranger.contact };
    const asked = await pair.add({}, ids);
    expect(asked.json['type']).toContain('domain-mismatch-reason-required');
    const domainMismatchReason = 'The group shares one directory.';
    expect((await pair.add({}, { ...ids, domainMismatchReason })).status).toBe(201);
    expect(await pair.row()).toMatchObject({ association: { domainMismatchReason } });
  });

  it('R16: adds to all chosen workshops, or to none with a reason for each that refused', async () => {
    const [pair, second] = [await Pair.create(app), await Pair.create(app)];
    const engagementIds = [pair.engagement, second.engagement];
    const refused = await pair.add({}, { engagementIds: [...engagementIds, 'azure-consumption'] });
    expect(refused.json).toMatchObject({
      engagements: [{ engagementId: 'azure-consumption', reason: { code: 'not-build-intent' } }],
    });
    expect(await pair.row()).toBeUndefined();
    const added = await pair.add({}, { engagementIds });
    expect(added.json['workshops']).toMatchObject([{ daysLeft: 30 }, { daysLeft: 30 }]);
    const there = `/api/engagements/${second.engagement}/customers/${pair.id}`;
    expect((await app.call('GET', there)).status).toBe(200);
  });

  it('R17: claims a known customer, and says so', async () => {
    const pair = await known(await Pair.create(app));
    const body = { locationId: '4100001' };
    const check = await app.call('POST', `/api/customers/${pair.id}/claim/check`, { body });
    const { selectable } = choices.parse(check.json);
    expect(selectable.map(({ engagementId }) => engagementId)).toContain(pair.engagement);
    expect((await pair.claim()).json['message']).toContain('was claimed for');
    expect(await pair.row()).toMatchObject({ association: { origin: 'claimed' } });
  });
});

describe('repeating', () => {
  it('the same key and body gets the same answer, twenty at once make one record', async () => {
    const pair = await Pair.create(app);
    const token = await app.token(contoso, ['Incentives.Admin']);
    const headers = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => pair.add({ token, headers })),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect(await pair.history()).toEqual(['addCustomer']);
  });

  it('the same key with another body is refused', async () => {
    const pair = await Pair.create(app);
    const headers = { 'idempotency-key': randomUUID() };
    await pair.add({ headers });
    const { status } = await pair.add({ headers }, { locationId: '4100002' });
    expect(status).toBe(422);
  });

  it('a stale If-Match is refused with 412, the present one accepted', async () => {
    const pair = await Pair.create(app);
    await pair.add();
    const { headers } = await app.call('GET', pair.path());
    const etag = headers.get('etag') ?? '';
    expect((await pair.trigger({ headers: { 'if-match': '"1-9"' } })).status).toBe(412);
    expect((await pair.trigger({ headers: { 'if-match': etag } })).status).toBe(200);
    expect((await pair.cancel({ headers: { 'if-match': etag } })).status).toBe(412);
  });

  it.each([
    ['made weak by a proxy', (etag: string) => `W/${etag}`],
    ['among others', (etag: string) => `"1-9", W/"of-another-service" ,\t${etag}`],
    ['for any state', () => ' * '],
  ])('an If-Match %s is accepted', async (_, of) => {
    const pair = await Pair.create(app);
    await pair.add();
    const etag = (await app.call('GET', pair.path())).headers.get('etag') ?? '';
    expect((await pair.trigger({ headers: { 'if-match': of(etag) } })).status).toBe(200);
  });
});
