// A customer that is known to a partner stands on each of its pages (R4): written out whenever somebody learns of it, of the
// customer's completions or facts, or of an engagement's criteria.
import type { Engagement } from '../domain/reference';
import type { CustomerId, PartnerId } from '../domain/ids';
import type { LoadedCustomer } from '../store/customer-rows';
import { inParallel } from './in-parallel';
import type { Page } from './pages-after';
import { showOnPages, type ReadModelStores } from './read-models';

/** Puts the customer on the pages of the partners who don't show it yet, or with other completions. */
export async function listKnownCustomer(
  stores: ReadModelStores,
  loaded: LoadedCustomer,
): Promise<void> {
  for (const partner of loaded.unlisted) {
    await showOnPages(
      stores,
      loaded,
      await pagesOfKnown(stores, partner, loaded.customer.id),
      'anew',
    );
    await stores.customers.markListed(loaded, partner);
  }
}

/** Writes all pages anew that show the customer, whoever's. */
export async function showEverywhere(
  stores: ReadModelStores,
  loaded: LoadedCustomer,
): Promise<void> {
  const { associations, knownBy } = loaded.customer;
  const own = associations.map(({ partnerId: partner, engagementId: engagement }) => ({
    partner,
    engagement,
  }));
  await showOnPages(stores, loaded, own, 'anew');
  await listKnownCustomer(stores, { ...loaded, unlisted: knownBy });
}

/**
 * Writes one stretch of a page anew, by the engagement's criteria as they are: the known customers behind `from`, at most
 * `most`. `next`: where to go on; undefined at the end.
 */
export async function rewritePage(
  stores: ReadModelStores,
  page: Page,
  from: CustomerId | undefined,
  most: number,
): Promise<{ readonly rewritten: number; readonly next: CustomerId | undefined }> {
  const ids = await stores.pages.known(page.partner, from, most);
  await inParallel(ids, async (id) => {
    await showOnPages(stores, await stores.customers.load(id), [page], 'anew');
  });
  return { rewritten: ids.length, next: ids.length < most ? undefined : ids.at(-1) };
}

/**
 * The partner's pages. That the customer is known is noted before the engagements are read, and an import writes an
 * engagement before it reads who is known: so one of the two finds the other.
 */
async function pagesOfKnown(
  { pages, reference }: ReadModelStores,
  partner: PartnerId,
  customer: CustomerId,
): Promise<Page[]> {
  await pages.noteKnown(partner, customer);
  const engagements = await reference.engagementsNow();
  return engagements.filter(hasPage).map(({ id: engagement }) => ({ partner, engagement }));
}

/** R2. */
function hasPage({ intent }: Engagement): boolean {
  return intent === 'build-intent';
}
