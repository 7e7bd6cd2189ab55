// Writes validated reference data. Doing it again changes nothing more; one that was cut off is completed by the next.
// A file that would take from a partner on record what is its own is refused before anything is written.
import type { Changes } from '../domain/decide-for-customer';
import type { CustomerId } from '../domain/ids';
import { completionsOf } from '../domain/customer';
import { pagesAfter } from './page-store';
import { listKnownCustomer, showOnPages, type ReadModelStores } from './read-models';
import { takenFrom, type ReferenceData, type Taken } from './reference-data';

const concurrency = 8;

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
  for (;;) {
    const loaded = await customers.load(id);
    const { customer } = loaded;
    const held = customer.anchors
      .filter(({ state }) => state !== 'released')
      .map(({ engagementId }) => engagementId);
    const ofCustomer = <T extends { customerId: CustomerId }>(all: readonly T[]) =>
      all.filter(({ customerId }) => customerId === id);
    const changes: Changes = {
      associations: [],
      newlyKnownBy: [
        ...new Set(ofCustomer(history.consents).map(({ partnerId }) => partnerId)),
      ].filter((partnerId) => !customer.knownBy.includes(partnerId)),
      anchors: ofCustomer(history.completions)
        .filter(({ engagementId }) => !held.includes(engagementId))
        .map(({ engagementId, partnerId, partnerName, at }) => ({
          engagementId,
          partnerId,
          partnerName,
          state: 'completed' as const,
          wonAt: at,
        })),
    };
    const isNews = changes.newlyKnownBy.length + changes.anchors.length > 0;
    const after = isNews ? await customers.commit(loaded, changes) : loaded;
    if (after === 'conflict') continue;
    await listKnownCustomer(stores, after);
    const profile = await reference.profile(id);
    if (profile !== undefined) {
      const completions = completionsOf(after.customer);
      for (const partner of after.customer.knownBy)
        await pages.putKnown(partner, profile, completions);
    }
    await showOnPages(
      stores,
      after,
      pagesAfter(after.customer, { ...changes, anchors: after.customer.anchors }),
    );
    return;
  }
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
