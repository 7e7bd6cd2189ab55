// One tab of a Customers page, a piece at a time: by name, or the open ones by deadline and then the rest by name.
// Three queries at most, and no more rows than are shown, twice; what time has changed since it was written is put right.
import type { Tab } from '../domain/customers-tab';
import type { PageList } from '../store/pages/page-keys';
import type { PageHead, PageReader } from '../store/pages/page-reader';
import { listsByName, type PageEntry, type Rewriting } from '../store/pages/page-rows';
import { inOrder, type Moved } from './in-order';
import { listedByName, listOf, shownRow, type PageSeen, type ShownRow } from './shown-rows';

export const orders = ['name', 'deadline'] as const;
export type Order = (typeof orders)[number];

/** Where a list was left: in which stretch of it, behind which row. */
export interface Position {
  readonly stretch: number;
  readonly after: string | undefined;
}

/** A row that can't be read is one of its own: it is counted, and says so. */
export type TabRow = ShownRow | { readonly customerId: string; readonly entry: undefined };

export interface TabQuery {
  readonly tab: Tab;
  readonly order: Order;
  readonly from: Position | undefined;
  readonly size: number;
}

export interface TabPage {
  readonly counts: Readonly<Record<Tab, number>>;
  readonly rows: readonly TabRow[];
  readonly next: Position | undefined;
  readonly rewriting: Rewriting | undefined;
  /** More has changed by time alone than is put right while reading: the counts are of a moment ago. */
  readonly isBehind: boolean;
}

/** The stretches of a tab in an order, and the lists that each is merged of. */
export function stretchesOf(tab: Tab, order: Order): readonly (readonly PageList[])[] {
  if (tab === 'ineligible') return [['i']];
  if (tab === 'complete') return [['x']];
  return order === 'name' ? [['n', 'k']] : [['o'], ['k']];
}

export async function readTab(
  pages: PageReader,
  page: PageSeen,
  { tab, order, from, size }: TabQuery,
): Promise<TabPage> {
  const head = pages.head(page.partner.id, page.engagement.id, page.now);
  const stretches = stretchesOf(tab, order);
  const rows: TabRow[] = [];
  let next: Position | undefined;
  let start = from;
  for (const [stretch, lists] of stretches.entries()) {
    if (next !== undefined || stretch < (start?.stretch ?? 0)) continue;
    let after = start?.stretch === stretch ? start.after : undefined;
    start = undefined;
    const left = size - rows.length;
    for await (const { row, position } of rowsOn(pages, page, { tab, lists, after, head, left })) {
      if (rows.length === size) {
        next = { stretch, after };
        break;
      }
      rows.push(row);
      after = position;
    }
  }
  const { rewriting, isBehind } = await head;
  return { counts: countsNow(await head, page), rows, next, rewriting, isBehind };
}

/** All rows of a tab by name, as they are asked for: a thousand of each list are held at a time. */
export async function* allOfTab(
  pages: PageReader,
  page: PageSeen,
  tab: Tab,
): AsyncGenerator<TabRow> {
  const head = pages.head(page.partner.id, page.engagement.id, page.now);
  for (const lists of stretchesOf(tab, 'name')) {
    const all = { tab, lists, after: undefined, head, left: 999 };
    for await (const { row } of rowsOn(pages, page, all)) yield row;
  }
}

interface Stretch {
  readonly tab: Tab;
  readonly lists: readonly PageList[];
  readonly after: string | undefined;
  readonly head: Promise<PageHead>;
  /** How many rows are wanted. */
  readonly left: number;
}

async function* rowsOn(
  pages: PageReader,
  page: PageSeen,
  { tab, lists, after, head, left }: Stretch,
): AsyncGenerator<{ row: TabRow; position: string }> {
  const read = (list: PageList, behind: string | undefined, most: number) =>
    pages.list(page.partner.id, page.engagement.id, list, behind, most);
  const moved = head.then(({ overdue }) => movedInto(lists, overdue, page));
  for await (const { position, customerId, entry } of inOrder(
    read,
    lists,
    after,
    left + 1,
    moved,
  )) {
    const row = entry === undefined ? { customerId, entry } : shownRow(entry, page);
    if (row !== undefined && isOn(tab, row)) yield { row, position };
  }
}

/** One that was moved while the lists were read is left out, rather than shown where it does not belong. */
function isOn(tab: Tab, row: TabRow): boolean {
  return row.entry === undefined || row.row.tab === tab;
}

function movedInto(
  lists: readonly PageList[],
  overdue: readonly PageEntry[],
  page: PageSeen,
): Moved {
  const rows = overdue.filter((entry) => {
    const shown = shownRow(entry, page);
    return shown !== undefined && lists.includes(listsByName[listOf(shown.row)]);
  });
  return {
    customerIds: new Set(overdue.map(({ customer }) => customer.id)),
    rows: rows.map(listedByName),
  };
}

/** What is stored, put right by what time has moved since. */
function countsNow({ counts, overdue }: PageHead, page: PageSeen): TabPage['counts'] {
  const now = { ...counts };
  for (const entry of overdue) {
    const shown = shownRow(entry, page);
    if (entry.list !== undefined) now[entry.list] -= 1;
    if (shown !== undefined) now[listOf(shown.row)] += 1;
  }
  const { open, known, ineligible, complete } = now;
  return { eligible: open + known, ineligible, complete };
}
