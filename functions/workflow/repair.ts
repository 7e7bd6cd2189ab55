// One look of the reconciliation: finds out whether the orchestration is missing, ended or unaware of the record, drives it on,
// rewrites the page, and clears up after what ended long ago.
import type { Driver } from '../../shared/changes/driver';
import { showOnPages } from '../../shared/changes/read-models';
import { isOpen, type Association } from '../../shared/domain/association';
import { anchorOf, associationOf } from '../../shared/domain/customer';
import { dueEnding } from '../../shared/domain/endings';
import { isSameAssociation } from '../../shared/domain/ids';
import { nextDue } from '../../shared/domain/reminders';
import {
  addDays,
  addSeconds,
  earliest,
  secondsUntil,
  type Instant,
} from '../../shared/domain/time';
import { retention } from '../../shared/retention';
import type { Due, DueRow } from '../../shared/store/due-store';
import type { LoadedCustomer, OutboxMail } from '../../shared/store/customer-rows';
import type { Dependencies } from '../dependencies';
import { cleanUp } from './clean-up';
import { nextLook } from './next-look';

/** An intent without a record is given up after this; no request lives that long. */
const orphanSeconds = 600;

/** What was done for one row, and how long its oldest waiting mail has waited. */
export interface Repair {
  readonly did: 'started' | 'woken' | 'nothing' | 'failed';
  readonly mailSeconds?: number;
}

/** Whatever is found, the association is filed again for its next look before this look is struck off. */
export async function repair(deps: Dependencies, driver: Driver, row: DueRow): Promise<Repair> {
  const now = deps.clock();
  const { key, at, purpose } = row.due;
  const loaded = await deps.customers.load(key.customerId);
  const association = associationOf(loaded.customer, key);
  if (association === undefined) {
    if (addSeconds(at, orphanSeconds) <= now) await deps.due.done(row);
    return { did: 'nothing' };
  }
  if (purpose === 'cleanUp' && !isOpen(association)) {
    await cleanUp(deps, driver, loaded, association, row);
    return { did: 'nothing' };
  }
  const { partnerId: partner, engagementId: engagement } = key;
  await showOnPages(deps, loaded, [{ partner, engagement }]);
  const mails = waitingMails(loaded, association);
  const work = workLeft(deps, loaded, association, mails, now);
  const did = work === undefined ? 'nothing' : await driveOn(driver, key, work <= now);
  await deps.due.file(
    work === undefined
      ? { key, at: addDays(now, retention.mailAndHistoryDays), purpose: 'cleanUp' }
      : { key, at: nextLook(key, work, now), purpose: 'watch' },
  );
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
