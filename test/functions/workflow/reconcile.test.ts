// The repair against a real Azurite, with a driver in memory: whatever was cut off is found, driven on, and cleared away.
import type { Timer } from '@azure/functions';
import { dailyLook } from '../../../functions/workflow/next-look';
import { reconcile } from '../../../functions/workflow/reconcile';
import { addDays, addHours, addSeconds, type Instant } from '../../../shared/domain/time';
import type { Due } from '../../../shared/store/due-store';
import { azuriteOfThisFile } from '../../support/azurite';
import { overdue } from '../../support/due-rows';
import {
  addedAt,
  anAddCommand,
  anotherPartner,
  answeredAt,
  askedAt,
  consentDeadline,
  locationOf,
  msAfter,
  stepsAt,
} from '../../support/examples';
import { emptyTables, truthRows } from '../../support/tables';
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

async function run(now: Instant, by = driver): Promise<void> {
  app.set(now);
  await reconcile(app.deps, () => by)(aTimer, app.context);
}

async function filed(): Promise<[string, Instant][]> {
  const due = await overdue(app.deps.due, addDays(addedAt, 1000));
  return due.map(({ purpose, at }) => [purpose, at]);
}

describe('an open association', () => {
  it('without a driver gets one (FT2, I5)', async () => {
    await app.deps.due.file(aTicket);

    await run(askedAt);

    expect(driver.calls).toEqual(['start']);
    expect(await filed()).toEqual([['watch', addHours(askedAt, 1)]]);
    expect((await app.outbox()).map(({ state }) => state)).toEqual(['accepted']);
  });

  it('whose driver failed gets a new one (FT20)', async () => {
    await app.deps.due.file(aTicket);
    driver.set(aKey, 'ended');

    await run(askedAt);

    expect(driver.calls).toEqual(['start']);
  });

  it('whose driver lives is left alone, and looked at once a day', async () => {
    await app.deps.due.file(aTicket);
    await app.advance();
    driver.set(aKey, 'live');

    for (let hours = 0; hours <= 72; hours += 1) await run(addHours(askedAt, hours));

    expect(driver.calls).toEqual([]);
    const looks = app.lines('reconciled').filter(({ looked }) => looked === 1);
    expect(looks).toHaveLength(1 + 3);
    expect(await filed()).toEqual([['watch', dailyLook(aKey, addDays(askedAt, 3))]]);
  });

  it('is looked at a minute after something is due for it', async () => {
    const reminder = addDays(consentDeadline, -7);
    await app.advance();
    driver.set(aKey, 'live');
    await app.deps.due.file({ ...aTicket, at: addSeconds(reminder, -1) });

    await run(addSeconds(reminder, -1));

    expect(await filed()).toEqual([['watch', addSeconds(reminder, 60)]]);
  });

  it('of which several looks are filed comes to one a day all the same', async () => {
    await app.advance();
    driver.set(aKey, 'live');
    for (const hours of [1, 2, 3]) {
      await app.deps.due.file({ ...aTicket, at: addHours(dailyLook(aKey, askedAt), hours) });
    }

    await run(addHours(dailyLook(aKey, askedAt), 4));

    expect(await filed()).toEqual([['watch', addDays(dailyLook(aKey, askedAt), 1)]]);
  });

  it('that should have ended is driven to its end (I4)', async () => {
    await app.deps.due.file(aTicket);
    driver.set(aKey, 'live');

    await run(addSeconds(consentDeadline, 60));

    expect(driver.calls).toEqual(['wake']);
    expect((await app.association()).status).toBe('consentExpired');
  });

  it('that lost its customer while nobody told its driver is woken (R26)', async () => {
    await app.deps.due.file(aTicket);
    await app.advance();
    driver.set(aKey, 'live');
    const partner = anotherPartner;
    await app.take({ ...anAddCommand, partner, locationId: locationOf(partner) });
    const theirs = { ...aKey, partnerId: partner.id };
    await app.take({ ...stepsAt(askedAt).triggerConsent, key: theirs });
    await app.take({ ...stepsAt(answeredAt).approve, key: theirs });

    await run(answeredAt);

    expect(driver.calls).toEqual(['wake']);
    expect((await app.association()).status).toBe('superseded');
  });

  it('with a mail that may go out within the hour is looked at soon after it, and stays filed', async () => {
    await app.failMails({ next: 1, status: 429, retryAfterSeconds: 1200 });
    await app.advance();
    driver.set(aKey, 'live');
    await app.deps.due.file({ ...aTicket, at: askedAt });

    await run(askedAt);
    expect(await filed()).toEqual([['watch', addSeconds(askedAt, 1260)]]);

    await run(addSeconds(askedAt, 1260));
    expect(driver.calls).toEqual(['wake']);
    expect(await app.received()).toHaveLength(1);
  });

  it('has its row on the page written anew (I9, FT24)', async () => {
    await app.deps.due.file(aTicket);
    driver.set(aKey, 'live');

    await run(askedAt);

    const entry = await app.deps.pages.entry(aKey.partnerId, aKey.engagementId, aKey.customerId);
    expect(entry?.pair.own?.status).toBe('consentRequested');
  });
});

