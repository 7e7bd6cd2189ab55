// How long what is over stays, against a real Azurite: links 90 days, records with their trail 1,095, as the settings say.
import type { Timer } from '@azure/functions';
import { reconcile } from '../../../functions/workflow/reconcile';
import type { Dependencies } from '../../../functions/dependencies';
import { carryOut } from '../../../shared/changes/carry-out';
import { showOnPages } from '../../../shared/changes/read-models';
import { changeLog } from '../../../functions/log/change-log';
import { addDays, addSeconds, type Instant } from '../../../shared/domain/time';
import { truthKeys, locatorOf } from '../../../shared/store/keys';
import { azuriteOfThisFile } from '../../support/azurite';
import { overdue } from '../../support/due-rows';
import {
  aCustomerId,
  addedAt,
  anAddCommand,
  anEngagement,
  anotherPartner,
  answeredAt,
  aPartner,
  askedAt,
  locationOf,
  msAfter,
  stepsAt,
  submittedAt,
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
  driver = aDriver((key) => app.advance(key));
  await app.advance();
});
afterEach(() => app.stop());

const days = 1095;
const aTimer: Timer = {
  isPastDue: false,
  schedule: { adjustForDST: true },
  scheduleStatus: { last: addedAt, lastUpdated: addedAt, next: addedAt },
};
const rows = async (letters: string) => [...(await truthRows(app.stores.tables, letters)).keys()];
const filed = () => overdue(app.deps.due, addDays(addedAt, 10_000));

async function look(now: Instant, deps: Dependencies = app.deps): Promise<void> {
  app.set(now);
  await reconcile(deps, () => driver)(aTimer, app.context);
}

/** The looks that come by themselves, each at its time, until there is none before `end`. */
async function looksUntil(end: Instant): Promise<void> {
  for (;;) {
    const next = (await filed()).map(({ at }) => at).sort()[0];
    if (next === undefined || next > end) return;
    await look(next > app.now() ? next : addSeconds(app.now(), 300));
  }
}

/** As the app ends it, with its ticket; its last mails have left. */
async function end(type: 'decline' | 'cancel' | 'submitWorkshopClaim', at: Instant, key = aKey) {
  app.set(at);
  const command = { ...stepsAt(at)[type], key };
  const done = await carryOut({
    stores: app.deps,
    driver,
    log: changeLog(app.context),
    command,
  });
  expect(done.ok).toBe(true);
  driver.set(key, 'ended');
}

it('the links of what is over stay for 90 days after its end, and go then', async () => {
  await end('decline', answeredAt);
  expect(await rows('U')).toHaveLength(1);

  await looksUntil(msAfter(addDays(answeredAt, 90), -1));
  expect(await rows('U')).toHaveLength(1);

  await looksUntil(addDays(answeredAt, 90));
  expect(await rows('U')).toEqual([]);
  expect(await rows('ET')).toHaveLength(4);
});

it('a link of the first release goes with them; those of another attempt stay', async () => {
  const { truth } = app.stores.tables;
  const partitionKey = truthKeys.partition(locatorOf(aCustomerId));
  const data = (attempt: number) =>
    JSON.stringify({ key: { ...aKey, attempt }, contactVersion: 1, issuedAt: askedAt });
  await truth.createEntity({ partitionKey, rowKey: 'L_1', data: data(1) });
  await truth.createEntity({ partitionKey, rowKey: 'L_2', data: data(2) });
  await truth.createEntity({ partitionKey, rowKey: 'U_2', data: data(2) });
  await end('decline', answeredAt);

  await looksUntil(addDays(answeredAt, 90));

  expect(await rows('LU')).toEqual(['L_2', 'U_2']);
});

it('the record of what is over goes 1,095 days after its end, with all that is about it', async () => {
  await end('decline', answeredAt);

  await looksUntil(msAfter(addDays(answeredAt, days), -1));
  expect(await rows('ET')).toHaveLength(4);

  await looksUntil(addDays(answeredAt, days));
  expect(await rows('AEKLOTU')).toEqual([]);
  expect(await filed()).toEqual([]);
  expect(await app.deps.pages.entries(aPartner.id, anEngagement.id)).toEqual([]);
});

it('a completed one leaves what names no person: who completed it, and who knows the customer', async () => {
  await app.step('approve', answeredAt);
  await app.advance();
  await end('submitWorkshopClaim', submittedAt);

  await looksUntil(addDays(submittedAt, days));

  expect(await rows('EOTU')).toEqual([]);
  expect(await rows('AK')).toHaveLength(2);
  const [shown] = await app.deps.pages.entries(aPartner.id, anEngagement.id);
  expect(shown?.pair.own).toBeUndefined();
  expect(shown?.pair.anchor?.state).toBe('completed');
});

