// A change from beginning to end: recorded, then pages and orchestrations learn of it; what fails there never fails the request.
import { changeLog } from '../../../functions/log/change-log';
import { carryOut, type Order } from '../../../shared/changes/carry-out';
import { events, type Driver } from '../../../shared/changes/driver';
import type { Command } from '../../../shared/domain/commands';
import { keyOf, type AssociationKey } from '../../../shared/domain/ids';
import { addDays, addSeconds, type Instant } from '../../../shared/domain/time';
import { ticketSeconds } from '../../../shared/store/due-store';
import { instanceIdOf } from '../../../shared/store/keys';
import { aKey, startApp, type AnApp } from '../../functions/workflow/support/an-app';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  aCustomerId,
  addedAt,
  anAddCommand,
  anEngagement,
  anotherEngagement,
  anotherPartner,
  answeredAt,
  askedAt,
  consentDeadline,
  locationOf,
  msAfter,
  stepsAt,
} from '../../support/examples';
import { overdue } from '../../support/due-rows';
import { emptyTables } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let app: AnApp;
beforeEach(async () => {
  await emptyTables(connectionString());
  app = await startApp(connectionString());
});
afterEach(() => app.stop());

/** A driver that only notes for whom it is called. */
function noted(): { driver: Driver; calls: [string, string][] } {
  const calls: [string, string][] = [];
  const note = (what: string) => (key: AssociationKey, event?: string) => {
    calls.push([event ?? what, instanceIdOf(key)]);
    return Promise.resolve();
  };
  const state = () => Promise.resolve('live' as const);
  return {
    calls,
    driver: { start: note('start'), wake: note('wake'), remove: note('remove'), state },
  };
}

const broken: Driver = {
  start: () => Promise.reject(new Error('the engine is down')),
  wake: () => Promise.reject(new Error('the engine is down')),
  state: () => Promise.reject(new Error('the engine is down')),
  remove: () => Promise.reject(new Error('the engine is down')),
};

/** As a request does it. */
async function done(command: Command, driver: Driver, stores: Order['stores'] = app.deps) {
  const carriedOut = await carryOut({ stores, driver, log: changeLog(app.context), command });
  if (!carriedOut.ok) throw new Error(carriedOut.refusal.code);
  return carriedOut.associations;
}

const lateAt = addDays(consentDeadline, 1);
const theirs = { ...aKey, partnerId: anotherPartner.id };
const theirAdd = {
  ...anAddCommand,
  partner: anotherPartner,
  locationId: locationOf(anotherPartner),
};
const statusOnPage = async (partner = aKey.partnerId) =>
  (await app.deps.pages.entry(partner, aKey.engagementId, aCustomerId))?.pair.own?.status;

it('starts what was opened, one orchestration for each workshop', async () => {
  const { driver, calls } = noted();
  const engagements = [anEngagement, anotherEngagement];

  await done({ ...anAddCommand, engagements }, driver);

  const ids = engagements.map(({ id }) => instanceIdOf({ ...aKey, engagementId: id }));
  expect(calls).toEqual(ids.map((id) => ['start', id]));
});

it('wakes what was changed with the event of the change, writes its row, and tells the log', async () => {
  const { driver, calls } = noted();
  await done(anAddCommand, driver);

  await done({ ...stepsAt(askedAt).triggerConsent, key: aKey }, driver);

  expect(calls.slice(1)).toEqual([[events.associationChanged, instanceIdOf(aKey)]]);
  expect(await statusOnPage()).toBe('consentRequested');
  const told = app.lines('changeRecorded').map(({ transition }) => transition);
  expect(told).toEqual(['addCustomer', 'triggerConsent']);
});

it.each([
  ['approve', events.consentAnswered],
  ['decline', events.consentAnswered],
  ['cancel', events.associationChanged],
] as const)('tells the orchestration of %s as %s', async (type, event) => {
  const { driver, calls } = noted();
  await done(anAddCommand, driver);
  await done({ ...stepsAt(askedAt).triggerConsent, key: aKey }, driver);
  calls.length = 0;

  const associations = await done({ ...stepsAt(answeredAt)[type], key: aKey }, driver);

  expect(calls).toEqual([[event, instanceIdOf(aKey)]]);
  expect(associations).toEqual([await app.association()]);
});

it('tells the orchestration of a claim by its own name', async () => {
  const { driver, calls } = noted();
  for (const step of [anAddCommand, { ...stepsAt(askedAt).triggerConsent, key: aKey }]) {
    await done(step, driver);
  }
  await done({ ...stepsAt(answeredAt).approve, key: aKey }, driver);

  await done({ ...stepsAt(answeredAt).submitWorkshopClaim, key: aKey }, driver);

  expect(calls.at(-1)).toEqual([events.workshopClaimSubmitted, instanceIdOf(aKey)]);
});

