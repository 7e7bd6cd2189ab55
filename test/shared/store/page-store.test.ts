// The read models of the Customers page against a real Azurite: a page is its own rows and the partner's known customers.
import type { Association } from '../../../shared/domain/association';
import { profileOf, type Customer } from '../../../shared/domain/customer';
import { rowOf } from '../../../shared/domain/customers-page';
import { noProfile } from '../../../shared/domain/reference';
import { keyOf, customerId } from '../../../shared/domain/ids';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  aCustomer,
  aCustomerId,
  aCustomerProfile,
  addedAt,
  anAnchor,
  anAssociation,
  anEngagement,
  anotherEngagement,
  anotherPartner,
  aPartner,
  ofPartner,
  statuses,
} from '../../support/examples';
import { dump, emptyTables, storesOver, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let stores: Stores;
beforeEach(async () => {
  await emptyTables(connectionString());
  stores = storesOver(connectionString());
});

const put = (customer: Customer, problem?: { kind: string; state: string }) =>
  stores.pages.put(customer, aPartner.id, anEngagement.id, problem);
const read = () => stores.pages.read(aPartner.id, anEngagement.id);
async function rowShown() {
  const entry = await stores.pages.readEntry(aPartner.id, anEngagement.id, aCustomerId);
  const seat = { unmet: [], engagement: anEngagement, partner: aPartner, now: addedAt };
  return entry && rowOf({ ...entry, ...seat });
}
const withOwn = (own: Association, rest: Partial<Customer> = {}) =>
  aCustomer({ associations: [own], ...rest });

describe('a page', () => {
  it('offers no claim after the last attempt possible, though the customer became known only later', async () => {
    await put(withOwn({ ...anAssociation('canceled'), attempt: 100 }));
    expect(await rowShown()).toBeUndefined();

    await stores.pages.putKnown(aPartner.id, aCustomerProfile, 0);

    expect((await rowShown())?.actions).toEqual([]);
  });

  it('is the known customers and the associations together, each customer once (R4)', async () => {
    const stranger = { ...aCustomer(), id: customerId.parse('tpid-5') };
    await put(withOwn(anAssociation('associated')));
    await stores.pages.putKnown(aPartner.id, aCustomerProfile, 2);
    const own = { ...anAssociation('active'), customerId: stranger.id };
    await put({ ...stranger, associations: [own] });
    const known = noProfile(customerId.parse('tpid-6'), { name: 'Wingtip' });
    await stores.pages.putKnown(aPartner.id, known, 0);

    const entries = await read();

    expect(entries.map((entry) => [entry.customerId, entry.pair.own?.status])).toEqual([
      [aCustomerId, 'associated'],
      [stranger.id, 'active'],
      [known.id, undefined],
    ]);
    expect(entries.map(({ pair, completions }) => [pair.isKnown, completions])).toEqual([
      [true, 2],
      [false, 0],
      [true, 0],
    ]);
    const expected = [aCustomerProfile, profileOf(own), known];
    expect(entries.map(({ profile }) => profile)).toEqual(expected);
  });

  it('is one partner’s and one engagement’s alone (R1)', async () => {
    await put(withOwn(anAssociation('associated')));
    await stores.pages.putKnown(aPartner.id, aCustomerProfile, 0);

    expect(await stores.pages.read(anotherPartner.id, anEngagement.id)).toEqual([]);
    const [other] = await stores.pages.read(aPartner.id, anotherEngagement.id);
    expect(other?.pair).toMatchObject({ own: undefined, isKnown: true });
  });

  it('gives one row as it gives it among all', async () => {
    const problem = { kind: 'consentRequest', state: 'bounced' };
    await put(withOwn(anAssociation('consentRequested')), problem);
    await stores.pages.putKnown(aPartner.id, aCustomerProfile, 0);

    const entry = await stores.pages.readEntry(aPartner.id, anEngagement.id, aCustomerId);

    expect(entry?.mailProblem).toEqual(problem);
    expect([entry]).toEqual(await read());
    const elsewhere = stores.pages.readEntry(anotherPartner.id, anEngagement.id, aCustomerId);
    expect(await elsewhere).toBeUndefined();
  });

  it('tells how the mail of the last request fares (R20)', async () => {
    const own = anAssociation('consentRequested');
    await put(withOwn(own, { sendings: [{ key: keyOf(own), sending: { state: 'waiting' } }] }));

    const [entry] = await read();

    expect(entry?.pair.sending).toEqual({ state: 'waiting' });
  });

  it('knows a customer by its consent before the list of known customers does (R4)', async () => {
    await put(withOwn(anAssociation('active'), { anchors: [anAnchor(aPartner)] }));

    const [entry] = await read();

    expect(entry?.pair.isKnown).toBe(true);
  });
});

describe('a row', () => {
  const shownWhenAdded = ['associated', 'consentRequested', 'active', 'completed', 'superseded'];

  it.each(statuses)(
    'of an added customer is there only while it shows something (%s, R22)',
    async (status) => {
      await put(withOwn(anAssociation('associated')));

      await put(withOwn(anAssociation(status)));

      expect((await dump(stores.tables)).size).toBe(shownWhenAdded.includes(status) ? 1 : 0);
    },
  );

  it.each(statuses)('of a known customer stays, with how it went (%s)', async (status) => {
    await put(withOwn(anAssociation(status), { knownBy: [aPartner.id] }));

    const [own] = (await dump(stores.tables)).values();
    expect(own).toMatchObject({ own: { status } });
  });

  it('of another partner’s hold is there for those who know the customer, until it is let go (R6)', async () => {
    const held = { anchors: [anAnchor(anotherPartner)], knownBy: [aPartner.id] };
    await put(aCustomer({ ...held, knownBy: [] }));
    expect((await dump(stores.tables)).size).toBe(0);

    await put(aCustomer(held));
    expect((await dump(stores.tables)).size).toBe(1);

    await put(aCustomer({ ...held, anchors: [anAnchor(anotherPartner, 'released')] }));
    expect((await dump(stores.tables)).size).toBe(0);
  });

  it('that is removed twice is no fault', async () => {
    await put(aCustomer());
    await put(aCustomer());

    expect(await read()).toEqual([]);
  });
});

describe('a row written from what was read a while ago (I9)', () => {
  const refresh = (customer: Customer) =>
    stores.pages.refresh(customer, aPartner.id, anEngagement.id, undefined);
  const status = async () => (await read()).map(({ pair }) => pair.own?.status);

  it('replaces an older one, and takes its own place where there is none', async () => {
    await refresh(withOwn(anAssociation('associated')));
    expect(await status()).toEqual(['associated']);

    await refresh(withOwn(anAssociation('consentRequested')));
    expect(await status()).toEqual(['consentRequested']);
  });

  it('leaves a newer one alone', async () => {
    await put(withOwn(anAssociation('active')));

    await refresh(withOwn(anAssociation('consentRequested')));

    expect(await status()).toEqual(['active']);
  });

  it('is taken away when nothing is left to show, and only if it is not newer', async () => {
    await put(withOwn(anAssociation('active')));
    await refresh(withOwn({ ...anAssociation('declined'), version: 2 }));
    expect(await status()).toEqual(['active']);

    await refresh(withOwn({ ...anAssociation('canceled'), version: 4 }));
    await refresh(withOwn({ ...anAssociation('canceled'), version: 4 }));
    expect(await status()).toEqual([]);
  });

  it('counts what other partners changed of the same customer in the engagement', async () => {
    const rival = ofPartner(anAssociation('active'), anotherPartner);
    const lost = { ...anAssociation('superseded'), version: 2 };
    await put(aCustomer({ associations: [lost, rival] }));

    await refresh(withOwn(anAssociation('consentRequested')));

    expect(await status()).toEqual(['superseded']);
  });

  it('at the same time as another ends as one of them, not as a fault', async () => {
    const customers = (['associated', 'consentRequested', 'active'] as const).map((each) =>
      withOwn(anAssociation(each)),
    );

    await Promise.all([...customers, ...customers].map(refresh));

    expect(await read()).toHaveLength(1);
  });
});
