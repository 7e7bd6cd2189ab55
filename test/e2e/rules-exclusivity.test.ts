// R6, R26, R27 among several partners: the customer's first consent wins, the others are told once and without a name, and
// what was lost comes back only when the winner lets it go.
import { App, contoso, fabrikam, type Answered, type Asked } from './support/app';
import { importInto } from './support/import';
import { completedWith, known } from './support/known';
import { Pair } from './support/pair';

jest.setTimeout(120_000);
const app = new App();
const rivals = Array.from({ length: 6 }, (_, n) => ({
  tenant: `00000${n}c1-0000-4000-8000-0000000000c1`,
  locationId: `44000${n}1`,
  name: `Rival ${n} Consulting`,
  id: `rival-${n}`,
}));
type Rival = (typeof rivals)[number];

beforeAll(async () => {
  await app.start();
  const partners = rivals.map(({ tenant, locationId, name, id }) => ({
    id,
    name,
    tenantIds: [tenant],
    contact: { name: `${name} Desk`, email: `desk@${id}.example` },
    locations: [{ id: locationId, name, country: 'SE', enrolledInMci: true }],
  }));
  await importInto(app, { partners });
});
afterAll(() => app.stop());

const eligibleLocations = ['4100001', '4200001', ...rivals.map(({ locationId }) => locationId)];
const newPair = () => Pair.create(app, { eligibleLocations });
const contactOf = (pair: Pair, { id }: Rival) => `${id}@${pair.domain}`;
const deskOf = (pair: Pair, { id }: Rival) => `${pair.id.slice(0, 8)}@${id}.example`;

async function asks(pair: Pair, rival: Rival): Promise<string> {
  const { tenant, locationId, name } = rival;
  await pair.add({ tenant }, { locationId });
  const customerContact = { name: 'Nora North', email: contactOf(pair, rival) };
  const partnerContact = { company: name, name: 'Ada', email: deskOf(pair, rival) };
  await pair.trigger({ tenant }, { customerContact, partnerContact });
  return pair.link(0, contactOf(pair, rival));
}
const typeOf = async (answer: Promise<Answered>) =>
  String((await answer).json['type'])
    .split(':')
    .at(-1);

describe('R26', () => {
  it('R26: of six approvals at once exactly one is recorded, and each loser is told once, without a name', async () => {
    const pair = await newPair();
    const links = await Promise.all(rivals.map((rival) => asks(pair, rival)));
    const answers = await Promise.all(links.map((link) => pair.answer(link, 'approve')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410, 410, 410, 410, 410]);
    await app.advance('PT1S');

    const winner = rivals[answers.findIndex(({ status }) => status === 200)];
    for (const rival of rivals) {
      const row = await pair.row({ tenant: rival.tenant });
      const mails = await app.mails(deskOf(pair, rival));
      expect(mails).toHaveLength(1);
      if (rival === winner) {
        expect(row).toMatchObject({ tab: 'eligible', type: 'active' });
      } else {
        expect(row).toMatchObject({ tab: 'ineligible', actions: [] });
        expect(JSON.stringify([row, mails])).not.toContain(winner?.name);
      }
    }
  });

  it('R26: the losers’ links tell the customer with whom it has agreed', async () => {
    const pair = await newPair();
    const [one, two] = rivals;
    if (one === undefined || two === undefined) throw new Error('there are rivals');
    const [first, second] = [await asks(pair, one), await asks(pair, two)];
    await pair.answer(first, 'approve');
    const page = await fetch(second);
    expect([page.status, await page.text()]).toEqual([410, expect.stringContaining(one.name)]);
    expect((await pair.answer(second, 'decline')).status).toBe(410);
  });
});

const fabrikams: Asked = { tenant: fabrikam };

/** Contoso is pending, Fabrikam has the consent. */
async function lost(pair: Pair, open: () => Promise<Answered>): Promise<Pair> {
  await open();
  const email = `their-choice@${pair.domain}`;
  await pair.add(fabrikams);
  await pair.trigger(fabrikams, { customerContact: { name: 'Nora North', email } });
  await pair.answer(await pair.link(0, email), 'approve');
  return pair;
}

describe('R6', () => {
  it('R6: a superseded row gives the reason while the other partner holds the pair', async () => {
    const pair = await newPair();
    await lost(pair, () => pair.add());
    expect(await pair.row()).toMatchObject({
      tab: 'ineligible',
      reasons: [{ code: 'consent-given-to-another-partner' }],
    });
    await pair.submit(fabrikams);
    expect(await pair.row()).toMatchObject({
      tab: 'ineligible',
      reasons: [{ code: 'participated-with-another-partner' }],
    });
  });

  it.each([
    ['cancels', (pair: Pair) => pair.cancel(fabrikams)],
    ['does not deliver', () => app.advance('P90D')],
  ])(
    'R6: once the winner %s, an added customer is gone and a claimed one claimable',
    async (_, end) => {
      const [added, claimed] = [await newPair(), await known(await newPair())];
      await lost(added, () => added.add());
      await lost(claimed, () => claimed.claim());
      for (const pair of [added, claimed]) await end(pair);
      expect(await added.row()).toBeUndefined();
      expect(await claimed.row()).toMatchObject({ tab: 'eligible', actions: ['claimCustomer'] });
      expect((await added.add()).status).toBe(201);
    },
  );

  it('R6, R27: who took part elsewhere before is ineligible, and can be neither added nor claimed', async () => {
    const [stranger, friend] = [await newPair(), await known(await newPair())];
    for (const pair of [stranger, friend]) await completedWith(pair, 'somebody-else', 'Somebody');
    expect(await stranger.row()).toBeUndefined();
    expect(await friend.row()).toMatchObject({
      tab: 'ineligible',
      reasons: [{ code: 'participated-with-another-partner' }],
    });
    expect(await typeOf(stranger.add())).toBe('participated-with-another-partner');
    expect(await typeOf(friend.claim())).toBe('participated-with-another-partner');
  });

  it('R7: who completed it with this partner before is on Complete, without a claim to view', async () => {
    const pair = await completedWith(await known(await newPair()), 'contoso-consulting', 'Contoso');
    expect(await pair.row()).toMatchObject({ tab: 'complete', actions: [] });
    expect(await typeOf(pair.claim())).toBe('already-completed');
  });
});

describe('R27', () => {
  it('R27: while another partner holds the pair, add is refused, and the check says why', async () => {
    const pair = await newPair();
    await pair.activate(fabrikams);
    expect(await typeOf(pair.add())).toBe('consent-given-to-another-partner');
    const body = { locationId: '4100001', customerEmail: pair.contact };
    const check = await app.call('POST', '/api/customers/check', { tenant: contoso, body });
    expect(check.json['notSelectable']).toContainEqual(
      expect.objectContaining({
        engagementId: pair.engagement,
        reasons: [expect.objectContaining({ code: 'consent-given-to-another-partner' })],
      }),
    );
    expect(check.text).not.toContain('Fabrikam');
  });
});
