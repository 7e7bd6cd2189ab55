// Reads the read model by ranges of its keys: a page costs what it shows, whatever the partner holds.
import type { TableClient } from '@azure/data-tables';
import type * as z from 'zod';
import type { CustomerId, EngagementId, PartnerId } from '../../domain/ids';
import type { Instant } from '../../domain/time';
import { countRange, readOne, readUpTo, type Row } from '../entity';
import { readable, type OnUnreadable } from '../unreadable';
import { pageKeys, type PageList } from './page-keys';
import {
  countedLists,
  countsRow,
  knownCustomerRow,
  noCounts,
  pageEntry,
  placeRow,
  rewritingRow,
  type Counts,
  type PageEntry,
  type Rewriting,
} from './page-rows';

/** A row of a list: where it stands in the order, and what it shows; `undefined` where it can't be read. */
export interface Listed {
  readonly position: string;
  readonly customerId: string;
  readonly entry: PageEntry | undefined;
}

/** What stands on top of every page. */
export interface PageHead {
  readonly counts: Counts;
  readonly rewriting: Rewriting | undefined;
  /** What time has changed and nobody has written yet; of those at most `most`. */
  readonly overdue: readonly PageEntry[];
  readonly isBehind: boolean;
}

export interface PageReader {
  /** One query. */
  head(partner: PartnerId, engagement: EngagementId, now: Instant): Promise<PageHead>;
  /** One query: `most` rows of a list behind a position; all where there are fewer. */
  list(
    partner: PartnerId,
    engagement: EngagementId,
    list: PageList,
    after: string | undefined,
    most: number,
  ): Promise<Listed[]>;
  /** One query: `most` things to do behind a position, up to before an instant. */
  needsAction(
    partner: PartnerId,
    isNow: boolean,
    range: { readonly after: string; readonly until?: Instant },
    most: number,
  ): Promise<Listed[]>;
  /** One point read. */
  entry(
    partner: PartnerId,
    engagement: EngagementId,
    customer: CustomerId,
  ): Promise<PageEntry | undefined>;
  /** All of one page, of whichever list or of none. Reads as much as there is. */
  entries(partner: PartnerId, engagement: EngagementId): Promise<PageEntry[]>;
  /** One query: customers of whom the name, domain, tenant ID or TPID begins so. */
  beginningWith(partner: PartnerId, text: string, most: number): Promise<CustomerId[]>;
  /** One query: customers known to the partner, by id, behind one. */
  known(partner: PartnerId, after: CustomerId | undefined, most: number): Promise<CustomerId[]>;
  /** How many are known. Reads their keys, a thousand in a query. */
  countKnown(partner: PartnerId): Promise<number>;
}

/** A row that can't be read costs nothing but itself. */
export function createPageReader(table: TableClient, onUnreadable: OnUnreadable): PageReader {
  const entryIn = (row: Row) => valueOf(row, pageEntry);
  const placeIn = (row: Row): PageEntry | undefined => valueOf(row, placeRow);
  const customerIn = (row: Row) => valueOf(row, knownCustomerRow)?.customerId;

  /** Undefined, and told, where the row can't be read. */
  function valueOf<T>(row: Row, schema: z.ZodType<T>): T | undefined {
    return readable('page', [row], schema, onUnreadable)[0]?.value;
  }
  const listed = (row: Row, position: string): Listed => ({
    position,
    customerId: row.rowKey.slice(row.rowKey.lastIndexOf('_') + 1),
    entry: entryIn(row),
  });
  const isThere = <T>(each: T | undefined): each is T => each !== undefined;

  return {
    async head(partner, engagement, now) {
      const range = pageKeys.head(engagement, now);
      const rows = await readUpTo(table, pageKeys.partition(partner), range, mostInHead);
      const of = (wanted: (rowKey: string) => boolean) =>
        rows.filter(({ rowKey }) => wanted(rowKey));
      const [rewriting] = of(pageKeys.isRewriting).map((row) => valueOf(row, rewritingRow));
      const counts = of(pageKeys.isCounts).map((row) => valueOf(row, countsRow));
      const overdue = rows.filter(
        ({ rowKey }) => !pageKeys.isCounts(rowKey) && !pageKeys.isRewriting(rowKey),
      );
      return {
        counts: sumOf(counts.filter(isThere)),
        rewriting,
        overdue: overdue.map(entryIn).filter(isThere),
        isBehind: rows.length >= mostInHead,
      };
    },
    async list(partner, engagement, list, after, most) {
      const range = pageKeys.listAfter(engagement, list, after);
      const rows = await readUpTo(table, pageKeys.partition(partner), range, most);
      return rows.map((row) => listed(row, pageKeys.positionIn(engagement, list, row.rowKey)));
    },
    async needsAction(partner, isNow, { after, until }, most) {
      const range = pageKeys.needsActionAfter(isNow, after, until);
      const rows = await readUpTo(table, pageKeys.partition(partner), range, most);
      return rows.map((row) => listed(row, pageKeys.needsActionPosition(row.rowKey)));
    },
    async entry(partner, engagement, customer) {
      const key = pageKeys.place(engagement, customer);
      return (await readOne(table, pageKeys.partition(partner), key, placeRow))?.value;
    },
    async entries(partner, engagement) {
      const range = pageKeys.places(engagement);
      const rows = await readUpTo(table, pageKeys.partition(partner), range, Infinity);
      return rows.map(placeIn).filter(isThere);
    },
    async beginningWith(partner, text, most) {
      const range = pageKeys.beginningWith(text);
      const rows = await readUpTo(table, pageKeys.partition(partner), range, most);
      return [...new Set(rows.map(customerIn).filter(isThere))];
    },
    async known(partner, after, most) {
      const range = pageKeys.knownAfter(after);
      const rows = await readUpTo(table, pageKeys.partition(partner), range, most);
      return rows.map(customerIn).filter(isThere);
    },
    async countKnown(partner) {
      return countRange(table, pageKeys.partition(partner), pageKeys.knownAfter(undefined));
    },
  };
}

/** As many as one query yields: the counts, and so many that time has changed. */
const mostInHead = 1000;

function sumOf(all: readonly Counts[]): Counts {
  const sum = { ...noCounts };
  for (const counts of all) {
    for (const list of countedLists) sum[list] += counts[list];
  }
  return sum;
}
