// What follows a change: pages and orchestrations learn of it; what fails there never fails the request.
import { follow } from '../../../functions/workflow/follow';
import { events } from '../../../functions/workflow/names';
import type { Dependencies } from '../../../functions/dependencies';
import type { Driver } from '../../../functions/workflow/driver';
import type { Command } from '../../../shared/domain/commands';
import type { AssociationKey } from '../../../shared/domain/ids';
import { execute } from '../../../shared/store/execute';
import { instanceIdOf } from '../../../shared/store/keys';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  aCustomerId,
  anAddCommand,
  anEngagement,
  anotherEngagement,
  anotherPartner,
  answeredAt,
  askedAt,
  locationOf,
  stepsAt,
} from '../../support/examples';
import { emptyTables } from '../../support/tables';
import { aKey, startApp, type AnApp } from './support/an-app';

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
async function done(
  command: Command,
  driver: Driver,
  about: readonly AssociationKey[] = [aKey],
  deps: Dependencies = app.deps,
): Promise<void> {
  const executed = await execute(deps.customers, aCustomerId, command);
  if (!executed.ok) throw new Error(executed.refusal.code);
  await follow(deps, driver, app.context, executed, events.consentAnswered, about);
}

const theirs = { ...aKey, partnerId: anotherPartner.id };
const theirAdd = {
  ...anAddCommand,
  partner: anotherPartner,
  locationId: locationOf(anotherPartner),
};
const statusOnPage = async (partner = aKey.partnerId) =>
  (await app.deps.pages.readEntry(partner, aKey.engagementId, aCustomerId))?.pair.own?.status;

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

  expect(calls.slice(1)).toEqual([[events.consentAnswered, instanceIdOf(aKey)]]);
  expect(await statusOnPage()).toBe('consentRequested');
  const told = app.lines('changeRecorded').map(({ transition }) => transition);
  expect(told).toEqual(['addCustomer', 'triggerConsent']);
});

it('wakes the partners who lost the customer by it, and writes their rows (R26)', async () => {
  const { driver, calls } = noted();
  for (const command of [anAddCommand, theirAdd]) await done(command, driver);
  for (const key of [aKey, theirs]) {
    await done({ ...stepsAt(askedAt).triggerConsent, key }, driver, [key]);
  }
  calls.length = 0;

  await done({ ...stepsAt(answeredAt).approve, key: aKey }, driver);

  expect(calls).toEqual([
    [events.consentAnswered, instanceIdOf(aKey)],
    ['wake', instanceIdOf(theirs)],
  ]);
  const entry = await app.deps.pages.readEntry(theirs.partnerId, aKey.engagementId, aCustomerId);
  expect(entry?.pair.anchor?.state).toBe('active');
});

it('drives on what a repeated request is about, although it changed nothing', async () => {
  const { driver, calls } = noted();
  const asked = { ...anAddCommand, request: 'the-same' };
  await done(asked, broken);

  await done(asked, driver);

  expect(calls).toEqual([[events.consentAnswered, instanceIdOf(aKey)]]);
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
  const put = () => Promise.reject(new Error('the table is down'));

  await done(anAddCommand, driver, [aKey], { ...app.deps, pages: { ...app.deps.pages, put } });

  expect((await app.association()).status).toBe('associated');
  expect(calls).toEqual([['start', instanceIdOf(aKey)]]);
  expect(app.lines('fault')).toMatchObject([{ doing: 'showPages' }]);
});
