// The timer-triggered repair: finds associations whose orchestration is missing, ended or unaware of the record, drives
// them on, rewrites their pages, and clears up after those that ended long ago. Safe to run twice at once; a run that is
// cut off leaves its rows due.
import type { InvocationContext, Timer, TimerHandler } from '@azure/functions';
import type { Driver, Drivers } from '../../shared/changes/driver';
import { showOnPages } from '../../shared/changes/read-models';
import type { Association } from '../../shared/domain/association';
import { anchorOf, associationOf } from '../../shared/domain/customer';
import { dueEnding } from '../../shared/domain/endings';
import { isSameAssociation } from '../../shared/domain/ids';
import { nextDue } from '../../shared/domain/reminders';
import {
  addDays,
  addHours,
  addSeconds,
  earliest,
  secondsUntil,
  type Instant,
} from '../../shared/domain/time';
import type { Due } from '../../shared/store/due-store';
import type { Stored } from '../../shared/store/entity';
import type { LoadedCustomer, OutboxMail } from '../../shared/store/customer-rows';
import type { Dependencies } from '../dependencies';
import { logEvent, logFault, LoggedFault, withFaultsLogged } from '../log/log';
import { resumeImports } from './resume-imports';

/** At most so many rows a run, so many at a time. */
const maxRows = 500;
const concurrency = 8;
/** An open association is looked at every hour, and soon after something should have been done for it. */
const watchHours = 1;
const graceSeconds = 60;
/** An intent without a record is given up after this; no request lives that long. */
const orphanSeconds = 600;
const cleanUpDays = 30;

export function reconcile(
  deps: Dependencies,
  driverOf: (context: InvocationContext) => Drivers,
): TimerHandler {
  return withFaultsLogged(async (_timer: Timer, context: InvocationContext) => {
    const driver = driverOf(context);
    await resumeImports(deps, driver.imports, context);
    const overdue = await deps.due.overdue(deps.clock(), maxRows);
    const repairs: Repair[] = [];
    const queue = [...overdue];
    const work = async () => {
      for (let due = queue.shift(); due !== undefined; due = queue.shift()) {
        try {
          repairs.push(await repair(deps, driver, due));
        } catch (error) {
          logFault(context, error, 'repair', due.value.key);
          repairs.push({ did: 'failed' });
        }
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    const times = (wanted: Repair['did']) => repairs.filter(({ did }) => did === wanted).length;
    const failed = times('failed');
    logEvent(context, 'reconciled', {
      looked: repairs.length,
      started: times('started'),
      woken: times('woken'),
      failed,
      oldestMailSeconds: Math.max(0, ...repairs.map(({ mailSeconds = 0 }) => mailSeconds)),
    });
    if (failed > 0) throw new LoggedFault(`rows that could not be repaired: ${failed}`);
  });
}

/** What was done for one row, and how long its oldest waiting mail has waited. */
interface Repair {
  readonly did: 'started' | 'woken' | 'nothing' | 'failed';
  readonly mailSeconds?: number;
}

/** One row: whatever is found, the association is filed again for its next look before this look is struck off. */
async function repair(deps: Dependencies, driver: Driver, row: Stored<Due>): Promise<Repair> {
  const now = deps.clock();
  const { value: due } = row;
  const loaded = await deps.customers.load(due.key.customerId);
  const association = associationOf(loaded.customer, due.key);
  if (association === undefined) {
    if (addSeconds(due.at, orphanSeconds) <= now) await deps.due.done(row);
    return { did: 'nothing' };
  }
  if (due.purpose === 'cleanUp') {
    await cleanUp(deps, driver, loaded, row);
    return { did: 'nothing' };
  }
  const { partnerId: partner, engagementId: engagement } = due.key;
  await showOnPages(deps, loaded, [{ partner, engagement }]);
  const mails = waitingMails(loaded, association);
  const work = workLeft(deps, loaded, association, mails, now);
  const did = work === undefined ? 'nothing' : await driveOn(driver, due.key, work <= now);
  if (work === undefined) {
    await deps.due.file({ ...due, at: addDays(now, cleanUpDays), purpose: 'cleanUp' });
  } else {
    const afterwards = work <= now ? undefined : addSeconds(work, graceSeconds);
    await deps.due.file({ ...due, at: earliest(addHours(now, watchHours), afterwards) ?? now });
  }
  await deps.due.done(row);
  const oldest = earliest(...mails.map(({ createdAt }) => createdAt)) ?? now;
  return { did, mailSeconds: secondsUntil(now, oldest) };
}

/** An orchestration that lives and has nothing to do yet is left alone. */
async function driveOn(
  driver: Driver,
  key: Due['key'],
  isOverdue: boolean,
): Promise<Repair['did']> {
  if ((await driver.state(key)) !== 'live') {
    await driver.start(key);
    return 'started';
  }
  if (!isOverdue) return 'nothing';
  await driver.wake(key);
  return 'woken';
}

function waitingMails({ outbox }: LoadedCustomer, association: Association): OutboxMail[] {
  return outbox
    .map(({ value }) => value)
    .filter((mail) => isSameAssociation(mail.key, association) && mail.state === 'pending');
}

/** When something is to be done for this association; undefined when it is over and nothing is left. */
function workLeft(
  { config }: Dependencies,
  { customer, unlisted }: LoadedCustomer,
  association: Association,
  mails: readonly OutboxMail[],
  now: Instant,
): Instant | undefined {
  const pairAnchor = anchorOf(customer, association.engagementId);
  const ending = dueEnding(association, pairAnchor, now, config.expiryMarginSeconds);
  if (ending !== undefined) return now;
  const waiting = mails.map(({ notBefore }) => notBefore ?? now);
  const listing = unlisted.includes(association.partnerId) ? now : undefined;
  return earliest(nextDue(association, config.expiryMarginSeconds), listing, ...waiting);
}

/** Long over: the orchestration's history and the outbox go; the record, its links and its trail stay. */
async function cleanUp(
  deps: Dependencies,
  driver: Driver,
  loaded: LoadedCustomer,
  row: Stored<Due>,
): Promise<void> {
  const { value: due } = row;
  if ((await driver.state(due.key)) === 'live') {
    await deps.due.file({ ...due, at: addHours(deps.clock(), watchHours) });
  } else {
    for (const mail of loaded.outbox) {
      if (isSameAssociation(mail.value.key, due.key))
        await deps.customers.removeMail(loaded.locator, mail);
    }
  }
  await driver.remove(due.key);
  await deps.due.done(row);
}
