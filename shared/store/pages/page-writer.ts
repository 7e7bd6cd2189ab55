// Writes the read model: where a customer stands on a page, its rows in the lists and the page's counts move in one
// transaction, guarded by the customer's place. Whoever reads the truth after the place can't write what is out of date.
import type { TableClient } from '@azure/data-tables';
import type { CustomerId, PartnerId } from '../../domain/ids';
import { readOne, readRow, remove, toEntity, unlessChanged, type Stored } from '../entity';
import { readable, type OnUnreadable } from '../unreadable';
import { pageKeys } from './page-keys';
import {
  countsRow,
  knownCustomerRow,
  noCounts,
  placeRow,
  rewritingRow,
  type Counts,
  type PlaceRow,
  type Rewriting,
} from './page-rows';
import { moving, transactionsFor, type Move, type Place, type Seat } from './page-transactions';

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

export function createPageWriter(table: TableClient, onUnreadable: OnUnreadable): PageWriter {
  /** Counts that can't be read are begun anew: they must not stop the customers who share them. */
  async function readCounts(partition: string, key: string): Promise<Stored<Counts> | undefined> {
    const row = await readRow(table, partition, key);
    if (row === undefined) return undefined;
    const [counts] = readable('page', [row], countsRow, onUnreadable);
    return counts ?? { rowKey: key, etag: row.etag, value: noCounts };
  }

  return {
    async readPlace(seat) {
      const { partner, engagement, customer } = seat;
      const partition = pageKeys.partition(partner);
      const [row, counts] = await Promise.all([
        readOne(table, partition, pageKeys.place(engagement, customer), placeRow),
        readCounts(partition, pageKeys.counts(engagement, customer)),
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
