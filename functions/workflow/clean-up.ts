// What is over is cleared away step by step: mails and the orchestration's history, then the links, at last the record with its
// trail (shared/retention.ts). Who holds the pair, and who knows the customer, stays: that names no person.
import type { Driver } from '../../shared/changes/driver';
import { pagesAfter } from '../../shared/changes/pages-after';
import { showOnPages } from '../../shared/changes/read-models';
import { isOpen, type Association, type EndedAssociation } from '../../shared/domain/association';
import type { Customer } from '../../shared/domain/customer';
import { endedAt } from '../../shared/domain/endings';
import { isSameAssociation, keyOf } from '../../shared/domain/ids';
import { addDays, addHours, type Instant } from '../../shared/domain/time';
import { retention } from '../../shared/retention';
import type { LoadedCustomer } from '../../shared/store/customer-rows';
import type { DueRow } from '../../shared/store/due-store';
import type { Dependencies } from '../dependencies';

/** An orchestration that had to be ended has ended by then; and what was in the way of a removal may be gone. */
const againHours = 1;

export async function cleanUp(
  deps: Dependencies,
  driver: Driver,
  loaded: LoadedCustomer,
  association: EndedAssociation,
  row: DueRow,
): Promise<void> {
  const next = await clearAway(deps, driver, loaded, association);
  const { key, purpose } = row.due;
  if (next !== undefined) await deps.due.file({ key, at: next, purpose });
  await deps.due.done(row);
}

/** Does what is due by now; yields when to look again, or undefined when nothing is left. */
async function clearAway(
  deps: Dependencies,
  driver: Driver,
  loaded: LoadedCustomer,
  association: EndedAssociation,
): Promise<Instant | undefined> {
  const now = deps.clock();
  const key = keyOf(association);
  const state = await driver.state(key);
  if (state !== 'missing') await driver.remove(key);
  if (state === 'live') return addHours(now, againHours);
  // One that still has to go out (R24) is left to the orchestration.
  const settled = loaded.outbox.filter(
    ({ value }) => isSameAssociation(value.key, key) && value.state !== 'pending',
  );
  for (const mail of settled) await deps.customers.removeMail(loaded.locator, mail);
  const linksUntil = addDays(endedAt(association), retention.linkDays);
  if (linksUntil > now) return linksUntil;
  await deps.customers.removeLinks(loaded, key);
  const attempts = attemptsOf(loaded.customer, association);
  const recordsUntil = addDays(lastEnd(attempts) ?? now, deps.config.retentionDays);
  if (recordsUntil > now) return recordsUntil;
  return (await removePair(deps, loaded, attempts)) ? undefined : addHours(now, againHours);
}

/** Of the same pair, the first one first. */
function attemptsOf({ associations }: Customer, { partnerId, engagementId }: Association) {
  return associations
    .filter((a) => a.partnerId === partnerId && a.engagementId === engagementId)
    .sort((a, b) => a.attempt - b.attempt);
}

/** Undefined while one is open. */
function lastEnd(attempts: readonly Association[]): Instant | undefined {
  const ends: Instant[] = [];
  for (const attempt of attempts) {
    if (isOpen(attempt)) return undefined;
    ends.push(endedAt(attempt));
  }
  return ends.sort().at(-1);
}

/**
 * All attempts of a pair go together, the last one last: as long as one is there, the next is numbered after it, so that no
 * key is ever used for two.
 */
async function removePair(
  deps: Dependencies,
  loaded: LoadedCustomer,
  attempts: readonly Association[],
): Promise<boolean> {
  for (const attempt of attempts) {
    if (!(await deps.customers.removeAssociation(loaded, keyOf(attempt)))) return false;
  }
  const after = await deps.customers.load(loaded.customer.id);
  const [any] = attempts;
  const ofEngagement = ({ engagementId }: { engagementId: Association['engagementId'] }) =>
    engagementId === any?.engagementId;
  const anchors = after.customer.anchors.filter(ofEngagement);
  const everybody = [...attempts, ...after.customer.associations.filter(ofEngagement)];
  const pages = everybody.map(({ partnerId, engagementId }) => ({
    partner: partnerId,
    engagement: engagementId,
  }));
  const others = pagesAfter(after.customer, { associations: [], anchors });
  await showOnPages(deps, after, [...pages, ...others]);
  return true;
}