describe('a run', () => {
  const told = () => app.lines('reconciled').at(-1);

  it('tells what it has found and driven on', async () => {
    await run(askedAt);
    expect(told()).toMatchObject({ looked: 0, started: 0, woken: 0, failed: 0 });

    await app.deps.due.file(aTicket);
    await run(askedAt);
    expect(told()).toMatchObject({ looked: 1, started: 1, woken: 0 });

    await run(addHours(askedAt, 1));
    expect(told()).toMatchObject({ looked: 1, started: 0, woken: 0, behindSeconds: 0 });

    await run(addDays(dailyLook(aKey, addHours(askedAt, 1)), 1));
    expect(told()).toMatchObject({ looked: 1, behindSeconds: 24 * 3600 });

    await run(addSeconds(consentDeadline, 60));
    expect(told()).toMatchObject({ looked: 1, started: 0, woken: 1 });
  });

  it('tells how long the oldest mail has waited that still waits', async () => {
    await app.failMails({ next: 1, status: 503 });
    await app.deps.due.file(aTicket);
    driver.set(aKey, 'live');

    await run(addHours(askedAt, 2));
    expect(told()).toMatchObject({ oldestMailSeconds: 2 * 3600 });

    await run(addHours(askedAt, 4));
    await run(addHours(askedAt, 6));
    expect(told()).toMatchObject({ looked: 1, oldestMailSeconds: 0 });
  });
});

describe('a ticket whose record was never written', () => {
  const orphan = { ...aTicket, key: { ...aKey, attempt: 7 } };

  it('is kept for ten minutes, as long as its request may still be under way, and then dropped', async () => {
    await app.deps.due.file(orphan);

    await run(msAfter(addSeconds(orphan.at, 600), -1));
    expect(await filed()).toHaveLength(1);
    await run(addSeconds(orphan.at, 600));

    expect(await filed()).toEqual([]);
    expect(driver.calls).toEqual([]);
  });
});

describe('a closed association', () => {
  beforeEach(async () => {
    await app.advance();
    await app.step('decline', answeredAt);
    await app.advance();
    await app.deps.due.file(aTicket);
  });

  it('is cleared up after 30 days: outbox and history go, record and trail stay', async () => {
    driver.set(aKey, 'ended');
    const before = await truthRows(app.stores.tables, 'AEKTU');

    await run(answeredAt);
    expect(await filed()).toEqual([['cleanUp', addDays(answeredAt, 30)]]);
    await run(addDays(answeredAt, 30));

    expect(driver.calls).toEqual(['remove']);
    expect(await filed()).toEqual([['cleanUp', addDays(answeredAt, 90)]]);
    expect(await app.outbox()).toEqual([]);
    expect(await truthRows(app.stores.tables, 'AEKTU')).toEqual(before);
  });

  it('is cleared up without the mails of the attempt that followed it', async () => {
    driver.set(aKey, 'ended');
    await app.take({ ...anAddCommand, at: answeredAt });
    await app.take({ ...stepsAt(answeredAt).triggerConsent, key: { ...aKey, attempt: 2 } });

    await run(answeredAt);
    await run(addDays(answeredAt, 30));

    expect((await app.outbox()).map(({ key }) => key.attempt)).toEqual([2]);
  });

  it('whose driver still lives then is ended first, and cleared up an hour later (I6)', async () => {
    driver.set(aKey, 'live');
    await run(answeredAt);

    await run(addDays(answeredAt, 30));
    expect(await driver.state(aKey)).toBe('ended');
    expect(await app.outbox()).toHaveLength(2);
    await run(addHours(addDays(answeredAt, 30), 1));

    expect(await driver.state(aKey)).toBe('missing');
    expect(await app.outbox()).toEqual([]);
    expect(await filed()).toEqual([['cleanUp', addDays(answeredAt, 90)]]);
  });
});

it('with a last mail to send is driven although it is closed', async () => {
  await app.advance();
  await app.step('decline', answeredAt);
  await app.deps.due.file(aTicket);
  driver.set(aKey, 'ended');

  await run(answeredAt);

  expect(driver.calls).toEqual(['start']);
  expect((await app.outbox()).at(-1)).toMatchObject({
    mail: { kind: 'consentDeclined' },
    state: 'accepted',
  });
});
