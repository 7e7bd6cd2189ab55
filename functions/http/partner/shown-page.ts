// The engagement and page that a request is about: only build-intent engagements of the caller's have one (R2).
import * as z from 'zod';
import type { CustomerId, EngagementId } from '../../../shared/domain/ids';
import { customerId, engagementId } from '../../../shared/domain/ids';
import type { Engagement, Partner } from '../../../shared/domain/reference';
import { shownRow } from '../../../shared/lists/shown-rows';
import type { Dependencies } from '../../dependencies';
import { notFound, problem, problemOf, reasonOf } from '../problem';
import { Rejected } from '../request';
import { rowAnswer, type RowAnswer } from './representations';

export const pageParams = z.object({ engagementId });
export const rowParams = z.object({ engagementId, customerId });

/** 404 for an unknown engagement, 422 for one without a Customers page. */
export async function engagementWithPage(
  { reference }: Dependencies,
  id: EngagementId,
): Promise<Engagement> {
  const engagement = await reference.engagement(id);
  if (engagement === undefined) throw new Rejected(notFound('There is no such engagement.'));
  if (engagement.intent !== 'build-intent') {
    const { code, text } = reasonOf({ code: 'not-build-intent' });
    throw new Rejected(problem(422, code, text));
  }
  return engagement;
}

/** The row of one customer, 404 when it is on no tab. */
export async function rowOnPage(
  deps: Dependencies,
  partner: Partner,
  engagement: Engagement,
  customer: CustomerId,
): Promise<RowAnswer> {
  const now = deps.clock();
  const entry = await deps.pages.entry(partner.id, engagement.id, customer);
  const shown = entry && shownRow(entry, { partner, engagement, now });
  if (shown === undefined) throw new Rejected(problemOf({ code: 'not-found' }, now));
  return rowAnswer(shown, shown.row.tab);
}
