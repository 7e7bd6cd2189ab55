// R3–R5, R9–R17: who is meant, what can be chosen and why not, and what the confirmation and the pages say.
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { App, fabrikam, type Answered } from './support/app';
import { known } from './support/known';
import { aProof, Pair } from './support/pair';

jest.setTimeout(120_000);
const app = new App();
beforeAll(() => app.start());
afterAll(() => app.stop());

const typeOf = ({ json }: Answered) => String(json['type']).split(':').at(-1);
const check = (body: object) =>
  app.call('POST', '/api/customers/check', { body: { locationId: '4100001', ...body } });
const aTpid = () => String(100_000_000 + Math.floor(Math.random() * 800_000_000));

describe('the page', () => {
  it('R3, R5: a customer is on exactly one tab at every step of its way, and is active only after the consent', async () => {
    const pair = await Pair.create(app);
    const page = `/api/engagements/${pair.engagement}/customers`;
    const tabs = async () => {
      const found = [];
      for (const tab of ['eligible', 'ineligible', 'complete']) {
        const { json } = await app.call('GET', `${page}?tab=${tab}&search=${pair.id}`);
        const { rows } = z.object({ rows: z.array(z.looseObject({})) }).parse(json);
        found.push(...rows.map((row) => [tab, row['type']]));
      }
      return found;
    };
    const seen = [await tabs()];
    const steps = [
      () => pair.add(),
      () => pair.trigger(),
      async () => pair.answer(await pair.link(), 'approve'),
      () => pair.submit(),
    ];
    for (const step of steps) {
      await step();
      seen.push(await tabs());
    }
    const open = [['eligible', 'not started']];
    expect(seen).toEqual([[], open, open, [['eligible', 'active']], [['complete', null]]]);
  });

  it('R4: a consent to another partner makes nobody known to this one', async () => {
    const [pair, elsewhere] = [await Pair.create(app), await Pair.create(app)];
    await pair.activate({ tenant: fabrikam });
    const there = `/api/engagements/${elsewhere.engagement}/customers/${pair.id}`;
    expect((await app.call('GET', there)).status).toBe(404);
    await app.until('the other partner knows', async () => {
      const { status } = await app.call('GET', there, { tenant: fabrikam });
      return status === 200 ? true : undefined;
    });
    expect((await app.call('GET', there)).status).toBe(404);
  });

  it('R9: after a consent for one engagement the customer is claimed, not added, for the next', async () => {
    const [pair, elsewhere] = [await Pair.create(app), await Pair.create(app)];
    await pair.activate();
    const engagementIds = [elsewhere.engagement];
    expect(typeOf(await pair.add({}, { engagementIds }))).toBe('claim-instead');
    const body = { locationId: '4100001', engagementIds };
    expect((await app.call('POST', `/api/customers/${pair.id}/claim`, { body })).status).toBe(201);
  });
});

describe('who is meant', () => {
  it('R12: after the tenant is derived, every unmet criterion is told', async () => {
    const customerCriteria = [
      { kind: 'countries', allowed: ['SE'] },
      { kind: 'minimumLicences', product: 'Microsoft 365 E3', count: 10 },
      { kind: 'segments', allowed: ['enterprise'] },
      { kind: 'minimumMonthlyConsumption', service: 'Azure', usd: 1000 },
    ];
    const pair = await Pair.create(app, { customerCriteria }, { name: 'Small', country: 'NO' });
    const refused = await pair.add();
    expect([refused.status, typeOf(refused)]).toEqual([422, 'criteria-not-met']);
    const unmet = customerCriteria.map(({ kind }) => expect.objectContaining({ kind }) as unknown);
    expect(refused.json['engagements']).toMatchObject([{ reason: { unmet } }]);
  });

  it.each([
    ['tenant ID', () => ({ tenantId: randomUUID() })],
    ['TPID', () => ({ tpid: aTpid() })],
  ])('R13: a %s that nobody has is not found, and asks for another', async (_, ids) => {
    const pair = await Pair.create(app);
    const answer = await check({ customerEmail: pair.contact, ...ids() });
    expect([answer.status, typeOf(answer)]).toEqual([422, 'tenant-not-found']);
    expect(answer.json['detail']).toMatch(/e-mail.*tenant ID.*TPID/);
  });

  it('R14: a tenant ID whose domain is the e-mail’s needs no reason', async () => {
    const pair = await Pair.create(app);
    const { json } = await check({ customerEmail: pair.contact, tenantId: pair.id });
    expect(json).toMatchObject({ domainMismatch: false, reasonRequired: false });
  });

  it('R14: for a TPID the domain of any of its tenants will do', async () => {
    const tpid = aTpid();
    const pairs = [await Pair.create(app, {}, { name: 'One', tpid })];
    pairs.push(await Pair.create(app, {}, { name: 'Two', tpid }));
    for (const { id, contact } of pairs) {
      const { json } = await check({ customerEmail: contact, tpid });
      expect(json).toMatchObject({ customer: { id, tpid }, domainMismatch: false });
    }
  });

  it('R14: a TPID of another house asks for a reason, and the claim carries it', async () => {
    const tpid = aTpid();
    const [pair, stranger] = [
      await Pair.create(app, {}, { name: 'House', tpid }),
      await Pair.create(app),
    ];
    const ids = { customerEmail: stranger.contact, tpid };
    const domainMismatchReason = 'They were bought last month.';
    expect((await check(ids)).json).toMatchObject({ domainMismatch: true, reasonRequired: true });
    expect(typeOf(await pair.add({}, ids))).toBe('domain-mismatch-reason-required');
    expect((await pair.add({}, { ...ids, domainMismatchReason })).status).toBe(201);
    await pair.trigger();
    await pair.answer(await pair.link(), 'approve');
    await pair.submit();
    const claim = await app.call('GET', pair.path('/workshop-claim'));
    expect(claim.json).toMatchObject({ tpid, domain: stranger.domain, domainMismatchReason });
  });
});

