// Rows of several lists as one, in the order of their positions, read as far as somebody asks for them.
import type { Listed } from '../store/pages/page-reader';

/** Reads `most` rows of a list behind a position. */
export type ReadList<L> = (
  list: L,
  after: string | undefined,
  most: number,
) => Promise<readonly Listed[]>;

/** Customers that time has moved: out of the lists they are stored in, and where they belong now. */
export interface Moved {
  readonly customerIds: ReadonlySet<string>;
  readonly rows: readonly Listed[];
}

/** The first rows of all lists are asked for at once, before anything is waited for. */
export async function* inOrder<L>(
  read: ReadList<L>,
  lists: readonly L[],
  after: string | undefined,
  most: number,
  moved: Promise<Moved>,
): AsyncGenerator<Listed> {
  const [{ customerIds, rows }, ...firsts] = await Promise.all([
    moved,
    ...lists.map((list) => read(list, after, most)),
  ]);
  const sources = [
    paged(nothing, undefined, inPlace(rows, after), Infinity),
    ...lists.map((list, index) =>
      without(customerIds, paged(read, list, firsts[index] ?? [], most)),
    ),
  ];
  const heads = await Promise.all(sources.map((source) => source.next()));
  for (;;) {
    let first: { index: number; row: Listed } | undefined;
    for (const [index, head] of heads.entries()) {
      if (head.done === true) continue;
      if (first === undefined || head.value.position < first.row.position) {
        first = { index, row: head.value };
      }
    }
    if (first === undefined) return;
    yield first.row;
    const source = sources[first.index];
    if (source !== undefined) heads[first.index] = await source.next();
  }
}

const nothing = () => Promise.resolve([]);

/** Those behind the position, sorted. */
function inPlace(rows: readonly Listed[], after: string | undefined): Listed[] {
  return rows
    .filter(({ position }) => after === undefined || position > after)
    .sort((a, b) => (a.position < b.position ? -1 : 1));
}

async function* without(
  customerIds: ReadonlySet<string>,
  rows: AsyncGenerator<Listed, undefined>,
): AsyncGenerator<Listed, undefined> {
  for await (const row of rows) if (!customerIds.has(row.customerId)) yield row;
  return undefined;
}

async function* paged<L>(
  read: ReadList<L>,
  list: L,
  firstPage: readonly Listed[],
  most: number,
): AsyncGenerator<Listed, undefined> {
  let page = firstPage;
  for (;;) {
    yield* page;
    const last = page.at(-1);
    if (last === undefined || page.length < most) return undefined;
    page = await read(list, last.position, most);
  }
}
