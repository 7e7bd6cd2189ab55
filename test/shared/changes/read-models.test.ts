// A Customers page written by somebody who read the truth before others changed it: it ends as the truth is.
import type { Command } from '../../../shared/domain/commands';
import type { LoadedCustomer } from '../../../shared/store/customer-rows';
import { keyOf } from '../../../shared/domain/ids';
import { execute } from '../../../shared/changes/execute';
import { showOnPages } from '../../../shared/changes/read-models';
import { pageKeys } from '../../../shared/store/pages/page-keys';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  aCustomerId,
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
