// Writes validated reference data. Doing it again changes nothing more; one that was cut off is completed by the next.
import type { Changes } from '../domain/decide-for-customer';
import type { CustomerId } from '../domain/ids';
import { completionsOf } from '../domain/customer';
import { pagesAfter } from './page-store';
import { listKnownCustomer, showOnPages, type ReadModelStores } from './read-models';
import type { ReferenceData } from './reference-data';

const concurrency = 8;

export interface Imported {
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
  await inParallel(engagements, (each) => reference.putEngagement(each));
  await inParallel(partners, (each) => reference.putPartner(each));
  await inParallel(customers, (each) => reference.putProfile(each));
  const touched = new Set<CustomerId>([
    ...customers.map(({ id }) => id),
    ...history.consents.map(({ customerId }) => customerId),
    ...history.completions.map(({ customerId }) => customerId),
  ]);
  await inParallel([...touched], (id) => bringUpToDate(stores, data, id));
  return {
    engagements: engagements.length,
    partners: partners.length,
    customers: customers.length,
    consents: history.consents.length,
    completions: history.completions.length,
  };
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
