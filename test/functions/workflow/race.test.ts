// R26 under real concurrency, against a real Azurite: 50 partners' customers approve at the same instant.
import type { Anchor } from '../../../shared/domain/association';
import { partnerId, keyOf, type AssociationKey, type PartnerId } from '../../../shared/domain/ids';
import type { AssociationChange } from '../../../shared/domain/changes';
import { addDays } from '../../../shared/domain/time';
import { execute, type Executed } from '../../../shared/changes/execute';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  aCustomerId,
  addedAt,
  anAnchor,
  anAssociation,
  anEngagement,
  anotherPartner,
  answeredAt,
  aPartner,
  askedAt,
  consentDeadline,
  msAfter,
  ofPartner,
  stepsAt,
  theSystem,
} from '../../support/examples';
import { emptyTables, storesOver, type Stores } from '../../support/tables';

const repeats = Number(process.env['RACE_REPEATS'] ?? 10);
jest.setTimeout(60_000 + repeats * 10_000);

const connectionString = azuriteOfThisFile();
let stores: Stores;
beforeEach(async () => {
  await emptyTables(connectionString());
  stores = storesOver(connectionString());
});

/** Every partner's association, asked for consent. */
async function seed(
  partners: readonly PartnerId[],
  anchors: readonly Anchor[] = [],
): Promise<AssociationKey[]> {
  const loaded = await stores.customers.load(aCustomerId);
  const associations = partners.map((id, n): AssociationChange => {
    const asked = ofPartner(anAssociation('consentRequested'), { ...aPartner, id, name: `P${n}` });
    const entry = { at: askedAt, by: theSystem, transition: 'triggerConsent' } as const;
    const audit = { ...entry, from: undefined, to: asked.status, version: asked.version };
    return { before: undefined, after: asked, mails: [], entries: [audit] };
  });
  const changes = { associations, anchors, newlyKnownBy: [] };
  const seeded = await stores.customers.commit(loaded, changes);
  if (seeded === 'conflict') throw new Error('the customer is not a new one');
  return associations.map(({ after }) => keyOf(after));
}

const results = (all: readonly Executed[]) =>
  all.map((each) => (each.ok ? 'ok' : each.refusal.code)).sort();

const approveAt = (at: typeof answeredAt, key: AssociationKey) =>
  execute(stores.customers, aCustomerId, { ...stepsAt(at).approve, key });
const settleAt = (at: typeof answeredAt, key: AssociationKey, marginSeconds = 0) =>
  execute(stores.customers, aCustomerId, { ...stepsAt(at).settle, marginSeconds, key });

/** What each partner's driver does, all at the same time and from what they all have read. */
async function settleAll(keys: readonly AssociationKey[]): Promise<Executed[]> {
  const loaded = await stores.customers.load(aCustomerId);
  const { settle } = stepsAt(answeredAt);
  return Promise.all(
    keys.map((key) => execute(stores.customers, aCustomerId, { ...settle, key }, { loaded })),
  );
}

async function statuses(): Promise<string[]> {
  const { customer } = await stores.customers.load(aCustomerId);
  return customer.associations.map(({ status }) => status).sort();
}

it(`50 simultaneous approvals: one active, 49 superseded, each told once (R26; ${repeats} times)`, async () => {
  const fifty = Array.from({ length: 50 }, (_, n) => partnerId.parse(`partner-${n}`));
  let approvalMs = 0;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    await emptyTables(connectionString());
    const keys = await seed(fifty);

    const startedAt = performance.now();
    const approvals = await Promise.all(keys.map((key) => approveAt(answeredAt, key)));
    approvalMs += performance.now() - startedAt;

    expect(results(approvals)).toEqual(['ok', ...fifty.slice(1).map(() => 'superseded')]);

    await settleAll(keys);

    const { customer, outbox } = await stores.customers.load(aCustomerId);
    const winner = customer.associations.find(({ status }) => status === 'active');
    const losers = fifty.filter((id) => id !== winner?.partnerId);
    expect(customer.anchors.map((anchor) => [anchor.partnerId, anchor.state])).toEqual([
      [winner?.partnerId, 'active'],
    ]);
    const ended = customer.associations.map(({ status }) => status).sort();
    expect(ended).toEqual(['active', ...losers.map(() => 'superseded')]);
    const told = outbox.filter(({ value }) => value.mail.kind === 'superseded');
    expect(told.map(({ value }) => value.key.partnerId).sort()).toEqual([...losers].sort());
  }
  if (repeats > 10) {
    console.info(`${repeats} races: ${Math.round(approvalMs / repeats)} ms for 50 approvals`);
  }
});

