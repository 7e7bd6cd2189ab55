// The rows of a Customers page in their order: by name, then by id; searched, counted per tab, cut into pieces.
import type { Engagement, Partner } from '../../../shared/domain/reference';
import type { Dependencies } from '../../dependencies';
import { positionIn, tokenAfter, type Position } from './continuation-token';
import { rowAnswer, type RowAnswer } from './representations';

export interface TabQuery {
  readonly tab: RowAnswer['tab'];
  readonly search?: string | undefined;
  readonly pageSize: number;
  readonly continuationToken?: string | undefined;
}

export async function readTab(
  deps: Dependencies,
  partner: Partner,
  engagement: Engagement,
  { tab, search = '', pageSize, continuationToken }: TabQuery,
) {
  const list = [engagement.id, tab, search];
  const from = continuationToken === undefined ? undefined : positionIn(list, continuationToken);
  const all = await allRows(deps, partner, engagement, search);
  const count = (each: RowAnswer['tab']) => all.filter((row) => row.tab === each).length;
  const ofTab = all.filter((row) => row.tab === tab);
  const rest =
    from === undefined ? ofTab : ofTab.filter((row) => compare(positionOf(row), from) > 0);
  const rows = rest.slice(0, pageSize);
  const last = rows.at(-1);
  return {
    tab,
    counts: {
      eligible: count('eligible'),
      ineligible: count('ineligible'),
      complete: count('complete'),
    },
    rows,
    ...(last !== undefined && rest.length > rows.length
      ? { continuationToken: tokenAfter(list, positionOf(last)) }
      : {}),
  };
}

/** Every row of the page that the search finds (name, domain, tenant ID or TPID), in order. */
export async function allRows(
  deps: Dependencies,
  partner: Partner,
  engagement: Engagement,
  search: string,
): Promise<RowAnswer[]> {
  const now = deps.clock();
  const entries = await deps.pages.read(partner.id, engagement.id);
  const wanted = search.toLowerCase();
  return entries
    .flatMap((entry) => rowAnswer(entry, engagement, partner, now) ?? [])
    .filter(({ customer: { name, domain, tenantId, tpid } }) =>
      [name, domain, tenantId, tpid].some((text) => text?.toLowerCase().includes(wanted)),
    )
    .sort((a, b) => compare(positionOf(a), positionOf(b)));
}

function positionOf({ customer }: RowAnswer): Position {
  return [customer.name.toLowerCase(), customer.id];
}

function compare([nameA, idA]: Position, [nameB, idB]: Position): number {
  if (nameA !== nameB) return nameA < nameB ? -1 : 1;
  if (idA !== idB) return idA < idB ? -1 : 1;
  return 0;
}