it('a mail that still has to go out stays, until the record goes (R24)', async () => {
  await end('decline', answeredAt);
  await looksUntil(msAfter(addDays(answeredAt, 30), -1));
  const { truth } = app.stores.tables;
  const partitionKey = truthKeys.partition(locatorOf(aCustomerId));
  const [mail] = (await app.load()).outbox;
  if (mail === undefined) throw new Error('there is no mail');
  const data = JSON.stringify({ ...mail.value, state: 'pending' });
  await truth.updateEntity({ partitionKey, rowKey: mail.rowKey, data }, 'Replace');

  await looksUntil(addDays(answeredAt, 91));
  expect(await rows('O')).toEqual([mail.rowKey]);

  await looksUntil(addDays(answeredAt, days));
  expect(await rows('O')).toEqual([]);
});

describe('of a pair with several attempts', () => {
  const secondEnd = addDays(answeredAt, 200);
  const second = { ...aKey, attempt: 2 };
  beforeEach(async () => {
    await end('decline', answeredAt);
    app.set(addDays(answeredAt, 199));
    await carryOut({
      stores: app.deps,
      driver,
      log: changeLog(app.context),
      command: { ...anAddCommand, at: addDays(answeredAt, 199) },
    });
  });

  it('none goes before the last one may, and then the numbers begin anew', async () => {
    await end('cancel', secondEnd, second);

    await looksUntil(msAfter(addDays(secondEnd, days), -1));
    expect(await rows('E')).toHaveLength(2);

    await looksUntil(addDays(secondEnd, days));
    expect(await rows('EOTU')).toEqual([]);

    const at = addDays(secondEnd, days);
    const { customer } = await app.take({
      ...anAddCommand,
      at,
      engagements: [{ ...anEngagement, lastDayToClaimCustomers: '2099-12-31' }],
    });
    expect(customer.associations.map(({ attempt, version }) => [attempt, version])).toEqual([
      [1, 1],
    ]);
  });

  it('the last one goes last: cut off before, the next attempt is numbered after it', async () => {
    await end('cancel', secondEnd, second);
    const at = addDays(secondEnd, days);
    await looksUntil(msAfter(at, -1));
    const { customers } = app.deps;
    const removeAssociation: typeof customers.removeAssociation = (loaded, key) =>
      key.attempt === 2
        ? Promise.reject(new Error('cut off'))
        : customers.removeAssociation(loaded, key);

    await expect(
      look(at, { ...app.deps, customers: { ...customers, removeAssociation } }),
    ).rejects.toThrow();
    expect(await rows('E')).toEqual([truthKeys.association(second)]);

    await looksUntil(addDays(at, 1));
    expect(await rows('EOTU')).toEqual([]);
  });
});

it('none of a pair goes while one of its attempts is open', async () => {
  await end('decline', answeredAt);
  const at = addDays(answeredAt, days - 1);
  await looksUntil(msAfter(at, -1));
  const engagements = [{ ...anEngagement, lastDayToClaimCustomers: '2099-12-31' }];
  await app.take({ ...anAddCommand, at, engagements });

  await looksUntil(addDays(answeredAt, days));

  expect(await rows('E')).toHaveLength(2);
});

it('leaves one that was changed since it was read', async () => {
  await end('decline', answeredAt);
  const loaded = await app.load();
  const row = {
    partitionKey: truthKeys.partition(loaded.locator),
    rowKey: truthKeys.association(aKey),
  };
  await app.stores.tables.truth.updateEntity(row, 'Merge');

  expect(await app.deps.customers.removeAssociation(loaded, aKey)).toBe(false);
  expect(await rows('E')).toHaveLength(1);
});

it('does not stop the rows of other partners from being written anew', async () => {
  await end('decline', answeredAt);
  await looksUntil(msAfter(addDays(answeredAt, days), -1));
  const theirs = { ...aKey, partnerId: anotherPartner.id };
  const at = addDays(answeredAt, days - 1);
  const command = {
    ...anAddCommand,
    at,
    partner: anotherPartner,
    locationId: locationOf(anotherPartner),
    engagements: [{ ...anEngagement, lastDayToClaimCustomers: '2099-12-31' }],
  };
  app.set(at);
  await carryOut({ stores: app.deps, driver, log: changeLog(app.context), command });

  await look(addSeconds(addDays(answeredAt, days), 1));
  const after = await app.take({
    ...stepsAt(addDays(answeredAt, days + 1)).triggerConsent,
    key: theirs,
  });
  const { partnerId: partner, engagementId: engagement } = theirs;
  await showOnPages(app.deps, after, [{ partner, engagement }]);

  expect(await rows('E')).toEqual([truthKeys.association(theirs)]);
  const entry = await app.deps.pages.entry(partner, engagement, aCustomerId);
  expect(entry?.pair.own?.status).toBe('consentRequested');
});
