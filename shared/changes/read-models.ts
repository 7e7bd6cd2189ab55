// Brings the Customers pages up to what the record says. The places that customers have on them are read first, the record
// after: so whoever comes last writes what is newest, and whoever was overtaken begins again.
import { setTimeout as sleep } from 'node:timers/promises';
import { latestOf, type Customer } from '../domain/customer';
import type { CustomerId } from '../domain/ids';
import type { Clock } from '../domain/time';
import { Contention } from '../store/contention';
import type { LoadedCustomer } from '../store/customer-rows';
import type { CustomerStore } from '../store/customer-store';
import type { PageStore } from '../store/pages/page-store';
import type { Move, Place } from '../store/pages/page-transactions';
import type { ReferenceStore } from '../store/reference-store';
import { inParallel } from './in-parallel';
import { entryFor, factsOf, type How } from './page-entry';
import type { Page } from './pages-after';

export interface ReadModelStores {
  readonly pages: PageStore;
  readonly customers: CustomerStore;
  readonly reference: ReferenceStore;
  readonly clock: Clock;
}

const maxTries = 12;

/** Rewrites the pages of one customer. Throws `Contention`. */
export async function showOnPages(
  stores: ReadModelStores,
  loaded: Pick<LoadedCustomer, 'customer' | 'outbox'>,
  pages: readonly Page[],
  how: How = 'refresh',
): Promise<void> {
  const { id } = loaded.customer;
  let left = [
    ...new Map(pages.map((page) => [`${page.partner} ${page.engagement}`, page])).values(),
  ];
  for (let tried = 0; left.length > 0; tried += 1) {
    if (tried === maxTries) throw new Contention(`${maxTries} others wrote the pages first`);
    if (tried > 0) await sleep(Math.random() * 20 * tried);
    const places = await placesOf(stores, id, left);
    const isFirst = how === 'put' && tried === 0;
    const current = isFirst ? loaded : await stores.customers.load(id);
    const facts = factsOf(stores.reference, id);
    const moves: Move[] = [];
    const gone: Place[] = [];
    await inParallel(places, async (place) => {
      const stamp = stampOf(current.customer, place);
      if (isFirst && (place.row?.value.stamp ?? 0) >= stamp) return;
      const shown = await entryFor(current, place, facts, how, stores.clock());
      if (shown === undefined) gone.push(place);
      else moves.push({ place, ...shown, stamp });
    });
    left = (await moveAll(stores.pages, moves, gone)).map(({ seat }) => seat);
  }
}

/** Each partner's pages in a transaction of their own. Yields the places that somebody else has moved meanwhile. */
async function moveAll(
  pages: PageStore,
  moves: readonly Move[],
  gone: readonly Place[],
): Promise<Place[]> {
  const overtaken: Place[] = [];
  const partners = new Set(moves.map(({ place }) => place.seat.partner));
  await inParallel([...partners], async (partner) => {
    const own = moves.filter(({ place }) => place.seat.partner === partner);
    overtaken.push(...(await pages.move(own)));
  });
  for (const place of gone) if (!(await pages.clear(place))) overtaken.push(place);
  return overtaken;
}

async function placesOf(
  { pages: store }: ReadModelStores,
  customer: CustomerId,
  pages: readonly Page[],
): Promise<Place[]> {
  const places: Place[] = [];
  await inParallel(pages, async (page) => {
    places.push(await store.readPlace({ ...page, customer }));
  });
  return places;
}

/** Grows with every change that the page may show: of anybody's association here, who holds what, who knows the customer. */
function stampOf(customer: Customer, { seat: { engagement } }: Place): number {
  const { associations, anchors, knownBy } = customer;
  const partners = new Set(
    associations.filter((a) => a.engagementId === engagement).map(({ partnerId }) => partnerId),
  );
  const latest = [...partners].map((partner) => latestOf(customer, partner, engagement));
  const versions = latest.reduce(
    (sum, a) => sum + (a ? a.attempt * mostVersions + a.version : 0),
    0,
  );
  const completed = anchors.filter(({ state }) => state === 'completed').length;
  return versions + anchors.length + completed + knownBy.length;
}

/** More than one attempt ever has: so a new attempt counts for more than all that happened in the last. */
const mostVersions = 10_000;
