// What the reconciliation has to look at, and when: against a real Azurite.
import { addDays, addHours, addSeconds } from '../../../shared/domain/time';
import { keyOf } from '../../../shared/domain/ids';
import type { Due } from '../../../shared/store/due-store';
import { instanceIdOf } from '../../../shared/store/keys';
import { azuriteOfThisFile } from '../../support/azurite';
import { addedAt, anAssociation, msAfter } from '../../support/examples';
import { overdue as allOverdue, overdueRows } from '../../support/due-rows';
import { dump, emptyTables, storesOver, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let stores: Stores;
beforeEach(async () => {
  await emptyTables(connectionString());
  stores = storesOver(connectionString());
});

const key = keyOf(anAssociation('associated'));
const aWatch: Due = { key, at: addedAt, purpose: 'watch' };
const attempt = (n: number) => ({ ...aWatch, key: { ...key, attempt: n } });

const overdue = (now = addedAt) => allOverdue(stores.due, now);
const firstRow = async () => {
  const [row] = await overdueRows(stores.due, addedAt);
  if (row === undefined) throw new Error('nothing is due');
  return row;
};

it('is due from its instant on, to the millisecond', async () => {
  const at = addSeconds(addedAt, 30);
  const due = { ...aWatch, at };
  await stores.due.file(due);

  expect(await overdue(msAfter(at, -1))).toEqual([]);
  expect(await overdue(at)).toEqual([due]);
  expect(await overdue(addDays(at, 400))).toEqual([due]);
});

it('comes oldest minutes first', async () => {
  await stores.due.file({ ...attempt(1), at: addHours(addedAt, 2) });
  await stores.due.file({ ...attempt(2), at: addDays(addedAt, -1) });
  await stores.due.file({ ...attempt(3), at: addHours(addedAt, 1) });

  const found = await overdue(addDays(addedAt, 1));

  expect(found.map((due) => due.key.attempt)).toEqual([2, 3, 1]);
});

it('is there once however often it is filed', async () => {
  await stores.due.file(aWatch);
  await stores.due.file(aWatch);

  expect((await dump(stores.tables)).size).toBe(1);
});

it('is gone when it is done, twice too', async () => {
  await stores.due.file(aWatch);
  const due = await firstRow();

  await stores.due.done(due);
  await stores.due.done(due);

  expect(await overdue()).toEqual([]);
});

it('stays when it was filed again for the same minute before it was done', async () => {
  await stores.due.file(aWatch);
  const due = await firstRow();
  const next = { ...aWatch, at: addSeconds(addedAt, 59) };

  await stores.due.file(next);
  await stores.due.done(due);

  expect(await overdue(addHours(addedAt, 1))).toEqual([next]);
});

it('of the first release, filed under its hour, comes before those of its minutes, and is gone when done', async () => {
  await stores.due.file(attempt(2));
  await stores.tables.due.createEntity({
    partitionKey: `d_${addedAt.slice(0, 13)}`,
    rowKey: instanceIdOf(attempt(1).key),
    data: JSON.stringify(attempt(1)),
  });

  expect((await overdue()).map((due) => due.key.attempt)).toEqual([1, 2]);

  await stores.due.done(await firstRow());
  expect((await overdue()).map((due) => due.key.attempt)).toEqual([2]);
});
