// Which Customers pages a change shows on.
import { isOpen } from '../domain/association';
import { latestOf, type Customer } from '../domain/customer';
import type { Changes } from '../domain/changes';
import type { EngagementId, PartnerId } from '../domain/ids';

/** One partner's Customers page of one engagement. */
export interface Page {
  readonly partner: PartnerId;
  readonly engagement: EngagementId;
}

/** The pages that a change shows on: the partner's own, and where a hold came or went, everybody's who has the customer. */
export function pagesAfter(
  customer: Customer,
  { associations, anchors }: Pick<Changes, 'associations' | 'anchors'>,
): Page[] {
  const pages = new Map<string, Page>();
  const add = (partner: PartnerId, engagement: EngagementId) =>
    pages.set(`${partner} ${engagement}`, { partner, engagement });
  for (const { after } of associations) add(after.partnerId, after.engagementId);
  for (const { engagementId } of anchors) {
    for (const partner of customer.knownBy) add(partner, engagementId);
    for (const a of customer.associations) {
      const isLatest = latestOf(customer, a.partnerId, engagementId) === a;
      if (isLatest && (isOpen(a) || a.status === 'superseded')) add(a.partnerId, engagementId);
    }
  }
  return [...pages.values()];
}
