// After a change is on record: the pages show it, the orchestrations learn of it. What fails here is logged and made good
// by the orchestration's next wake-up or by the reconciliation; the change stands.
import type { InvocationContext } from '@azure/functions';
import { isPending } from '../../shared/domain/association';
import type { Changes } from '../../shared/domain/decide-for-customer';
import type { LoadedCustomer } from '../../shared/store/customer-rows';
import { pagesAfter } from '../../shared/store/page-store';
import { keyOf } from '../../shared/store/customer-store';
import type { Dependencies } from '../dependencies';
import type { Driver } from './driver';
import type { EventName } from './names';
import { showOnPages } from '../../shared/store/read-models';

export async function follow(
  deps: Dependencies,
  driver: Driver,
  context: Pick<InvocationContext, 'error'>,
  { changes, loaded }: { changes: Changes; loaded: LoadedCustomer },
  event: EventName,
): Promise<void> {
  const heal = (what: string) => (error: unknown) => {
    context.error(`${what} failed; it will be made good`, error);
  };
  await showOnPages(deps, loaded, pagesAfter(loaded.customer, changes)).catch(heal('the pages'));
  await Promise.all([
    ...changes.associations.map(({ before, after }) => {
      const isNew = before === undefined;
      const drive = isNew ? driver.start(keyOf(after)) : driver.wake(keyOf(after), event);
      return drive.catch(heal(isNew ? 'a start' : 'a wake-up'));
    }),
    ...rivalsOf(changes, loaded).map((rival) => driver.wake(rival).catch(heal('a wake-up'))),
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
