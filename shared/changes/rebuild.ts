// Makes again what is made of the truth: the Customers pages, the partners' lists of known customers, and the rows by which
// the reconciliation comes to look at each association. May be done twice, and beside the running app.
import { isOpen } from '../domain/association';
import { keyOf } from '../domain/ids';
import { addDays, type Instant } from '../domain/time';
import type { LoadedCustomer } from '../store/customer-rows';
import type { DueStore } from '../store/due-store';
import { inParallel } from './in-parallel';
import { showEverywhere } from './known-customers';
import type { ReadModelStores } from './read-models';

export interface Rebuilt {
  readonly customers: number;
  readonly associations: number;
}
type Stores = ReadModelStores & { readonly due: DueStore };

/** Customers that no association is of are not found: an import of the reference data lists those. */
export async function rebuild(stores: Stores, now: Instant): Promise<Rebuilt> {
  const locators = await stores.customers.locators();
  let associations = 0;
  await inParallel([...locators], async (locator) => {
    const loaded = await stores.customers.loadByLocator(locator);
    if (loaded === undefined) return;
    await rebuildCustomer(stores, loaded, now);
    associations += loaded.customer.associations.length;
  });
  return { customers: locators.size, associations };
}

async function rebuildCustomer(stores: Stores, loaded: LoadedCustomer, now: Instant) {
  const { associations } = loaded.customer;
  const isMailWaiting = loaded.outbox.some(({ value }) => value.state === 'pending');
  for (const association of associations) {
    // What is over can wait: of those there are more every day.
    const at = isOpen(association) || isMailWaiting ? now : addDays(now, 1);
    await stores.due.file({ key: keyOf(association), at, purpose: 'watch' });
  }
  await showEverywhere(stores, loaded);
}
