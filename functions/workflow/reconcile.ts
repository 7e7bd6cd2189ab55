// The timer-triggered repair: finds associations whose orchestration is missing, ended or unaware of the record, drives
// them on, rewrites their pages, and clears up after those that ended long ago. Safe to run twice at once; a run that is
// cut off leaves its rows due.
import type { InvocationContext, TimerHandler } from '@azure/functions';
import type { Association } from '../../shared/domain/association';
import { anchorOf } from '../../shared/domain/customer';
import { dueEnding } from '../../shared/domain/endings';
import { nextDue } from '../../shared/domain/reminders';
import { addDays, addHours, addSeconds, earliest, type Instant } from '../../shared/domain/time';
import type { Due } from '../../shared/store/due-store';
import type { Stored } from '../../shared/store/entity';
import type { LoadedCustomer } from '../../shared/store/customer-rows';
import type { Dependencies } from '../dependencies';
import { findAttempt } from './advance-association';
import { isOf } from './deliver-mails';
import type { Driver } from './driver';
import { showOnPages } from '../../shared/store/read-models';

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
  driverOf: (context: InvocationContext) => Driver,
): TimerHandler {
  return async (_timer, context) => {
    const driver = driverOf(context);
    const overdue = await deps.due.overdue(deps.clock(), maxRows);
    const failures: unknown[] = [];
    const queue = [...overdue];
    const work = async () => {
      for (let due = queue.shift(); due !== undefined; due = queue.shift()) {
        await repair(deps, driver, due).catch((error: unknown) => failures.push(error));
      }
    };
    await Promise.all(Array.from({ length: concurrency }, work));
    context.info(`reconciled ${overdue.length - failures.length} of ${overdue.length} due rows`);
    if (failures.length > 0) throw new AggregateError(failures, 'some rows could not be repaired');
  };
}

/** One row: whatever is found, the association is filed again for its next look before this look is struck off. */
async function repair(deps: Dependencies, driver: Driver, row: Stored<Due>): Promise<void> {
  const now = deps.clock();
  const { value: due } = row;
  const loaded = await deps.customers.load(due.key.customerId);
  const association = findAttempt(loaded, due.key);
  if (association === undefined) {
    if (addSeconds(due.at, orphanSeconds) <= now) await deps.due.done(row);
    return;
  }
  if (due.purpose === 'cleanUp') {
    await cleanUp(deps, driver, loaded, row);
    return;
  }
  const { partnerId: partner, engagementId: engagement } = due.key;
  await showOnPages(deps, loaded, [{ partner, engagement }]);
  const work = workLeft(deps, loaded, association, now);
  if (work === undefined) {
    await deps.due.file({ ...due, at: addDays(now, cleanUpDays), purpose: 'cleanUp' });
  } else {
    if ((await driver.state(due.key)) !== 'live') await driver.start(due.key);
    else if (work <= now) await driver.wake(due.key);
    const afterwards = work <= now ? undefined : addSeconds(work, graceSeconds);
    await deps.due.file({ ...due, at: earliest(addHours(now, watchHours), afterwards) ?? now });
  }
  await deps.due.done(row);
}

/** When something is to be done for this association; undefined when it is over and nothing is left. */
function workLeft(
  { config }: Dependencies,
  { customer, outbox, unlisted }: LoadedCustomer,
  association: Association,
  now: Instant,
): Instant | undefined {
  const pairAnchor = anchorOf(customer, association.engagementId);
  const ending = dueEnding(association, pairAnchor, now, config.expiryMarginSeconds);
  if (ending !== undefined) return now;
  const waiting = outbox
    .map(({ value }) => value)
    .filter((mail) => isOf(mail, association) && mail.state === 'pending')
    .map(({ notBefore }) => notBefore ?? now);
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
      if (isOf(mail.value, due.key)) await deps.customers.removeMail(loaded.locator, mail);
    }
  }
  await driver.remove(due.key);
  await deps.due.done(row);
}
