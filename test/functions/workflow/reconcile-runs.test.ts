// The repair’s runs against a real Azurite: at the same time, cut off, bounded.
import type { Timer } from '@azure/functions';
import type { Dependencies } from '../../../functions/dependencies';
import { reconcile } from '../../../functions/workflow/reconcile';
import { addDays, addHours, addSeconds, type Instant } from '../../../shared/domain/time';
import type { Due } from '../../../shared/store/due-store';
import { instanceIdOf } from '../../../shared/store/keys';
import { azuriteOfThisFile } from '../../support/azurite';
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
  const due = await app.deps.due.overdue(addDays(addedAt, 1000), 1000);
  return due.map(({ value: { purpose, at } }) => [purpose, at]);
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

  it('leaves due what it could not repair, repairs the rest, and tells', async () => {
    const orphan = { ...aTicket, key: { ...aKey, attempt: 7 } };
    await app.deps.due.file(orphan);
    await app.deps.due.file(aTicket);
    const down = { ...driver, start: () => Promise.reject(new Error('the engine is down')) };

    await expect(run(addHours(askedAt, 1), down)).rejects.toThrow('could not be repaired: 1');

    const association = instanceIdOf(aKey);
    expect(app.lines('fault')).toMatchObject([{ doing: 'repair', association }]);
    expect(app.lines('reconciled')).toMatchObject([{ looked: 2, failed: 1 }]);

    expect(await filed()).toEqual([['watch', aTicket.at]]);
    await run(addHours(askedAt, 1));
    expect(driver.calls).toEqual(['start']);
  });

  it('that can’t read what is due tells it, and fails', async () => {
    const overdue = () => Promise.reject(new Error(`the table of ${aKey.partnerId} is down`));
    const deps = { ...app.deps, due: { ...app.deps.due, overdue } };

    await expect(run(askedAt, driver, deps)).rejects.toThrow(/^Error; /);

    expect(app.lines('fault')).toMatchObject([{ fault: { name: 'Error' } }]);
  });

  it('asks for 500 rows at most, and leaves the others to the next (FT22)', async () => {
    const orphans = Array.from({ length: 8 }, (_, n) => ({
      ...aTicket,
      key: { ...aKey, attempt: n + 10 },
    }));
    await Promise.all(orphans.map((orphan) => app.deps.due.file(orphan)));
    const limits: number[] = [];
    const { due } = app.deps;
    const small: Dependencies = {
      ...app.deps,
      due: {
        ...due,
        overdue: (now, max) => {
          limits.push(max);
          return due.overdue(now, 5);
        },
      },
    };

    await run(addDays(askedAt, 1), driver, small);
    expect(await filed()).toHaveLength(3);
    await run(addDays(askedAt, 1), driver, small);

    expect(await filed()).toEqual([]);
    expect(limits).toEqual([500, 500]);
  });
});
