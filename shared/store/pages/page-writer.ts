// Writes the read model: where a customer stands on a page, its rows in the lists and the page's counts move in one
// transaction, guarded by the customer's place. Whoever reads the truth after the place can't write what is out of date.
import type { TableClient, TransactionAction } from '@azure/data-tables';
import type { CustomerId, EngagementId, PartnerId } from '../../domain/ids';
import type { Placement } from '../../domain/placement';
import { readOne, remove, toEntity, unlessChanged, type Entity, type Stored } from '../entity';
import { limits } from '../keys';
import { pageKeys } from './page-keys';
import {
  countsRow,
  knownCustomerRow,
  listsByName,
  noCounts,
  pageEntry,
  placeRow,
  rewritingRow,
  type Counts,
  type PageEntry,
  type PlaceRow,
  type Rewriting,
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

export interface PageWriter {
  /** Two point reads, side by side. */
  readPlace(seat: Seat): Promise<Place>;
  /**
   * All moves of one partner's pages together, in one transaction where they fit; those in which nothing has changed cost
   * nothing. Yields the places that somebody else has moved meanwhile, or whose counts.
   */
  move(moves: readonly Move[]): Promise<Place[]>;
  /** Takes a customer of whom nothing is on record off the page. False when somebody else has moved it meanwhile. */
  clear(place: Place): Promise<boolean>;
  /** The customer is known to the partner, and stays so. */
  noteKnown(partner: PartnerId, customer: CustomerId): Promise<void>;
  /** Tells, or no longer tells, that a page is being written anew. */
  noteRewriting(page: Omit<Seat, 'customer'>, rewriting: Rewriting | undefined): Promise<void>;
}

export function createPageWriter(table: TableClient): PageWriter {
  return {
    async readPlace(seat) {
      const { partner, engagement, customer } = seat;
      const partition = pageKeys.partition(partner);
      const [row, counts] = await Promise.all([
        readOne(table, partition, pageKeys.place(engagement, customer), placeRow),
        readOne(table, partition, pageKeys.counts(engagement, customer), countsRow),
      ]);
      return { seat, row, counts };
    },
    async move(moves) {
      const overtaken: Place[] = [];
      for (const { places, actions } of transactionsFor(moves)) {
        if (!(await unlessChanged(table.submitTransaction(actions)))) overtaken.push(...places);
      }
      return overtaken;
    },
    async clear(place) {
      const { seat, row } = place;
      if (row === undefined) return true;
      const nowhere: PlaceRow = { ...row.value, list: undefined, keys: [] };
      if (!(await unlessChanged(table.submitTransaction(moving(place, nowhere))))) return false;
      // A transaction can't delete on condition. A place without rows shows nothing; one that has changed again stays.
      const after = await readOne(table, pageKeys.partition(seat.partner), row.rowKey, placeRow);
      if (after === undefined || after.value.keys.length > 0) return true;
      const { etag } = after;
      await unlessChanged(
        table.deleteEntity(pageKeys.partition(seat.partner), row.rowKey, { etag }),
      );
      return true;
    },
    async noteKnown(partner, customerId) {
      const partition = pageKeys.partition(partner);
      const row = toEntity(partition, pageKeys.known(customerId), knownCustomerRow, { customerId });
      await table.upsertEntity(row, 'Replace');
    },
    async noteRewriting({ partner, engagement }, rewriting) {
      const partition = pageKeys.partition(partner);
      const key = pageKeys.rewriting(engagement);
      if (rewriting === undefined) await remove(table, partition, key);
      else await table.upsertEntity(toEntity(partition, key, rewritingRow, rewriting), 'Replace');
    },
  };
}

interface Transaction {
  readonly places: Place[];
  /** By row: what all pages share, the words of a search, is written once. */
  readonly actions: Map<string, TransactionAction>;
  bytes: number;
}

/** The moves that change something, as many in each transaction as it may hold. */
function transactionsFor(
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
function moving({ seat, row, counts }: Place, after: PlaceRow): TransactionAction[] {
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
  if (from !== undefined) counted[from] -= 1;
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
