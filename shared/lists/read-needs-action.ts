// What a partner has to do, over all its engagements, the most urgent first: two queries, however many engagements there are.
import type { PartnerId } from '../domain/ids';
import { addDays, type Instant } from '../domain/time';
import { nearDays, neededActionAt, type NeededAction } from '../domain/needs-action';
import { pageKeys } from '../store/pages/page-keys';
import type { Listed, PageReader } from '../store/pages/page-reader';
import type { PageEntry } from '../store/pages/page-rows';
import { inOrder } from './in-order';

export interface NeedsActionRow {
  readonly entry: PageEntry;
  readonly action: NeededAction;
}

export interface NeedsActionQuery {
  /** The position of the last row shown. */
  readonly after: string | undefined;
  readonly size: number;
}

export interface NeedsActionList {
  readonly rows: readonly NeedsActionRow[];
  /** The position of the last row, where there are more. */
  readonly next: string | undefined;
}

export async function readNeedsAction(
  pages: Pick<PageReader, 'needsAction'>,
  partner: PartnerId,
  now: Instant,
  { after = pageKeys.needsActionFrom(now), size }: NeedsActionQuery,
): Promise<NeedsActionList> {
  // What is asked for already is to be done at any time; the rest only near its deadline.
  const read = (isNow: boolean, behind: string = after, most: number): Promise<Listed[]> =>
    isNow
      ? pages.needsAction(partner, true, { after: behind }, most)
      : pages.needsAction(partner, false, { after: behind, until: addDays(now, nearDays) }, most);
  const nobody = Promise.resolve({ customerIds: new Set<string>(), rows: [] });
  const rows: NeedsActionRow[] = [];
  let last: string | undefined;
  for await (const { entry, position } of inOrder(read, [true, false], after, size + 1, nobody)) {
    if (rows.length === size) return { rows, next: last };
    const action = entry && neededActionOf(entry, now);
    last = position;
    if (entry !== undefined && action !== undefined) rows.push({ entry, action });
  }
  return { rows, next: undefined };
}

function neededActionOf(
  { pair: { own, anchor }, mailProblem }: PageEntry,
  now: Instant,
): NeededAction | undefined {
  return own && neededActionAt(own, anchor, mailProblem !== undefined, now);
}
