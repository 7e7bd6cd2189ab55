// After a change is on record: the log tells it, the pages show it, the orchestrations learn of it, and the reconciliation is
// to see a minute later that they did. What fails here is logged and made good by them; the change stands.
import { isPending } from '../domain/association';
import type { Command } from '../domain/commands';
import type { Changes } from '../domain/changes';
import { keyOf, type AssociationKey } from '../domain/ids';
import { addSeconds } from '../domain/time';
import type { LoadedCustomer } from '../store/customer-rows';
import { ticketSeconds, type DueStore } from '../store/due-store';
import { instanceIdOf } from '../store/keys';
import type { ChangeLog, FollowUp } from './change-log';
import { events, type Driver, type EventName } from './driver';
import { pagesAfter } from './pages-after';
import { showOnPages, type ReadModelStores } from './read-models';

export interface Followers {
  readonly stores: ReadModelStores & { readonly due: DueStore };
  readonly driver: Driver;
  readonly log: ChangeLog;
}

/** `about`: what the command was for; driven on even when a repeated request changed nothing. */
export async function follow(
  { stores, driver, log }: Followers,
  { type, at }: Command,
  { changes, loaded }: { changes: Changes; loaded: LoadedCustomer },
  about: readonly AssociationKey[],
): Promise<void> {
  log.recorded(changes);
  const heal = (doing: FollowUp, key?: AssociationKey) => (error: unknown) => {
    log.failed(doing, error, key);
  };
  const own = about.map((key) => ({ partner: key.partnerId, engagement: key.engagementId }));
  const pages = [...pagesAfter(loaded.customer, changes), ...own];
  await showOnPages(stores, loaded, pages, 'put').catch(heal('showPages', about[0]));
  const event = eventOf(type);
  const started = changes.associations.filter(({ before }) => before === undefined);
  const changed = changes.associations.filter(({ before }) => before !== undefined);
  const known = new Set(changes.associations.map(({ after }) => instanceIdOf(after)));
  const woken = [
    ...changed.map(({ after }) => after),
    ...about.filter((key) => !known.has(instanceIdOf(key))),
  ];
  const fileLook = (key: AssociationKey) =>
    stores.due
      .file({ key: keyOf(key), at: addSeconds(at, ticketSeconds), purpose: 'watch' })
      .catch(heal('fileLook', key));
  const wakeRival = (key: AssociationKey) =>
    driver.wake(key).catch((error: unknown) => {
      heal('wakeInstance', key)(error);
      return fileLook(key);
    });
  await Promise.all([
    ...started.map(({ after }) => driver.start(keyOf(after)).catch(heal('startInstance', after))),
    ...woken.map((key) => driver.wake(keyOf(key), event).catch(heal('wakeInstance', key))),
    ...woken.map(fileLook),
    ...rivalsOf(changes, loaded).map(wakeRival),
  ]);
}

function eventOf(type: Command['type']): EventName {
  if (type === 'approve' || type === 'decline') return events.consentAnswered;
  return type === 'submitWorkshopClaim' ? events.workshopClaimSubmitted : events.associationChanged;
}

/** Those who have lost the pair by this change: their own orchestrations record it and tell them (R26). */
function rivalsOf({ anchors }: Changes, { customer }: LoadedCustomer) {
  return anchors
    .filter(({ state }) => state === 'active')
    .flatMap(({ engagementId, partnerId }) =>
      customer.associations.filter(
        (a) => a.engagementId === engagementId && a.partnerId !== partnerId && isPending(a),
      ),
    )
    .map(keyOf);
}
