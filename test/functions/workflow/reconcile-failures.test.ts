// What fails costs itself alone: rows of the work list that can’t be repaired, or read, hide nobody else’s.
import type { Timer } from '@azure/functions';
import { reconcile } from '../../../functions/workflow/reconcile';
import { customerId } from '../../../shared/domain/ids';
import {
  addDays,
  addHours,
  addSeconds,
  secondsUntil,
  type Instant,
} from '../../../shared/domain/time';
import type { Due } from '../../../shared/store/due-store';
import { inParallel } from '../../../shared/changes/in-parallel';
import { dueKeys, instanceIdOf } from '../../../shared/store/keys';
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

describe('a run', () => {
  it('puts off what it could not repair, repairs the rest, and tells', async () => {
    const orphan = { ...aTicket, key: { ...aKey, attempt: 7 } };
    await app.deps.due.file(orphan);
    await app.deps.due.file(aTicket);
    const down = { ...driver, start: () => Promise.reject(new Error('the engine is down')) };

    await expect(run(addHours(askedAt, 1), down)).rejects.toThrow('could not be repaired: 1');

    const association = instanceIdOf(aKey);
    expect(app.lines('fault')).toMatchObject([{ doing: 'repair', association }]);
    expect(app.lines('reconciled')).toMatchObject([{ looked: 2, failed: 1 }]);

    expect(await filed()).toEqual([['watch', addSeconds(addHours(askedAt, 1), 600)]]);
    await run(addSeconds(addHours(askedAt, 1), 600));
    expect(driver.calls).toEqual(['start']);
  });

  it('puts off what fails again and again for longer each time, at most a day, and begins anew once it went well', async () => {
    await app.deps.due.file(aTicket);
    const down = { ...driver, start: () => Promise.reject(new Error('the engine is down')) };
    let now = askedAt;
    const pauses: number[] = [];
    const fail = async () => {
      await expect(run(now, down)).rejects.toThrow();
      const [[, next] = ['', now]] = await filed();
      pauses.push(secondsUntil(next, now) / 60);
      now = next;
    };

    for (let times = 0; times < 10; times += 1) await fail();
    await run(now);
    driver.set(aKey, 'ended');
    now = addDays(now, 1);
    await fail();

    expect(pauses).toEqual([10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440, 10]);
  });

  it('that can neither repair a row nor put it off goes on to the next', async () => {
    await app.deps.due.file(aTicket);
    await app.deps.due.file({ ...aTicket, key: { ...aKey, attempt: 7 } });
    const { due } = app.deps;
    const file = () => Promise.reject(new Error('the table is down'));
    const down = { ...driver, start: () => Promise.reject(new Error('the engine is down')) };

    await expect(
      run(addHours(askedAt, 1), down, { ...app.deps, due: { ...due, file } }),
    ).rejects.toThrow('could not be repaired: 1');

    const doing = app.lines('fault').map((line) => line['doing']);
    expect(doing).toEqual(['repair', 'fileLook']);
    expect(app.lines('reconciled')).toMatchObject([{ looked: 2, failed: 1 }]);
    expect(await filed()).toEqual([['watch', aTicket.at]]);
  });

  it('repairs one behind six hundred that fail, which are not in the way of the next run either', async () => {
    const { due, customers } = app.deps;
    const damaged = customerId.parse('tpid-1');
    const failing = Array.from({ length: 600 }, (_, n) => ({
      ...aTicket,
      at: addDays(addedAt, -1),
      key: { ...aKey, customerId: damaged, attempt: n + 1 },
    }));
    await inParallel(failing, (each) => due.file(each));
    await due.file(aTicket);
    const load: typeof customers.load = (id) =>
      id === damaged ? Promise.reject(new Error('it can’t be read')) : customers.load(id);
    const deps = { ...app.deps, customers: { ...customers, load } };

    await expect(run(askedAt, driver, deps)).rejects.toThrow('could not be repaired: 600');
    expect(driver.calls).toEqual(['start']);

    await run(addSeconds(askedAt, 300), driver, deps);
    expect(app.lines('reconciled').map((line) => line['looked'])).toEqual([601, 0]);
  });

  describe('over a row that can’t be read', () => {
    const rowKey = instanceIdOf({ ...aKey, attempt: 7 });
    const readable = { ...aTicket, key: { ...aKey, attempt: 7 } };
    const put = (properties: Record<string, string>) =>
      app.stores.tables.due.createEntity({
        partitionKey: dueKeys.partition(addedAt),
        rowKey,
        ...properties,
      });

    it.each([
      ['of a later version', { data: JSON.stringify({ ...readable, purpose: 'unheardOf' }) }],
      ['that is cut off', { data: '{"key":' }],
      ['that is empty', {}],
    ])('%s repairs the others, and tells of it once', async (_, properties) => {
      await put(properties);
      await app.deps.due.file(aTicket);

      await expect(run(askedAt)).rejects.toThrow('could not be repaired: 1');
      expect(driver.calls).toEqual(['start']);
      expect(app.lines('fault')).toMatchObject([{ doing: 'repair', association: rowKey }]);

      for (const days of [1, 2, 3]) await run(addDays(askedAt, days));
      expect(app.lines('fault')).toHaveLength(1);
    });

    it('repairs it a day later, when it can be read', async () => {
      await put({ data: JSON.stringify({ ...readable, purpose: 'unheardOf' }) });
      await expect(run(askedAt)).rejects.toThrow();
      const [partitionKey] = await partitions();
      await app.stores.tables.due.updateEntity(
        { partitionKey: partitionKey ?? '', rowKey, data: JSON.stringify(readable) },
        'Merge',
      );

      await run(addDays(askedAt, 1));

      expect(app.lines('fault')).toHaveLength(1);
      expect(await partitions()).toEqual([]);
    });

    it('leaves all that is in it', async () => {
      await put({ data: '{"key":', data1: ' more' });

      await expect(run(askedAt)).rejects.toThrow();

      const [partitionKey = ''] = await partitions();
      const kept = await app.stores.tables.due.getEntity(partitionKey, rowKey);
      expect(kept).toMatchObject({ data: '{"key":', data1: ' more' });
      expect(partitionKey).toBe(dueKeys.partition(addDays(askedAt, 1)));
    });

    async function partitions(): Promise<string[]> {
      const found: string[] = [];
      for await (const { partitionKey = '' } of app.stores.tables.due.listEntities()) {
        found.push(partitionKey);
      }
      return found;
    }
  });
});
