// What is made of the truth is lost, and made again: against a real Azurite.
import { addDays } from '../../../shared/domain/time';
import { keyOf } from '../../../shared/domain/ids';
import { execute } from '../../../shared/changes/execute';
import { rebuild } from '../../../shared/changes/rebuild';
import { createTables, tableNames } from '../../../shared/store/tables';
import { azuriteOfThisFile } from '../../support/azurite';
import { overdue } from '../../support/due-rows';
import {
  aCustomerId,
  aCustomerProfile,
  aShownCustomer,
  anAddCommand,
  anEngagement,
  answeredAt,
  anotherEngagement,
  anotherPartner,
  aPartner,
  askedAt,
  stepsAt,
} from '../../support/examples';
import { dump, emptyTables, storesOver, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let stores: Stores;
beforeEach(async () => {
  await emptyTables(connectionString());
  stores = storesOver(connectionString());
  await stores.reference.putProfile(aCustomerProfile);
  for (const each of [anEngagement, anotherEngagement]) await stores.reference.putEngagement(each);
});

async function take(type: 'triggerConsent' | 'approve' | 'cancel', at = askedAt): Promise<void> {
  const { customer } = await stores.customers.load(aCustomerId);
  const [association] = customer.associations;
  if (association === undefined) throw new Error('nothing was added');
  const { ok } = await execute(stores.customers, aCustomerId, {
    ...stepsAt(at)[type],
    key: keyOf(association),
  });
  if (!ok) throw new Error(`${type} was refused`);
}

async function rowsIn(...tables: string[]): Promise<Map<string, unknown>> {
  const all = await dump(stores.tables);
  return new Map([...all].filter(([key]) => tables.some((name) => key.startsWith(`${name}/`))));
}

it('shows an open association on its page, lists its customer as known, and has it looked at', async () => {
  await execute(stores.customers, aCustomerId, anAddCommand);
  await take('triggerConsent');
  await take('approve', answeredAt);

  expect(await rebuild(stores, answeredAt)).toEqual({ customers: 1, associations: 1 });

  const [shown] = await stores.pages.entries(aPartner.id, anEngagement.id);
  expect(shown).toMatchObject({ pair: { own: { status: 'active' } }, customer: aShownCustomer });
  const [known] = await stores.pages.entries(aPartner.id, anotherEngagement.id);
  expect(known?.customer).toEqual(aShownCustomer);
  const due = await overdue(stores.due, answeredAt);
  expect(due.map(({ purpose }) => purpose)).toEqual(['watch']);
});

it('shows an association before anybody has consented', async () => {
  await execute(stores.customers, aCustomerId, anAddCommand);

  await rebuild(stores, askedAt);

  const [shown] = await stores.pages.entries(aPartner.id, anEngagement.id);
  expect(shown?.pair.own).toMatchObject({ status: 'associated' });
});

it('shows another partner who knows the customer that they are taken', async () => {
  await execute(stores.customers, aCustomerId, anAddCommand);
  const loaded = await stores.customers.load(aCustomerId);
  const known = { associations: [], anchors: [], newlyKnownBy: [anotherPartner.id] };
  expect(await stores.customers.commit(loaded, known)).not.toBe('conflict');
  await take('triggerConsent');
  await take('approve', answeredAt);

  await rebuild(stores, answeredAt);

  const [shown] = await stores.pages.entries(anotherPartner.id, anEngagement.id);
  expect(shown?.pair.anchor).toMatchObject({ partnerId: aPartner.id, state: 'active' });
});

it('makes the same rows when they are lost altogether, and changes nothing the second time', async () => {
  await execute(stores.customers, aCustomerId, anAddCommand);
  await take('triggerConsent');
  await take('approve', answeredAt);
  await rebuild(stores, answeredAt);
  const made = [tableNames.views, tableNames.due];
  const before = await rowsIn(...made);
  await Promise.all([stores.tables.views.deleteTable(), stores.tables.due.deleteTable()]);
  await createTables({ connectionString: connectionString() });
  expect((await rowsIn(...made)).size).toBe(0);

  await rebuild(stores, answeredAt);
  await rebuild(stores, answeredAt);

  expect(before.size).toBeGreaterThanOrEqual(3);
  expect(await rowsIn(...made)).toEqual(before);
});

it('lets what is over wait for a day', async () => {
  await execute(stores.customers, aCustomerId, anAddCommand);
  await take('cancel');

  await rebuild(stores, askedAt);
  expect(await overdue(stores.due, askedAt)).toEqual([]);
  expect(await overdue(stores.due, addDays(askedAt, 1))).toHaveLength(1);
  const [left] = await stores.pages.entries(aPartner.id, anEngagement.id);
  expect(left?.list).toBeUndefined();
});

it('has a customer looked at whose mail has not gone out', async () => {
  await execute(stores.customers, aCustomerId, anAddCommand);
  await take('triggerConsent');
  await take('cancel', answeredAt);

  await rebuild(stores, answeredAt);

  expect(await overdue(stores.due, answeredAt)).toHaveLength(1);
});
