// What every list of the Customers page is made of: rows computed from what is stored, the engagement and the clock.
import { rowOf } from '../domain/customers-page';
import type { Row } from '../domain/page-row';
import type { Engagement, Partner } from '../domain/reference';
import type { Instant } from '../domain/time';
import { pageKeys } from '../store/pages/page-keys';
import type { Listed } from '../store/pages/page-reader';
import type { CountedList, PageEntry } from '../store/pages/page-rows';

/** Whose page of which engagement, and when. */
export interface PageSeen {
  readonly partner: Partner;
  readonly engagement: Engagement;
  readonly now: Instant;
}

export interface ShownRow {
  readonly entry: PageEntry;
  readonly row: Row;
}

/** The row as it is now; undefined where the customer is on no tab. */
export function shownRow(entry: PageEntry, page: PageSeen): ShownRow | undefined {
  const { engagement, partner, now } = page;
  const row = rowOf({ ...entry, engagement, partner, now });
  return row && { entry, row };
}

/** The list in which a row belongs now. */
export function listOf({ tab, association }: Row): CountedList {
  if (tab !== 'eligible') return tab;
  return association === undefined ? 'known' : 'open';
}

/** A row in the place of its name: one that time has moved, and nobody has written there yet. */
export function listedByName(entry: PageEntry): Listed {
  const { id, name } = entry.customer;
  return { position: pageKeys.byName(name, id), customerId: id, entry };
}
