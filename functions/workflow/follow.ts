// After a change is on record: the log tells it, the pages show it, the orchestrations learn of it. What fails here is
// logged and made good by the orchestration's next wake-up or by the reconciliation; the change stands.
import { isPending } from '../../shared/domain/association';
import type { Changes } from '../../shared/domain/decide-for-customer';
import type { AssociationKey } from '../../shared/domain/ids';
import { instanceIdOf } from '../../shared/store/keys';
import type { LoadedCustomer } from '../../shared/store/customer-rows';
import { pagesAfter } from '../../shared/store/page-store';
import { keyOf } from '../../shared/store/customer-store';
import type { Dependencies } from '../dependencies';
import type { Facts } from '../log/events';
import { logFault, type LogContext } from '../log/log';
import { logChanges } from '../log/log-changes';
import type { Driver } from './driver';
import type { EventName } from './names';
import { showOnPages } from '../../shared/store/read-models';

export async function follow(
  deps: Dependencies,
  driver: Driver,
  context: LogContext,
  { changes, loaded }: { changes: Changes; loaded: LoadedCustomer },
  event: EventName,
  /** What the caller asked for; driven on even when a repeated request changed nothing. */
  about: readonly AssociationKey[],
): Promise<void> {
  logChanges(context, changes);
  const heal = (doing: Facts<'fault'>['doing'], key?: AssociationKey) => (error: unknown) => {
    logFault(context, error, doing, key);
  };
  const own = about.map((key) => ({ partner: key.partnerId, engagement: key.engagementId }));
  const pages = [...pagesAfter(loaded.customer, changes), ...own];
  await showOnPages(deps, loaded, pages, 'put').catch(heal('showPages', about[0]));
  const started = changes.associations.filter(({ before }) => before === undefined);
  const changed = changes.associations.filter(({ before }) => before !== undefined);
  const known = new Set(changes.associations.map(({ after }) => instanceIdOf(after)));
  const woken = [
    ...changed.map(({ after }) => after),
    ...about.filter((key) => !known.has(instanceIdOf(key))),
  ];
  await Promise.all([
    ...started.map(({ after }) => driver.start(keyOf(after)).catch(heal('startInstance', after))),
    ...woken.map((key) => driver.wake(keyOf(key), event).catch(heal('wakeInstance', key))),
    ...rivalsOf(changes, loaded).map((key) => driver.wake(key).catch(heal('wakeInstance', key))),
  ]);
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
