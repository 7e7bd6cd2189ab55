// A Customers page written by somebody who read the truth before others changed it: it ends as the truth is.
import type { Command } from '../../../shared/domain/commands';
import type { LoadedCustomer } from '../../../shared/store/customer-rows';
import { customerId, engagementId, keyOf } from '../../../shared/domain/ids';
import { execute } from '../../../shared/changes/execute';
import { listKnownCustomer, rewritePage } from '../../../shared/changes/known-customers';
import { showOnPages } from '../../../shared/changes/read-models';
import { limits } from '../../../shared/store/keys';
import { pageKeys } from '../../../shared/store/pages/page-keys';
import { azuriteOfThisFile } from '../../support/azurite';
import { startCountingProxy } from '../../support/counting-proxy';
import {
  aCustomerId,
  aCustomerProfile,
  anAddCommand,
  anAssociation,
  anEngagement,
  answeredAt,
  aPartner,
  askedAt,
  stepsAt,
} from '../../support/examples';
import { emptyTables, storesOver, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let stores: Stores;
beforeEach(async () => {
  await emptyTables(connectionString());
  stores = storesOver(connectionString());
});

const key = keyOf(anAssociation('associated'));
const page = { partner: aPartner.id, engagement: anEngagement.id };
const shown = async () => {
  const entries = await stores.pages.entries(aPartner.id, anEngagement.id);
  return entries.filter(({ list }) => list !== undefined).map(({ pair }) => pair.own?.status);
};

async function done(command: Command): Promise<LoadedCustomer> {
  const executed = await execute(stores.customers, aCustomerId, command);
  if (!executed.ok) throw new Error(executed.refusal.code);
  return executed.loaded;
}

async function asked(): Promise<LoadedCustomer> {
  await done(anAddCommand);
  const loaded = await done({ ...stepsAt(askedAt).triggerConsent, key });
  await showOnPages(stores, loaded, [page], 'put');
  return loaded;
}

it('does not bring a row back that a newer change has taken away', async () => {
  const readBefore = await asked();
  const declined = await done({ ...stepsAt(answeredAt).decline, key });
  await showOnPages(stores, declined, [page], 'put');
  expect(await shown()).toEqual([]);

  await showOnPages(stores, readBefore, [page]);

  expect(await shown()).toEqual([]);
});

it('makes good a row that was never written', async () => {
  const loaded = await asked();
  await stores.tables.views.deleteEntity(
    pageKeys.partition(page.partner),
    pageKeys.place(page.engagement, aCustomerId),
  );
  expect(await shown()).toEqual([]);

  await showOnPages(stores, loaded, [page]);

  expect(await shown()).toEqual(['consentRequested']);
});

it('leaves a page alone that shows more than what was just committed', async () => {
  const asked = await done(anAddCommand).then(() =>
    done({ ...stepsAt(askedAt).triggerConsent, key }),
  );
  const approved = await done({ ...stepsAt(answeredAt).approve, key });
  await showOnPages(stores, approved, [page], 'put');

  await showOnPages(stores, asked, [page], 'put');

  expect(await shown()).toEqual(['active']);
});

it('begins again when somebody else has moved the customer meanwhile, with what is on record then', async () => {
  const loaded = await done(anAddCommand);
  await showOnPages(stores, loaded, [page], 'put');
  await done({ ...stepsAt(askedAt).triggerConsent, key });
  let isFirst = true;
  const pages = {
    ...stores.pages,
    async move(moves: Parameters<typeof stores.pages.move>[0]) {
      if (isFirst) {
        isFirst = false;
        const approved = await done({ ...stepsAt(answeredAt).approve, key });
        await showOnPages(stores, approved, [page], 'put');
      }
      return stores.pages.move(moves);
    },
  };
  await showOnPages({ ...stores, pages }, loaded, [page]);

  expect(await shown()).toEqual(['active']);
});

it('counts each customer once, however many are shown at the same time', async () => {
  const customers = Array.from({ length: 40 }, (_, n) => customerId.parse(`tpid-${n + 1}`));
  await Promise.all(
    customers.map(async (id) => {
      const profile = { ...aCustomerProfile, id };
      const executed = await execute(stores.customers, id, { ...anAddCommand, profile });
      await showOnPages(stores, executed.loaded, [page], 'put');
      await showOnPages(stores, executed.loaded, [page]);
    }),
  );

  const { counts } = await stores.pages.head(page.partner, page.engagement, askedAt);
  expect(counts).toEqual({ open: 40, known: 0, ineligible: 0, complete: 0 });
});

describe('a known customer', () => {
  const known = async () => {
    const loaded = await stores.customers.load(aCustomerId);
    const change = { associations: [], anchors: [], newlyKnownBy: [aPartner.id] };
    const committed = await stores.customers.commit(loaded, change);
    if (committed === 'conflict') throw new Error('nobody else is there');
    return committed;
  };
  const strict = {
    ...anEngagement,
    customerCriteria: [{ kind: 'countries' as const, allowed: ['NO'] }],
  };
  const list = async () =>
    (await stores.pages.entry(aPartner.id, anEngagement.id, aCustomerId))?.list;
  beforeEach(async () => {
    await stores.reference.putProfile(aCustomerProfile);
    await stores.reference.putEngagement(anEngagement);
  });

  it('is weighed by the criteria when it becomes known, and when the page is written anew', async () => {
    await listKnownCustomer(stores, await known());
    expect(await list()).toBe('known');
    await stores.reference.putEngagement(strict);

    await showOnPages(stores, await stores.customers.load(aCustomerId), [page]);
    expect(await list()).toBe('known');

    const rewritten = await rewritePage(stores, page, undefined, 10);
    expect(rewritten).toEqual({ rewritten: 1, next: undefined });
    expect(await list()).toBe('ineligible');
  });

  it('is written anew a stretch at a time', async () => {
    for (const n of [1, 2, 3])
      await stores.pages.noteKnown(aPartner.id, customerId.parse(`tpid-${n}`));

    const first = await rewritePage(stores, page, undefined, 2);
    expect(first).toEqual({ rewritten: 2, next: 'tpid-2' });
    expect(await rewritePage(stores, page, first.next, 2)).toEqual({
      rewritten: 1,
      next: undefined,
    });
    expect(await stores.pages.countKnown(aPartner.id)).toBe(3);
  });

  it('is written out on all pages together, as many as a transaction holds', async () => {
    const engagements = Array.from({ length: 40 }, (_, n) => engagementId.parse(`workshop-${n}`));
    for (const id of engagements) await stores.reference.putEngagement({ ...anEngagement, id });
    const proxy = await startCountingProxy(connectionString());
    const counted = { ...storesOver(proxy.connectionString), clock: stores.clock };

    await listKnownCustomer(counted, await known());

    const sizes = proxy.requests.filter(({ kind }) => kind === 'transaction');
    // Each of 41 pages takes its place, its row in a list and its count; the four words of the search are written once.
    expect(sizes).toHaveLength(Math.ceil((41 * 3 + 4) / limits.operations));
    for (const id of engagements) {
      expect((await stores.pages.head(aPartner.id, id, askedAt)).counts.known).toBe(1);
    }
    await proxy.stop();
  });

  it('is found by its new name as well, and named so', async () => {
    await listKnownCustomer(stores, await known());
    await stores.reference.putProfile({ ...aCustomerProfile, name: 'Zeta' });

    await rewritePage(stores, page, undefined, 10);

    const entry = await stores.pages.entry(aPartner.id, anEngagement.id, aCustomerId);
    expect(entry?.customer.name).toBe('Zeta');
    expect(await stores.pages.beginningWith(aPartner.id, 'zet', 10)).toEqual([aCustomerId]);
    const byName = await stores.pages.list(aPartner.id, anEngagement.id, 'k', undefined, 10);
    expect(byName.map((row) => row.entry?.customer.name)).toEqual(['Zeta']);
  });
});

it('is taken off a page when nothing is on record any more, and its counts with it', async () => {
  const loaded = await asked();
  const nobody = { ...loaded, customer: { ...loaded.customer, associations: [] } };
  const customers = { ...stores.customers, load: () => Promise.resolve(nobody) };

  await showOnPages({ ...stores, customers }, nobody, [page]);

  expect(await stores.pages.entry(page.partner, page.engagement, aCustomerId)).toBeUndefined();
  const head = await stores.pages.head(page.partner, page.engagement, askedAt);
  expect(head.counts).toEqual({ open: 0, known: 0, ineligible: 0, complete: 0 });
  expect(await stores.pages.list(page.partner, page.engagement, 'n', undefined, 5)).toEqual([]);
});

it('costs the row that can’t be read, and tells of it (I9)', async () => {
  await asked();
  const partition = pageKeys.partition(page.partner);
  for await (const { rowKey = '' } of stores.tables.views.listEntities()) {
    if (!/_n_/.test(rowKey)) continue;
    await stores.tables.views.updateEntity(
      { partitionKey: partition, rowKey, data: '{' },
      'Replace',
    );
  }

  const [row] = await stores.pages.list(page.partner, page.engagement, 'n', undefined, 5);

  expect(row).toMatchObject({ customerId: aCustomerId, entry: undefined });
  expect(stores.unreadable).toEqual([expect.stringMatching(/^page e_threat-protection_n_/)]);
});

it('goes on counting when the counts can’t be read, and never below nothing', async () => {
  await asked();
  const rowKey = pageKeys.counts(page.engagement, aCustomerId);
  const partitionKey = pageKeys.partition(page.partner);
  await stores.tables.views.updateEntity({ partitionKey, rowKey, data: '{}' }, 'Replace');
  const declined = await done({ ...stepsAt(answeredAt).decline, key });

  await showOnPages(stores, declined, [page], 'put');

  expect(await shown()).toEqual([]);
  const { counts } = await stores.pages.head(page.partner, page.engagement, askedAt);
  expect(counts.open).toBe(0);
  expect(stores.unreadable).toContain(`page ${rowKey}`);
});
