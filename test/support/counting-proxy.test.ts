import { odata } from '@azure/data-tables';
import { azuriteOfThisFile } from './azurite';
import { startCountingProxy, type CountingProxy } from './counting-proxy';
import { emptyTables, storesOver } from './tables';

const connectionString = azuriteOfThisFile();
let proxy: CountingProxy;
beforeEach(async () => {
  await emptyTables(connectionString());
  proxy = await startCountingProxy(connectionString());
});
afterEach(() => proxy.stop());

it('counts the rows of each answer beside the requests', async () => {
  const { views } = storesOver(proxy.connectionString).tables;
  const row = (rowKey: string) => ({ partitionKey: 'p', rowKey, data: '{}' });
  await views.submitTransaction(['a', 'b', 'c'].map((key) => ['create', row(key)]));
  proxy.reset();

  const queryOptions = { filter: odata`PartitionKey eq ${'p'} and RowKey ge ${'b'}` };
  await views.listEntities({ queryOptions }).byPage().next();
  await views.getEntity('p', 'a');
  await views.getEntity('p', 'nothing').catch(() => undefined);
  await views.upsertEntity(row('d'));

  expect(proxy.requests).toEqual([
    { kind: 'query', table: 'CustomersPages', entities: 2 },
    { kind: 'get', table: 'CustomersPages', entities: 1 },
    { kind: 'get', table: 'CustomersPages', entities: 0 },
    { kind: 'update', table: 'CustomersPages', entities: 0 },
  ]);
});
