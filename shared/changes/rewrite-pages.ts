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

/** Yields how many rows were written, and from where to go on; undefined at the end of the page. */
type RewritePage = (
  stores: ReadModelStores,
  page: Page,
  from: string | undefined,
  most: number,
) => Promise<{ readonly rewritten: number; readonly next: string | undefined }>;

/** One stretch of a partner's page after its engagement's criteria have changed. Pages weigh these when they are read. */
export const rewritePage: RewritePage = () => Promise.resolve({ rewritten: 0, next: undefined });
