// How time and rivals end an association: consent expiry (R22), delivery expiry (R29), being superseded (R26).
import {
  isHeld,
  isPending,
  isPendingStatus,
  type Anchor,
  type Association,
  type EndedAssociation,
  type OpenAssociation,
  type Status,
} from './association';
import { accept, type Accepted } from './decision';
import type { PartnerId } from './ids';
import { partnerNotice } from './mail';
import { addSeconds, type Instant } from './time';

/** Of an association, what its end depends on. */
export interface Running {
  readonly status: Status;
  readonly partnerId: PartnerId;
  readonly addedAt: Instant;
  readonly consentDeadline: Instant;
  readonly deliveryDeadline?: Instant | undefined;
}
type TimedEnding = 'superseded' | 'consentExpired' | 'deliveryExpired';

/**
 * How it has ended by `at`, recorded or not; undefined where time and rivals have brought no end. Expiries are due
 * `marginSeconds` after the deadline: the driver leaves room for answers that are on their way, everybody else asks with 0.
 */
export function endingAt(
  a: Running,
  pairAnchor: Anchor | undefined,
  at: Instant,
  marginSeconds: number,
): TimedEnding | undefined {
  if (isPendingStatus(a.status)) {
    if (lossOf(a, pairAnchor, at) !== undefined) return 'superseded';
    return addSeconds(a.consentDeadline, marginSeconds) <= at ? 'consentExpired' : undefined;
  }
  if (a.status !== 'active' || a.deliveryDeadline === undefined) return undefined;
  return addSeconds(a.deliveryDeadline, marginSeconds) <= at ? 'deliveryExpired' : undefined;
}

/** The state at `at`, recorded or not. */
export function statusAt(a: Running, pairAnchor: Anchor | undefined, at: Instant): Status {
  return endingAt(a, pairAnchor, at, 0) ?? a.status;
}

/** The ending that is due at `at`, or undefined; see `endingAt`. */
export function dueEnding(
  a: Association,
  pairAnchor: Anchor | undefined,
  at: Instant,
  marginSeconds: number,
): Accepted | undefined {
  const ending = endingAt(a, pairAnchor, at, marginSeconds);
  if (ending === undefined) return undefined;
  if (isPending(a)) {
    const lost = lossOf(a, pairAnchor, at);
    return lost === undefined ? expireConsent(a) : supersede(a, lost);
  }
  if (a.status !== 'active') return undefined;
  const expired: Association = { ...a, status: 'deliveryExpired' };
  return accept('expireDelivery', expired, [partnerNotice('deliveryExpired', expired)]);
}

/** The association as it stands at `at`, whether or not its ending has been recorded yet. */
export function asOf(a: Association, pairAnchor: Anchor | undefined, at: Instant): Association {
  return dueEnding(a, pairAnchor, at, 0)?.association ?? a;
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

/**
 * A pending association is lost to the partner who holds the pair, and to one who won it while this was pending,
 * even if that one has let it go since. A deadline that passed before the win ended it first.
 */
function lossOf(a: Running, anchor: Anchor | undefined, at: Instant): Anchor | undefined {
  if (anchor === undefined || anchor.partnerId === a.partnerId) return undefined;
  if (anchor.wonAt >= a.consentDeadline) return undefined;
  return isHeld(anchor, at) || anchor.wonAt >= a.addedAt ? anchor : undefined;
}

function supersede(a: OpenAssociation, anchor: Anchor): Accepted {
  const superseded: Association = {
    ...a,
    status: 'superseded',
    supersededAt: anchor.wonAt,
    winner: { partnerId: anchor.partnerId, name: anchor.partnerName },
  };
  return accept('supersede', superseded, [partnerNotice('superseded', superseded)]);
}

function expireConsent(a: OpenAssociation): Accepted {
  const expired: Association = { ...a, status: 'consentExpired' };
  return accept('expireConsent', expired, [partnerNotice('consentExpired', expired)]);
}
