// Storage transactions of one look of the reconciliation, counted by a proxy under the real stores: what a million
// associations asleep cost a day (docs/performance.md).
import type { Timer } from '@azure/functions';
import { reconcile } from '../../../functions/workflow/reconcile';
import { azuriteOfThisFile } from '../../support/azurite';
import { addedAt } from '../../support/examples';
import { emptyTables } from '../../support/tables';
import { startCountedApp, type ACountedApp } from './support/a-counted-app';
import { aDriver } from './support/a-driver';
import { aKey } from './support/an-app';

const connectionString = azuriteOfThisFile();
let app: ACountedApp;
beforeEach(async () => {
  await emptyTables(connectionString());
  app = await startCountedApp(connectionString());
});
afterEach(() => app.stop());

const aTimer: Timer = {
  isPastDue: false,
  schedule: { adjustForDST: true },
  scheduleStatus: { last: addedAt, lastUpdated: addedAt, next: addedAt },
};

it('one that finds all well costs 6, beside two queries of the run', async () => {
  await app.asked();
  await app.deps.due.file({ key: aKey, at: addedAt, purpose: 'watch' });
  const driver = aDriver();
  driver.set(aKey, 'live');
  app.reset();

  await reconcile(app.deps, () => driver)(aTimer, app.context);

  expect(driver.calls).toEqual([]);
  expect(app.counted()).toEqual({
    'query DueAssociations': 1,
    'query ReferenceData': 1,
    'query Customers': 2,
    'get CustomersPages': 2,
    'update DueAssociations': 1,
    'delete DueAssociations': 1,
  });
});
