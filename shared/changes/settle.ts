// What time and rivals have brought to one association, put on record: one change after the other, until nothing is due.
import type { AssociationKey } from '../domain/ids';
import type { Clock } from '../domain/time';
import type { LoadedCustomer } from '../store/customer-rows';
import type { CustomerStore } from '../store/customer-store';
import type { ChangeLog } from './change-log';
import { execute } from './execute';
import { pagesAfter, type Page } from './pages-after';

/** Yields the pages to be rewritten too: the association's own, and those that the changes show on. */
export async function settle(
  { customers, clock }: { readonly customers: CustomerStore; readonly clock: Clock },
  key: AssociationKey,
  marginSeconds: number,
  log: Pick<ChangeLog, 'recorded'>,
): Promise<{ loaded: LoadedCustomer; pages: Page[] }> {
  const pages: Page[] = [{ partner: key.partnerId, engagement: key.engagementId }];
  let loaded = await customers.load(key.customerId);
  for (;;) {
    const by = { kind: 'system' } as const;
    const command = { type: 'settle', at: clock(), by, marginSeconds, key } as const;
    const settled = await execute(customers, key.customerId, command, { loaded });
    if (!settled.ok) return { loaded: settled.loaded, pages };
    log.recorded(settled.changes);
    loaded = settled.loaded;
    pages.push(...pagesAfter(loaded.customer, settled.changes));
  }
}
