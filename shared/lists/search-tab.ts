// A search on a Customers page. While the page is small, every row is read and looked into; on a large one customers are found
// by the beginnings of their names, domains and IDs, and the answer says so.
import type { Tab } from '../domain/customers-tab';
import type { PageReader } from '../store/pages/page-reader';
import { countedLists, listsByName } from '../store/pages/page-rows';
import { pageKeys } from '../store/pages/page-keys';
import { shownRow, listOf, type PageSeen, type ShownRow } from './shown-rows';
import {
  stretchesOf,
  type Order,
  type Position,
  type TabPage,
  type TabQuery,
  type TabRow,
} from './read-tab';

/** Rows up to which a search looks into every one. */
export const mostLookedInto = 2000;
/** Hits of a search by beginnings; who wants another types more. */
export const mostHits = 100;

export interface Search extends TabPage {
  /** `beginnings`: of names, domains and IDs only, and of at most `mostHits`. */
  readonly searched: 'everything' | 'beginnings';
}

export async function searchTab(
  pages: PageReader,
  page: PageSeen,
  query: TabQuery & { readonly search: string },
): Promise<Search> {
  const { partner, engagement, now } = page;
  const { counts, rewriting, isBehind } = await pages.head(partner.id, engagement.id, now);
  const all = countedLists.reduce((sum, list) => sum + counts[list], 0);
  const searched = all <= mostLookedInto ? 'everything' : 'beginnings';
  const found =
    searched === 'everything'
      ? await pages.entries(partner.id, engagement.id)
      : await beginning(pages, page, query.search);
  const isWanted = searched === 'everything' ? contains(query.search) : () => true;
  const rows = found.flatMap((entry) => shownRow(entry, page) ?? []).filter(isWanted);
  const count = (tab: Tab) => rows.filter(({ row }) => row.tab === tab).length;
  const ordered = rows
    .filter(({ row }) => row.tab === query.tab)
    .map((row) => ({ row, at: positionOf(row, query.tab, query.order) }))
    .sort((a, b) => compare(a.at, b.at));
  const { from } = query;
  const rest = from === undefined ? ordered : ordered.filter(({ at }) => compare(at, from) > 0);
  const shown = rest.slice(0, query.size);
  return {
    counts: {
      eligible: count('eligible'),
      ineligible: count('ineligible'),
      complete: count('complete'),
    },
    rows: shown.map(({ row }) => row),
    next: rest.length > shown.length ? shown.at(-1)?.at : undefined,
    rewriting,
    isBehind,
    searched,
  };
}

/** Whether a row's name, domain, tenant ID or TPID contains the text, whatever its case. A row that can't be read has none. */
export function contains(search: string): (row: Pick<TabRow, 'entry'>) => boolean {
  const wanted = search.toLowerCase();
  return ({ entry }) => {
    if (wanted === '') return true;
    const { name, domain, tenantId, tpid } = entry?.customer ?? {};
    return [name, domain, tenantId, tpid].some((text) => text?.toLowerCase().includes(wanted));
  };
}

async function beginning(pages: PageReader, { partner, engagement }: PageSeen, search: string) {
  const hits = await pages.beginningWith(partner.id, search, mostHits);
  const found = await Promise.all(hits.map((id) => pages.entry(partner.id, engagement.id, id)));
  return found.filter((entry) => entry !== undefined);
}

/** Where the row stands in the tab's order; the same as in the lists (read-tab.ts). */
function positionOf({ entry, row }: ShownRow, tab: Tab, order: Order): Position {
  const { id, name } = entry.customer;
  const { status } = row;
  const stretches = stretchesOf(tab, order);
  if (status.code === 'daysLeft' && stretches[0]?.[0] === 'o') {
    return { stretch: 0, after: pageKeys.byDeadline(status.deadline, id) };
  }
  const list = listsByName[listOf(row)];
  const stretch = stretches.findIndex((lists) => lists.includes(list));
  return { stretch, after: pageKeys.byName(name, id) };
}

function compare(a: Position, b: Position): number {
  if (a.stretch !== b.stretch) return a.stretch - b.stretch;
  if (a.after === b.after) return 0;
  return (a.after ?? '') < (b.after ?? '') ? -1 : 1;
}
