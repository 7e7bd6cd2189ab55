// What a transaction on the read model holds: the customer's place, its rows in the lists, and the page's counts, which move
// together.
import type { TransactionAction } from '@azure/data-tables';
import type { CustomerId, EngagementId, PartnerId } from '../../domain/ids';
import type { Placement } from '../../domain/placement';
import { toEntity, type Entity, type Stored } from '../entity';
import { limits } from '../keys';
import { pageKeys } from './page-keys';
import {
  countsRow,
  knownCustomerRow,
  listsByName,
  noCounts,
  pageEntry,
  placeRow,
  type Counts,
  type PageEntry,
  type PlaceRow,
  type ShownCustomer,
} from './page-rows';

/** One customer on one partner's page of one engagement. */
export interface Seat {
  readonly partner: PartnerId;
  readonly engagement: EngagementId;
  readonly customer: CustomerId;
}

/** Where a customer stands now, as read before the truth was. */
export interface Place {
  readonly seat: Seat;
  readonly row: Stored<PlaceRow> | undefined;
  readonly counts: Stored<Counts> | undefined;
}

/** What a customer's place on a page is to become. */
export interface Move {
  readonly place: Place;
  readonly entry: Omit<PageEntry, 'list'>;
  readonly placement: Placement;
  readonly stamp: number;
}

interface Transaction {
  readonly places: Place[];
  /** By row: what all pages share, the words of a search, is written once. */
  readonly actions: Map<string, TransactionAction>;
  bytes: number;
}

/** The moves that change something, as many in each transaction as it may hold. */
export function transactionsFor(
  moves: readonly Move[],
): { readonly places: readonly Place[]; readonly actions: TransactionAction[] }[] {
  const all: Transaction[] = [];
  for (const move of moves) {
    const actions = actionsFor(move);
    if (actions.length === 0) continue;
    const bytes = Buffer.byteLength(JSON.stringify(actions));
    let into = all.at(-1);
    if (into === undefined || !fits(into, actions.length, bytes)) {
      into = { places: [], actions: new Map(), bytes: 0 };
      all.push(into);
    }
    into.places.push(move.place);
    into.bytes += bytes;
    for (const action of actions) into.actions.set(action[1].rowKey, action);
  }
  return all.map(({ places, actions }) => ({ places, actions: [...actions.values()] }));
}

function fits({ actions, bytes }: Transaction, moreActions: number, moreBytes: number): boolean {
  return (
    actions.size + moreActions <= limits.operations && bytes + moreBytes <= limits.transactionBytes
  );
}

function actionsFor({ place, entry: shown, placement, stamp }: Move): TransactionAction[] {
  const entry = { ...shown, list: placement.list };
  const keys = keysOf(place.seat, entry, placement);
  const after: PlaceRow = { ...entry, stamp, keys };
  if (isSame(after, place.row?.value)) return [];
  const partition = pageKeys.partition(place.seat.partner);
  return [
    ...moving(place, after),
    ...keys.map((key) => upsert(toEntity(partition, key, pageEntry, entry))),
    ...indexing(partition, entry, place.row?.value),
  ];
}

function isSame(after: PlaceRow, before: PlaceRow | undefined): boolean {
  return before !== undefined && JSON.stringify(placeRow.parse(after)) === JSON.stringify(before);
}

/** The place first, then what leaves the lists, then the counts. */
export function moving({ seat, row, counts }: Place, after: PlaceRow): TransactionAction[] {
  const { partner, engagement, customer } = seat;
  const partition = pageKeys.partition(partner);
  const place = toEntity(partition, pageKeys.place(engagement, customer), placeRow, after);
  const left = (row?.value.keys ?? []).filter((key) => !after.keys.includes(key));
  const deletions = left.map((rowKey): TransactionAction => [
    'delete',
    { partitionKey: partition, rowKey },
  ]);
  const from = row?.value.list;
  if (from === after.list) return [put(place, row), ...deletions];
  const counted = { ...(counts?.value ?? noCounts) };
  if (from !== undefined) counted[from] = Math.max(0, counted[from] - 1);
  if (after.list !== undefined) counted[after.list] += 1;
  const key = pageKeys.counts(engagement, customer);
  return [put(place, row), ...deletions, put(toEntity(partition, key, countsRow, counted), counts)];
}

/** The keys of the rows that show the entry: in the lists of its page, among what time will change, among what is to be done. */
function keysOf(
  { engagement, customer }: Seat,
  entry: PageEntry,
  { list, deadline, changesAt, action }: Placement,
): string[] {
  const name = pageKeys.byName(entry.customer.name, customer);
  const keys: string[] = [];
  if (list !== undefined) keys.push(pageKeys.list(engagement, listsByName[list], name));
  if (deadline !== undefined) {
    keys.push(pageKeys.list(engagement, 'o', pageKeys.byDeadline(deadline, customer)));
  }
  if (changesAt !== undefined) keys.push(pageKeys.changing(engagement, changesAt, customer));
  if (action !== undefined) {
    keys.push(pageKeys.needsAction(action.isNow, action.by, engagement, customer));
  }
  return keys;
}

/** By which words the customer is found, whatever the engagement. */
function indexing(
  partition: string,
  { customer }: PageEntry,
  before: PlaceRow | undefined,
): TransactionAction[] {
  const found = searchKeys(before?.customer);
  return searchKeys(customer)
    .filter((key) => !found.includes(key))
    .map((key) => upsert(toEntity(partition, key, knownCustomerRow, { customerId: customer.id })));
}

function searchKeys(customer: ShownCustomer | undefined): string[] {
  if (customer === undefined) return [];
  const { id, name, domain, tenantId, tpid } = customer;
  const words = [name, domain, tenantId, tpid].filter((text) => text !== undefined);
  return [...new Set(words.map((text) => pageKeys.search(text, id)))];
}

function put(entity: Entity, stored: Stored<unknown> | undefined): TransactionAction {
  return stored === undefined
    ? ['create', entity]
    : ['update', entity, 'Replace', { etag: stored.etag }];
}

function upsert(entity: Entity): TransactionAction {
  return ['upsert', entity, 'Replace'];
}
