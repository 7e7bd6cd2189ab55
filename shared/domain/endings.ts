// How time and rivals end an association: consent expiry (R22), delivery expiry (R29), being superseded (R26).
import {
  isHeld,
  isPending,
  type Anchor,
  type Association,
  type EndedAssociation,
  type AssociationOf,
  type PendingStatus,
} from './association';
import { accept, type Accepted } from './decision';
import { partnerNotice } from './mail';
import type { ShownAssociation, ShownOf } from './shown-association';
import { addSeconds, type Instant } from './time';

export type Ending =
  | { readonly status: 'superseded'; readonly winner: Anchor }
  | { readonly status: 'consentExpired' | 'deliveryExpired' };

/**
 * The ending that is due at `at`, or undefined. Expiries are due `marginSeconds` after the deadline: the driver
 * leaves room for answers that are on their way, everybody else asks with 0.
 */
export function endingAt(
  a: ShownAssociation,
  pairAnchor: Anchor | undefined,
  at: Instant,
  marginSeconds: number,
): Ending | undefined {
  if (isPending(a)) {
    const winner = winnerOver(a, pairAnchor, at);
    if (winner !== undefined) return { status: 'superseded', winner };
    const isOver = addSeconds(a.consentDeadline, marginSeconds) <= at;
    return isOver ? { status: 'consentExpired' } : undefined;
  }
  if (a.status !== 'active' || addSeconds(a.deliveryDeadline, marginSeconds) > at) return undefined;
  return { status: 'deliveryExpired' };
}

/** The same as a decision, with the notice that tells of it. */
export function dueEnding(
  a: Association,
  pairAnchor: Anchor | undefined,
  at: Instant,
  marginSeconds: number,
): Accepted | undefined {
  const ending = endingAt(a, pairAnchor, at, marginSeconds);
  if (ending === undefined) return undefined;
  if (a.status === 'active') return expireDelivery(a);
  return ending.status === 'superseded' ? supersede(a, ending.winner) : expireConsent(a);
}

/** When it ended, whenever that was recorded. */
export function endedAt(a: EndedAssociation): Instant {
  switch (a.status) {
    case 'completed':
      return a.workshopClaim.submittedAt;
    case 'declined':
      return a.declinedAt;
    case 'consentExpired':
      return a.consentDeadline;
    case 'superseded':
      return a.supersededAt;
    case 'deliveryExpired':
      return a.deliveryDeadline;
    case 'canceled':
      return a.canceledAt;
  }
}

/** The association as it stands at `at`, whether or not its ending has been recorded yet. */
export function asOf(a: Association, pairAnchor: Anchor | undefined, at: Instant): Association {
  return dueEnding(a, pairAnchor, at, 0)?.association ?? a;
}

/** The same of what the page shows: state and version are those that the ending's record has. */
export function shownAsOf(
  a: ShownAssociation,
  pairAnchor: Anchor | undefined,
  at: Instant,
): ShownAssociation {
  const ending = endingAt(a, pairAnchor, at, 0);
  if (ending === undefined) return a;
  const version = a.version + 1;
  if (a.status === 'active') return { ...a, version, status: 'deliveryExpired' };
  return ending.status === 'superseded'
    ? { ...a, version, status: 'superseded' }
    : { ...a, version, status: 'consentExpired' };
}

/**
 * A pending association is lost to the partner who holds the pair, and to one who won it while this was pending,
 * even if that one has let it go since. A deadline that passed before the win ended it first.
 */
function winnerOver(
  a: ShownOf<PendingStatus>,
  anchor: Anchor | undefined,
  at: Instant,
): Anchor | undefined {
  if (anchor === undefined || anchor.partnerId === a.partnerId) return undefined;
  if (anchor.wonAt >= a.consentDeadline) return undefined;
  return isHeld(anchor, at) || anchor.wonAt >= a.addedAt ? anchor : undefined;
}

function supersede(a: Association, anchor: Anchor): Accepted {
  const superseded: Association = {
    ...a,
    status: 'superseded',
    supersededAt: anchor.wonAt,
    winner: { partnerId: anchor.partnerId, name: anchor.partnerName },
  };
  return accept('supersede', superseded, [partnerNotice('superseded', superseded)]);
}

function expireConsent(a: Association): Accepted {
  const expired: Association = { ...a, status: 'consentExpired' };
  return accept('expireConsent', expired, [partnerNotice('consentExpired', expired)]);
}

function expireDelivery(a: AssociationOf<'active'>): Accepted {
  const expired: Association = { ...a, status: 'deliveryExpired' };
  return accept('expireDelivery', expired, [partnerNotice('deliveryExpired', expired)]);
}
