// `npm run rebuild` beside the running app, after the tables that are made of the truth were deleted.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod';
import { customerId } from '../../shared/domain/ids';
import { createCustomerStore } from '../../shared/store/customer-store';
import { createDueStore } from '../../shared/store/due-store';
import { createTables, openTables } from '../../shared/store/tables';
import { instant } from '../../shared/domain/time';
import { dist } from '../support/dist';
import { overdue } from '../support/due-rows';
import { App } from './support/app';
import { Pair } from './support/pair';

jest.setTimeout(120_000);
const app = new App();
beforeAll(() => app.start());
afterAll(() => app.stop());

const rows = z.array(z.looseObject({ customer: z.looseObject({ id: z.string() }) }));

/** The row as the Customers page lists it. */
async function listed({ id, engagement }: Pair): Promise<unknown> {
  const { json } = await app.call('GET', `/api/engagements/${engagement}/customers?tab=eligible`);
  return rows.parse(json['rows']).find(({ customer }) => customer.id === id);
}

it('makes the Customers pages and the work list of the reconciliation again', async () => {
  const pair = await Pair.create(app);
  await pair.activate();
  await app.mailsOnceThere(pair.partnerEmail(), 1);
  const connection = { connectionString: app.at.tables };
  const { truth, views, due } = openTables(connection);
  await app.until('all delivery reports', async () => {
    const { outbox } = await createCustomerStore(truth, () => undefined).load(
      customerId.parse(pair.id),
    );
    return outbox.every(({ value }) => value.state === 'delivered') ? true : undefined;
  });
  await app.advance('PT1S'); // the orchestration has come to rest: it writes the row last
  const before = await listed(pair);
  expect(before).toMatchObject({ type: 'active' });
  await Promise.all([views.deleteTable(), due.deleteTable()]);
  await createTables(connection);
  expect(await listed(pair)).toBeUndefined();

  const said = execFileSync(process.execPath, [join(dist, 'functions', 'rebuild-tables.js')], {
    env: { ...process.env, TABLES_CONNECTION_STRING: app.at.tables },
    encoding: 'utf8',
  });

  expect(JSON.parse(said)).toEqual({ customers: 1, associations: 1 });
  expect(await listed(pair)).toEqual(before);
  const now = instant.parse(await app.now());
  const filed = await overdue(createDueStore(due), now);
  expect(filed.map(({ key }) => key.customerId)).toEqual([pair.id]);
});
