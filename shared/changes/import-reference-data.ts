// Writes validated reference data. Doing it again changes nothing more; one that was cut off is completed by the next.
// A file that would take from a partner on record what is its own is refused before anything is written.
import type { Changes } from '../domain/changes';
import type { CustomerId } from '../domain/ids';
import { completionsOf, type Customer } from '../domain/customer';
import { limits } from '../store/keys';
import { pagesAfter } from './pages-after';
import { inParallel } from './in-parallel';
import { listKnownCustomer, showOnPages, type ReadModelStores } from './read-models';
import { takenFrom, type ReferenceData, type Taken } from './reference-data';

export type Imported =
  | { readonly ok: true; readonly counts: Counts }
  | { readonly ok: false; readonly taken: readonly Taken[] };

interface Counts {
  readonly engagements: number;
  readonly partners: number;
  readonly customers: number;
  readonly consents: number;
  readonly completions: number;
}

export async function importReferenceData(
  stores: ReadModelStores,
  data: ReferenceData,
): Promise<Imported> {
  const { reference } = stores;
  const { engagements, partners, customers, history } = data;
  const others = (await reference.partners()).filter(
    (stored) => !partners.some(({ id }) => id === stored.id),
  );
  const taken = takenFrom(others, partners);
  if (taken.length > 0) return { ok: false, taken };

  await inParallel(engagements, (each) => reference.putEngagement(each));
  await inParallel(partners, (each) => reference.putPartner(each));
  await inParallel(customers, (each) => reference.putProfile(each));
  const touched = new Set<CustomerId>([
    ...customers.map(({ id }) => id),
    ...history.consents.map(({ customerId }) => customerId),
    ...history.completions.map(({ customerId }) => customerId),
  ]);
  await inParallel([...touched], (id) => bringUpToDate(stores, data, id));
  const counts = {
    engagements: engagements.length,
    partners: partners.length,
    customers: customers.length,
    consents: history.consents.length,
    completions: history.completions.length,
  };
  return { ok: true, counts };
}

/** The customer's history, then the lists and pages that show it. What was decided here stands against what is imported. */
async function bringUpToDate(
  stores: ReadModelStores,
  { history }: ReferenceData,
  id: CustomerId,
): Promise<void> {
  const { customers, pages, reference } = stores;
  let loaded = await customers.load(id);
  for (;;) {
    const news = newsOf(loaded.customer, history);
    if (news.newlyKnownBy.length + news.anchors.length === 0) break;
    const after = await customers.commit(loaded, news);
    loaded = after === 'conflict' ? await customers.load(id) : after;
  }
  await listKnownCustomer(stores, loaded);
  const { customer } = loaded;
  const profile = await reference.profile(id);
  if (profile !== undefined) {
    const completions = completionsOf(customer);
    for (const partner of customer.knownBy) await pages.putKnown(partner, profile, completions);
  }
  const shown = pagesAfter(customer, { associations: [], anchors: customer.anchors });
  await showOnPages(stores, loaded, shown);
}

/** What the history adds to what is on record; so much of it as one transaction holds. */
function newsOf(customer: Customer, { consents, completions }: ReferenceData['history']): Changes {
  const half = limits.operations / 2;
  const ofCustomer = <T extends { customerId: CustomerId }>(all: readonly T[]) =>
    all.filter(({ customerId }) => customerId === customer.id);
  const knownBy = ofCustomer(consents).map(({ partnerId }) => partnerId);
  const held = customer.anchors
    .filter(({ state }) => state !== 'released')
    .map(({ engagementId }) => engagementId);
  const anchors = ofCustomer(completions)
    .filter(({ engagementId }) => !held.includes(engagementId))
    .map(({ engagementId, partnerId, partnerName, at }) => ({
      engagementId,
      partnerId,
      partnerName,
      state: 'completed' as const,
      wonAt: at,
    }));
  return {
    associations: [],
    newlyKnownBy: [...new Set(knownBy)]
      .filter((partnerId) => !customer.knownBy.includes(partnerId))
      .slice(0, half),
    anchors: anchors.slice(0, half),
  };
}
