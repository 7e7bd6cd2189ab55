// Brings Customers pages up to what has changed behind them: facts of one customer, or criteria of an engagement.
import type { LoadedCustomer } from '../store/customer-rows';
import { pagesAfter, type Page } from './pages-after';
import { listKnownCustomer, showOnPages, type ReadModelStores } from './read-models';

/** All pages of one customer, of every partner who knows it or has an association with it. */
export async function showEverywhere(
  stores: ReadModelStores,
  loaded: LoadedCustomer,
): Promise<void> {
  const { customer } = loaded;
  await listKnownCustomer(stores, { ...loaded, unlisted: customer.knownBy });
  const shown = pagesAfter(customer, { associations: [], anchors: customer.anchors });
  await showOnPages(stores, loaded, shown);
}

/** One stretch of a partner's page after its engagement's criteria have changed: at most so many rows, from a key on. */
export function rewritePage(
  _stores: ReadModelStores,
  _page: Page,
  _from: string | undefined,
  _most: number,
): Promise<{ readonly rewritten: number; readonly next: string | undefined }> {
  // Pages weigh the criteria when they are read.
  return Promise.resolve({ rewritten: 0, next: undefined });
}
