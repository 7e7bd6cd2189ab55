// What the reconciliation has to look at, and when: against a real Azurite.
import { addDays, addHours, addSeconds } from '../../../shared/domain/time';
import { keyOf } from '../../../shared/domain/ids';
import type { Due } from '../../../shared/store/due-store';
import { azuriteOfThisFile } from '../../support/azurite';
import { addedAt, anAssociation, msAfter } from '../../support/examples';
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

async function overdue(now = addedAt, max = 100): Promise<Due[]> {
  return (await stores.due.overdue(now, max)).map(({ value }) => value);
}

it('is due from its instant on, to the millisecond', async () => {
  await stores.due.file(aWatch);

  expect(await overdue(msAfter(addedAt, -1))).toEqual([]);
  expect(await overdue(addedAt)).toEqual([aWatch]);
  expect(await overdue(addDays(addedAt, 400))).toEqual([aWatch]);
});

it('comes oldest hours first, and no more than asked for', async () => {
  await stores.due.file({ ...attempt(1), at: addHours(addedAt, 2) });
  await stores.due.file({ ...attempt(2), at: addDays(addedAt, -1) });
  await stores.due.file({ ...attempt(3), at: addHours(addedAt, 1) });

  const found = await overdue(addDays(addedAt, 1), 2);

  expect(found.map((due) => due.key.attempt)).toEqual([2, 3]);
});

it('is there once however often it is filed', async () => {
  await stores.due.file(aWatch);
  await stores.due.file(aWatch);

  expect((await dump(stores.tables)).size).toBe(1);
});

it('is gone when it is done, twice too', async () => {
  await stores.due.file(aWatch);
  const [due] = await stores.due.overdue(addedAt, 1);
  if (due === undefined) throw new Error('nothing is due');

  await stores.due.done(due);
  await stores.due.done(due);

  expect(await overdue()).toEqual([]);
});

it('stays when it was filed again for the same hour before it was done', async () => {
  await stores.due.file(aWatch);
  const [due] = await stores.due.overdue(addedAt, 1);
  if (due === undefined) throw new Error('nothing is due');
  const next = { ...aWatch, at: addSeconds(addedAt, 1800) };

  await stores.due.file(next);
  await stores.due.done(due);

  expect(await overdue(addHours(addedAt, 1))).toEqual([next]);
});
