// The truth against a real Azurite: one transaction or nothing, ETags, insert-if-absent.
import type { Changes } from '../../../shared/domain/changes';
import { decide } from '../../../shared/domain/decide';
import type { Command } from '../../../shared/domain/commands';
import type { LoadedCustomer } from '../../../shared/store/customer-rows';
import { keyOf } from '../../../shared/domain/ids';
import { execute } from '../../../shared/changes/execute';
import { locatorOf } from '../../../shared/store/keys';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  aCustomerId,
  addedAt,
  anAddCommand,
  anAnchor,
  anAssociation,
  anEngagement,
  anotherEngagement,
  anotherPartner,
  answeredAt,
  aPartner,
  askedAt,
  locationOf,
  stepsAt,
  submittedAt,
  theSystem,
} from '../../support/examples';
import { dump, emptyTables, storesOver, truthRows, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let stores: Stores;
beforeEach(async () => {
  await emptyTables(connectionString());
  stores = storesOver(connectionString());
});

const key = keyOf(anAssociation('associated'));
const trigger = { ...stepsAt(askedAt).triggerConsent, key };
const approve = { ...stepsAt(answeredAt).approve, key };

async function done(command: Command): Promise<LoadedCustomer> {
  const executed = await execute(stores.customers, aCustomerId, command);
  if (!executed.ok) throw new Error(executed.refusal.code);
  return executed.loaded;
}

function changesOf({ customer }: LoadedCustomer, command: Command): Changes {
  const outcome = decide(customer, command);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.changes;
}

async function asked(): Promise<LoadedCustomer> {
  await done(anAddCommand);
  return done(trigger);
}

it('knows an unheard-of customer as an empty one, and nothing at its locator', async () => {
  expect((await stores.customers.load(aCustomerId)).customer).toEqual({
    id: aCustomerId,
    associations: [],
    anchors: [],
    knownBy: [],
    sendings: [],
  });
  expect(await stores.customers.loadByLocator(locatorOf(aCustomerId))).toBeUndefined();
});

describe('a commit', () => {
  it('writes association, trail, outbox, anchor and who knows the customer in one transaction (invariant 9)', async () => {
    await asked();
    const before = await dump(stores.tables);

    await done(approve);

    const rows = await truthRows(stores.tables, 'AEKOT');
    const suffix = `${anEngagement.id}_${aPartner.id}_g0001`;
    expect([...rows.keys()]).toEqual([
      `A_${anEngagement.id}`,
      `E_${suffix}`,
      `K_${aPartner.id}`,
      `O_${suffix}_000002_0`,
      `O_${suffix}_000003_0`,
      `O_${suffix}_000003_1`,
      `T_${suffix}_000001`,
      `T_${suffix}_000002`,
      `T_${suffix}_000003`,
    ]);
    expect(rows.get(`A_${anEngagement.id}`)).toEqual(anAnchor(aPartner));
    expect(rows.get(`E_${suffix}`)).toMatchObject({ status: 'active', version: 3 });
    expect(rows.get(`O_${suffix}_000003_0`)).toMatchObject({
      state: 'pending',
      createdAt: answeredAt,
      mail: { kind: 'consentReceipt' },
    });
    expect(rows.get(`T_${suffix}_000003`)).toMatchObject({
      transition: 'approve',
      from: 'consentRequested',
      to: 'active',
      at: answeredAt,
    });
    expect(before.size).toBeLessThan(rows.size);
  });

  it('yields the customer just as the next load finds it, after inserts and after updates', async () => {
    const claim = { ...stepsAt(submittedAt).submitWorkshopClaim, key };
    for (const command of [anAddCommand, trigger, approve, claim]) {
      const after = await done(command);

      expect(after).toEqual(await stores.customers.load(aCustomerId));
      expect(after).toEqual(await stores.customers.loadByLocator(locatorOf(aCustomerId)));
    }
  });

  it('opens several workshops in one transaction', async () => {
    await done({ ...anAddCommand, engagements: [anEngagement, anotherEngagement] });

    expect((await truthRows(stores.tables, 'ET')).size).toBe(4);
  });

  it('conflicts on a stale ETag, and applies nothing of it', async () => {
    const stale = await asked();
    const approval = changesOf(stale, approve);
    await done({ ...stepsAt(answeredAt).cancel, key });
    const before = await dump(stores.tables);

    expect(await stores.customers.commit(stale, approval)).toBe('conflict');

    expect(await dump(stores.tables)).toEqual(before);
  });

  it('conflicts when the anchor is there already, and applies nothing of it (R26)', async () => {
    await asked();
    await done({
      ...anAddCommand,
      partner: anotherPartner,
      locationId: locationOf(anotherPartner),
    });
    await done({ ...trigger, key: { ...key, partnerId: anotherPartner.id } });
    const loaded = await stores.customers.load(aCustomerId);
    const approval = changesOf(loaded, approve);
    await done({ ...approve, key: { ...key, partnerId: anotherPartner.id } });
    const before = await dump(stores.tables);

    expect(await stores.customers.commit(loaded, approval)).toBe('conflict');

    expect(await dump(stores.tables)).toEqual(before);
  });

  it('conflicts when what it would open was opened meanwhile (invariant 7)', async () => {
    const empty = await stores.customers.load(aCustomerId);
    await done(anAddCommand);

    expect(await stores.customers.commit(empty, changesOf(empty, anAddCommand))).toBe('conflict');
  });

  it('refuses more rows than a transaction of Azure holds, before it sends any', async () => {
    const loaded = await stores.customers.load(aCustomerId);
    const one = anAssociation('associated');
    const entry = {
      at: addedAt,
      by: theSystem,
      transition: 'addCustomer',
      from: undefined,
      to: 'associated',
      version: 1,
    } as const;
    const associations = Array.from({ length: 51 }, (_, n) => ({
      before: undefined,
      after: { ...one, attempt: n + 1 },
      mails: [],
      entries: [entry],
    }));

    const commit = stores.customers.commit(loaded, { associations, anchors: [], newlyKnownBy: [] });

    await expect(commit).rejects.toThrow('a change of 102 rows does not fit one transaction');
    expect((await dump(stores.tables)).size).toBe(0);
  });
});
