// The repair’s runs against a real Azurite: at the same time, cut off, bounded by time.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Timer } from '@azure/functions';
import type { Dependencies } from '../../../functions/dependencies';
import { reconcile } from '../../../functions/workflow/reconcile';
import { addDays, addHours, addSeconds, type Instant } from '../../../shared/domain/time';
import type { Due } from '../../../shared/store/due-store';
import { inParallel } from '../../../shared/changes/in-parallel';
import { customerFromRows } from '../../../shared/store/customer-rows';
import { locatorOf } from '../../../shared/store/keys';
import { azuriteOfThisFile } from '../../support/azurite';
import { overdue } from '../../support/due-rows';
import { addedAt, askedAt } from '../../support/examples';
import { emptyTables } from '../../support/tables';
import { aKey, anAskedApp, type AnApp } from './support/an-app';
import { aDriver, type ADriver } from './support/a-driver';

const connectionString = azuriteOfThisFile();
let app: AnApp;
let driver: ADriver;
beforeEach(async () => {
  await emptyTables(connectionString());
  app = await anAskedApp(connectionString());
  driver = aDriver(() => app.advance());
});
afterEach(() => app.stop());

const aTicket: Due = { key: aKey, at: addSeconds(addedAt, 60), purpose: 'watch' };
const nobody = customerFromRows(aKey.customerId, locatorOf(aKey.customerId), [], () => undefined);
const aTimer: Timer = {
  isPastDue: false,
  schedule: { adjustForDST: true },
  scheduleStatus: { last: addedAt, lastUpdated: addedAt, next: addedAt },
};

async function run(now: Instant, by = driver, deps = app.deps): Promise<void> {
  app.set(now);
  await reconcile(deps, () => by)(aTimer, app.context);
}

async function filed(): Promise<[string, Instant][]> {
  const due = await overdue(app.deps.due, addDays(addedAt, 1000));
  return due.map(({ purpose, at }) => [purpose, at]);
}

describe('the run itself', () => {
  it('twice at once does no harm (FT21)', async () => {
    await app.deps.due.file(aTicket);
    app.set(askedAt);

    await Promise.all([1, 2, 3].map(() => run(askedAt)));

    expect(await filed()).toEqual([['watch', addHours(askedAt, 1)]]);
    expect(await app.received()).toHaveLength(1);
    expect((await app.outbox()).map(({ state }) => state)).toEqual(['accepted']);
  });

  it('that can’t read all that is due tells it, and fails', async () => {
    const { due } = app.deps;
    const broken = async function* (now: Instant) {
      yield* due.overdue(now);
      await Promise.reject(new Error(`the table of ${aKey.partnerId} is down`));
    };
    const deps = { ...app.deps, due: { ...due, overdue: broken } };
    await due.file(aTicket);

    await expect(run(askedAt, driver, deps)).rejects.toThrow(/^Error; /);

    expect(app.lines('fault')).toMatchObject([{ fault: { name: 'Error' } }]);
    expect(app.lines('reconciled')).toMatchObject([{ looked: 1, started: 1 }]);
  });

  it('ends when its time is up, and leaves the others to the next (FT22)', async () => {
    const keys = Array.from({ length: 40 }, (_, n) => ({ ...aKey, attempt: n + 10 }));
    await Promise.all(keys.map((key) => app.deps.due.file({ ...aTicket, key })));
    const { customers } = app.deps;
    const slow: Dependencies = {
      ...app.deps,
      customers: {
        ...customers,
        async load(id) {
          await sleep(200);
          return customers.load(id);
        },
      },
    };
    const looked = () => app.lines('reconciled').map((line) => Number(line['looked']));
    app.set(addDays(askedAt, 1));
    const handler = reconcile(slow, () => driver, 150);

    await handler(aTimer, app.context);
    expect(looked()).toEqual([16]);
    await handler(aTimer, app.context);
    expect(looked()).toEqual([16, 16]);
    await handler(aTimer, app.context);

    expect(looked()).toEqual([16, 16, 8]);
    expect(await filed()).toEqual([]);
  });

  it('goes through more rows than the table gives at a time', async () => {
    const orphans = Array.from({ length: 1100 }, (_, n) => ({
      ...aTicket,
      key: { ...aKey, attempt: n + 10 },
    }));
    await inParallel(orphans, (orphan) => app.deps.due.file(orphan));
    const empty = { ...app.deps.customers, load: () => Promise.resolve(nobody) };

    await run(addDays(askedAt, 1), driver, { ...app.deps, customers: empty });

    expect(app.lines('reconciled')).toMatchObject([{ looked: 1100 }]);
    expect(await filed()).toEqual([]);
  });
});