describe('a ticket for the reconciliation', () => {
  const ticketOf = (at: Instant) => overdue(app.deps.due, addSeconds(at, ticketSeconds));

  it('is on record before what is opened', async () => {
    const { driver } = noted();
    const commit = () => Promise.reject(new Error('cut off'));
    const stores = { ...app.deps, customers: { ...app.deps.customers, commit } };

    await expect(done(anAddCommand, driver, stores)).rejects.toThrow('cut off');

    const at = addSeconds(addedAt, ticketSeconds);
    expect(await ticketOf(addedAt)).toEqual([{ key: aKey, at, purpose: 'watch' }]);
  });

  it('is filed for a change of what nobody drives any more', async () => {
    const { driver } = noted();
    await app.take(anAddCommand);
    await app.step('triggerConsent', askedAt);
    await app.take({ ...stepsAt(lateAt).settle, key: aKey });
    expect(await ticketOf(lateAt)).toEqual([]);

    await done({ ...stepsAt(lateAt).showInterest, key: aKey }, driver);

    expect(await ticketOf(lateAt)).toMatchObject([{ key: aKey, purpose: 'watch' }]);
  });

  it('is filed for every change, in case its orchestration fails over it', async () => {
    const { driver } = noted();
    await app.take(anAddCommand);

    await done({ ...stepsAt(askedAt).triggerConsent, key: aKey }, driver);

    expect(await ticketOf(msAfter(askedAt, -1))).toEqual([]);
    expect(await ticketOf(askedAt)).toMatchObject([{ key: aKey, purpose: 'watch' }]);
  });

  it('is filed for those who lost by it, where they could not be told', async () => {
    const { driver } = noted();
    for (const command of [anAddCommand, theirAdd]) await app.take(command);
    for (const key of [aKey, theirs]) {
      await app.take({ ...stepsAt(askedAt).triggerConsent, key });
    }
    const lost = ({ partnerId }: AssociationKey) => partnerId === theirs.partnerId;
    const deafToThem: Driver = {
      ...driver,
      wake: (key) => (lost(key) ? broken.wake(key) : driver.wake(key)),
    };

    await done({ ...stepsAt(answeredAt).approve, key: aKey }, deafToThem);

    expect((await ticketOf(answeredAt)).filter(({ key }) => lost(key))).toHaveLength(1);
    expect(app.lines('fault')).toMatchObject([{ doing: 'wakeInstance' }]);
  });

  it('that can’t be filed is told to the log, and fails no change', async () => {
    const { driver, calls } = noted();
    await app.take(anAddCommand);
    const file = () => Promise.reject(new Error('the table is down'));
    const stores = { ...app.deps, due: { ...app.deps.due, file } };

    await done({ ...stepsAt(askedAt).triggerConsent, key: aKey }, driver, stores);

    expect((await app.association()).status).toBe('consentRequested');
    expect(calls).toHaveLength(1);
    expect(app.lines('fault')).toMatchObject([{ doing: 'fileLook' }]);
  });
});

it('wakes the partners who lost the customer by it, and writes their rows (R26)', async () => {
  const { driver, calls } = noted();
  for (const command of [anAddCommand, theirAdd]) await done(command, driver);
  for (const key of [aKey, theirs]) {
    await done({ ...stepsAt(askedAt).triggerConsent, key }, driver);
  }
  calls.length = 0;

  await done({ ...stepsAt(answeredAt).approve, key: aKey }, driver);

  expect(calls).toEqual([
    [events.consentAnswered, instanceIdOf(aKey)],
    ['wake', instanceIdOf(theirs)],
  ]);
  const entry = await app.deps.pages.entry(theirs.partnerId, aKey.engagementId, aCustomerId);
  expect(entry?.pair.anchor?.state).toBe('active');
});

it('drives on what a repeated request is about, although it changed nothing', async () => {
  const { driver, calls } = noted();
  const asked = { ...anAddCommand, request: 'the-same' };
  await done(asked, broken);

  const associations = await done(asked, driver);

  expect(calls).toEqual([[events.associationChanged, instanceIdOf(aKey)]]);
  expect(associations.map(keyOf)).toEqual([aKey]);
});

it('does not fail the request when the engine is down: the change stands, the page shows it (FT16)', async () => {
  await done(anAddCommand, broken);
  await done({ ...stepsAt(askedAt).triggerConsent, key: aKey }, broken);

  expect((await app.association()).status).toBe('consentRequested');
  expect(await statusOnPage()).toBe('consentRequested');
  const association = instanceIdOf(aKey);
  expect(app.lines('fault')).toMatchObject([
    { doing: 'startInstance', association },
    { doing: 'wakeInstance', association },
  ]);
});

it('does not fail the request when the pages can’t be written: the engine is told all the same (FT24)', async () => {
  const { driver, calls } = noted();
  const move = () => Promise.reject(new Error('the table is down'));

  await done(anAddCommand, driver, { ...app.deps, pages: { ...app.deps.pages, move } });

  expect((await app.association()).status).toBe('associated');
  expect(calls).toEqual([['start', instanceIdOf(aKey)]]);
  expect(app.lines('fault')).toMatchObject([{ doing: 'showPages' }]);
});