describe('what can be chosen', () => {
  it('R15: each workshop is selectable or not, and what is not says why', async () => {
    const closed = await Pair.create(app, { lastDayToClaimCustomers: '2026-01-02' });
    const elsewhere = await Pair.create(app, { eligibleLocations: ['4100002'] });
    const demanding = await Pair.create(app, {
      customerCriteria: [{ kind: 'countries', allowed: ['JP'] }],
    });
    const pair = await known(await Pair.create(app, {}, { name: 'Known', country: 'SE' }));
    const { json } = await check({ customerEmail: pair.contact });
    const reasons = new Map(
      z
        .array(z.looseObject({ engagementId: z.string(), reasons: z.array(z.looseObject({})) }))
        .parse(json['notSelectable'])
        .map((each) => [each.engagementId, each.reasons.map(({ code }) => code)]),
    );
    expect(reasons.get(closed.engagement)).toEqual(['engagement-closed']);
    expect(reasons.get(elsewhere.engagement)).toEqual(['location-not-eligible']);
    expect(reasons.get(pair.engagement)).toEqual(['claim-instead']);
    expect(reasons.get(demanding.engagement)).toEqual(['claim-instead']);
    const body = { locationId: '4100001' };
    const claim = await app.call('POST', `/api/customers/${pair.id}/claim/check`, { body });
    expect(claim.json['notSelectable']).toContainEqual(
      expect.objectContaining({
        engagementId: demanding.engagement,
        reasons: [expect.objectContaining({ code: 'criteria-not-met' })],
      }),
    );
  });

  it('R10, R11: another partner’s location is none of the caller’s, in the check as in the add', async () => {
    const pair = await Pair.create(app);
    const { json } = await check({ customerEmail: pair.contact, locationId: '4200001' });
    expect(json['selectable']).toEqual([]);
    expect(typeOf(await pair.add({}, { locationId: '4200001' }))).toBe('location-not-eligible');
  });

  it('R16: the confirmation names the customer, the workshops and the consent deadline', async () => {
    const [pair, second] = [
      await Pair.create(app, { name: 'First Workshop' }, { name: 'Tasty Pies' }),
      await Pair.create(app, { name: 'Second Workshop', consentWindowDays: 10 }),
    ];
    const engagementIds = [pair.engagement, second.engagement];
    const { json } = await pair.add({}, { engagementIds });
    expect(json['message']).toBe('Tasty Pies was added to First Workshop, Second Workshop.');
    const deadline = expect.stringMatching(/^\d{4}-.*Z$/) as string;
    expect(json['workshops']).toMatchObject([
      { name: 'First Workshop', daysLeft: 30, consentDeadline: deadline },
      { name: 'Second Workshop', daysLeft: 10, consentDeadline: deadline },
    ]);
  });

  it('R17: a claim of several workshops is all or none', async () => {
    const pair = await known(await Pair.create(app));
    const closed = await Pair.create(app, { lastDayToClaimCustomers: '2026-01-02' });
    const engagementIds = [pair.engagement, closed.engagement];
    const body = { locationId: '4100001', engagementIds };
    const answer = await app.call('POST', `/api/customers/${pair.id}/claim`, { body });
    expect(typeOf(answer)).toBe('engagement-closed');
    expect(await pair.row()).toMatchObject({ actions: ['claimCustomer'] });
  });
});

describe('the mail and the claim', () => {
  it('R19: the mail names workshop, partner and deadline, and answers go to the partner’s contact', async () => {
    const pair = await Pair.create(app, { name: 'Cloud Workshop' });
    await pair.add();
    await pair.trigger();
    const [mail] = await app.mailsOnceThere(pair.contact, 1);
    expect(mail?.subject).toContain('Cloud Workshop');
    expect(mail?.text).toContain('Contoso Consulting');
    expect(mail?.text).toContain('30 days left');
    expect(mail?.replyTo).toEqual([expect.objectContaining({ address: pair.partnerEmail() })]);
  });

  it('R28: the claim carries everything that was agreed, and the proof as it was sent', async () => {
    const pair = await Pair.create(app);
    await pair.activate();
    const comments = 'Two days on site.\nAll went well.';
    await pair.submit({}, { ...aProof, comments });
    const { json } = await app.call('GET', pair.path('/workshop-claim'));
    expect(json).toMatchObject({
      status: 'Submitted',
      solutionArea: 'Security',
      role: 'Delivery partner',
      locationId: '4100001',
      partner: 'Contoso Consulting',
      partnerContact: { email: pair.partnerEmail() },
      tenantId: pair.id,
      domain: pair.domain,
      customerContact: { title: 'CIO', name: 'Nora North', email: pair.contact },
      proofOfExecution: { ...aProof, comments },
    });
    const elsewhere = await app.call('GET', pair.path('/workshop-claim'), { tenant: fabrikam });
    expect(elsewhere.status).toBe(404);
  });
});
