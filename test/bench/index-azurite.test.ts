// The preloaded index answers every query as Azurite itself does.
import { odata, type TableClient } from '@azure/data-tables';
import { startAzurite, type Azurite } from '../../local/azurite';
import { createTables } from '../../shared/store/tables';
import { startIndexedAzurite, type IndexedAzurite } from './azurite';
import { rawTables, rowsOf } from './seeding';

let plain: Azurite;
let indexed: IndexedAzurite;
let tables: readonly TableClient[];
beforeAll(async () => {
  [plain, indexed] = await Promise.all([startAzurite({ tablePort: 0 }), startIndexedAzurite()]);
  await Promise.all([createTables(plain), createTables(indexed)]);
  tables = [plain, indexed].map(({ connectionString }) => rawTables(connectionString).truth);
  for (const table of tables) await change(table);
}, 60_000);
afterAll(async () => {
  process.kill(plain.pid, 'SIGKILL');
  await Promise.all([plain.stop(), indexed.stop()]);
});

/** Inserts out of order, in and out of transactions, replaced, merged, deleted, and a transaction that is undone. */
async function change(table: TableClient): Promise<void> {
  const row = (partitionKey: string, rowKey: string, data = '') => ({ partitionKey, rowKey, data });
  await rowsOf(table, odata`PartitionKey eq ${'p'}`); // the index is made before the rows
  for (const key of ['c', 'a', 'e', 'b_1', 'b']) await table.createEntity(row('p', key));
  await table.submitTransaction(['d', 'b_2'].map((key) => ['create', row('p', key)]));
  await table.createEntity(row('q', 'a'));
  await table.updateEntity(row('p', 'c', 'replaced'), 'Replace');
  await table.updateEntity(row('p', 'd', 'merged'), 'Merge');
  await table.upsertEntity(row('p', 'f', 'upserted'), 'Replace');
  await table.deleteEntity('p', 'e');
  const undone = table.submitTransaction([
    ['create', row('p', 'z')],
    ['update', row('p', 'c', 'undone'), 'Replace'],
    ['create', row('p', 'a')],
  ]);
  await expect(undone).rejects.toThrow();
}

const [p, a, b] = ['p', 'a', 'b'];
it.each([
  odata`PartitionKey eq ${p}`,
  odata`PartitionKey eq ${p} and RowKey ge ${b} and RowKey lt ${'d'}`,
  odata`PartitionKey eq ${p} and RowKey gt ${b} and RowKey le ${'d'}`,
  odata`PartitionKey eq ${p} and RowKey eq ${a}`,
  odata`RowKey ge ${b} and PartitionKey eq ${p}`,
  odata`PartitionKey eq ${p} and data eq ${'merged'}`,
  odata`PartitionKey eq ${'q'} or PartitionKey eq ${p}`,
  odata`not (RowKey eq ${a}) and PartitionKey eq ${p}`,
  odata`PartitionKey ge ${'a'} and PartitionKey le ${'p'}`,
  odata`PartitionKey eq ${'nobody'}`,
])('answers %s as Azurite does', async (filter) => {
  const [wanted, found] = await Promise.all(
    tables.map(async (table) =>
      (await rowsOf(table, filter)).map(({ partitionKey, rowKey, data }) => [
        partitionKey,
        rowKey,
        data,
      ]),
    ),
  );

  expect(found).toEqual(wanted);
});

it('cuts its answers into the same pages', async () => {
  const [wanted, found] = await Promise.all(
    tables.map(async (table) => {
      const keys: (string | undefined)[][] = [];
      const queryOptions = { filter: odata`PartitionKey eq ${p} and RowKey ge ${b}` };
      for await (const page of table.listEntities({ queryOptions }).byPage({ maxPageSize: 2 })) {
        keys.push(page.map(({ rowKey }) => rowKey));
      }
      return keys;
    }),
  );

  expect(found).toEqual(wanted);
  expect(found?.length).toBeGreaterThan(1);
});