it('approvals for a pair that was held and let go before: one active too (R26, R29)', async () => {
  for (let repeat = 0; repeat < 10; repeat += 1) {
    await emptyTables(connectionString());
    const released = { ...anAnchor(anotherPartner, 'released'), wonAt: addDays(addedAt, -200) };
    const eight = Array.from({ length: 8 }, (_, n) => partnerId.parse(`partner-${n}`));
    const keys = await seed(eight, [released]);

    const approvals = await Promise.all(keys.map((key) => approveAt(answeredAt, key)));

    expect(results(approvals)).toEqual(['ok', ...eight.slice(1).map(() => 'superseded')]);
    expect((await statuses()).filter((status) => status === 'active')).toHaveLength(1);
  }
});

it('those who lost are settled once, however many drivers settle them at the same time (I7)', async () => {
  const keys = await seed(['a', 'b', 'c', 'd', 'e'].map((id) => partnerId.parse(id)));
  await Promise.all(keys.map((key) => approveAt(answeredAt, key)));

  await Promise.all([...keys, ...keys, ...keys].map((key) => settleAt(answeredAt, key)));

  const { outbox } = await stores.customers.load(aCustomerId);
  expect(outbox.filter(({ value }) => value.mail.kind === 'superseded')).toHaveLength(4);
  for (const key of keys) expect(await stores.customers.history(key)).toHaveLength(2);
});

it('one partner’s approval and another’s cancel of the hold leave at most one holder (invariant 1)', async () => {
  const [first, second] = await seed([partnerId.parse('a'), partnerId.parse('b')]);
  if (first === undefined || second === undefined) throw new Error('nobody was asked');
  await approveAt(answeredAt, first);

  const later = addDays(answeredAt, 1);
  const [canceled, approved] = await Promise.all([
    execute(stores.customers, aCustomerId, { ...stepsAt(later).cancel, key: first }),
    approveAt(later, second),
  ]);

  // The other had lost to the first consent already, also after that was let go (decision 4).
  expect(results([canceled, approved])).toEqual(['ok', 'superseded']);
  const { customer } = await stores.customers.load(aCustomerId);
  expect(customer.anchors).toMatchObject([{ engagementId: anEngagement.id, state: 'released' }]);
});

describe('an approval and an expiry at the same moment (FT12)', () => {
  const rounds = Array.from({ length: 10 }, (_, n) => n);

  it.each([
    ['1 ms before the deadline the approval alone can win', -1, 0, ['active']],
    ['at the deadline it is expired', 0, 0, ['consentExpired']],
    ['1 ms after it it is expired', 1, 0, ['consentExpired']],
    ['within the margin nothing is approved, and nothing expired yet', 1, 60, ['consentRequested']],
  ])('%s', async (_, ms, margin, expected) => {
    const now = msAfter(consentDeadline, ms);
    for (const round of rounds) {
      await emptyTables(connectionString());
      const [key] = await seed([aPartner.id]);
      if (key === undefined) throw new Error('nobody was asked');
      const both = [() => approveAt(now, key), () => settleAt(now, key, margin)];

      await Promise.all((round % 2 === 0 ? both : both.reverse()).map((run) => run()));

      expect(await statuses()).toEqual(expected);
    }
  });

  it('an approval from just before the deadline and an expiry from just after it: exactly one of them', async () => {
    const won = new Set<string>();
    for (const round of rounds) {
      await emptyTables(connectionString());
      const [key] = await seed([aPartner.id]);
      if (key === undefined) throw new Error('nobody was asked');
      const both = [
        () => approveAt(msAfter(consentDeadline, -1), key),
        () => settleAt(msAfter(consentDeadline, 1), key),
      ];

      const [first, second] = await Promise.all(
        (round % 2 === 0 ? both : both.reverse()).map((run) => run()),
      );

      expect([first?.ok, second?.ok].filter(Boolean)).toHaveLength(1);
      const [status = ''] = await statuses();
      won.add(status);
      expect(await stores.customers.history(key)).toHaveLength(2);
    }
    expect([...won].every((status) => ['active', 'consentExpired'].includes(status))).toBe(true);
  });
});
