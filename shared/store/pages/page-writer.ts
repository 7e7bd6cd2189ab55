// Writes the read model: where a customer stands on a page, its rows in the lists and the page's counts move in one
// transaction, guarded by the customer's place. Whoever reads the truth after the place can't write what is out of date.
import type { TableClient, TransactionAction } from '@azure/data-tables';
import type { CustomerId, EngagementId, PartnerId } from '../../domain/ids';
import type { Placement } from '../../domain/placement';
import { readOne, remove, toEntity, unlessChanged, type Entity, type Stored } from '../entity';
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

export interface PageWriter {
  /** Two point reads, side by side. */
  readPlace(seat: Seat): Promise<Place>;
  /** One transaction, or nothing where nothing has changed. False when somebody else has moved the customer, or its page's counts. */
  move(
    place: Place,
    entry: Omit<PageEntry, 'list'>,
    placement: Placement,
    stamp: number,
  ): Promise<boolean>;
  /** Takes a customer of whom nothing is on record off the page. Likewise. */
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
    async move(place, shown, placement, stamp) {
      const entry = { ...shown, list: placement.list };
      const keys = keysOf(place.seat, entry, placement);
      const after: PlaceRow = { ...entry, stamp, keys };
      if (isSame(after, place.row?.value)) return true;
      const partition = pageKeys.partition(place.seat.partner);
      const actions = [
        ...moving(place, after),
        ...keys.map((key) => upsert(toEntity(partition, key, pageEntry, entry))),
        ...indexing(partition, entry, place.row?.value),
      ];
      return unlessChanged(table.submitTransaction(actions));
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
