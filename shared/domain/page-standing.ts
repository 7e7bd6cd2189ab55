// How a customer stands on a partner's page at an instant: what decides the tab, by the precedence of domain.md, first match wins.
import { isHeld, isOpenStatus, type Anchor } from './association';
import type { Pair } from './customer';
import type { UnmetCriterion } from './eligibility';
import { endingAt, statusAt } from './endings';
import type { PartnerId } from './ids';
import type { ShownAssociation, ShownAssociationOf } from './shown-association';
import type { Instant } from './time';

export type ShownOpen = ShownAssociationOf<'associated' | 'consentRequested' | 'active'>;

export type Standing =
  | { readonly on: 'completed'; readonly own: ShownAssociationOf<'completed'> }
  /** Before this system kept records. */
  | { readonly on: 'completedBefore' }
  | { readonly on: 'open'; readonly own: ShownOpen }
  | { readonly on: 'held'; readonly anchor: Anchor; readonly own: ShownAssociation | undefined }
  | { readonly on: 'criteria'; readonly unmet: readonly UnmetCriterion[] }
  | { readonly on: 'known'; readonly own: ShownAssociation | undefined };

/** Undefined when the customer is on no tab. */
export function standingAt(
  pair: Pair,
  unmet: readonly UnmetCriterion[],
  partner: PartnerId,
  now: Instant,
): Standing | undefined {
  const { anchor, isKnown } = pair;
  const own = pair.own && shownAt(pair.own, anchor, now);
  if (own?.status === 'completed') return { on: 'completed', own };
  if (own !== undefined && isShownOpen(own)) return { on: 'open', own };
  if (!isKnown && own?.status !== 'superseded') return undefined;
  if (anchor !== undefined && isHeld(anchor, now)) {
    return anchor.partnerId === partner ? { on: 'completedBefore' } : { on: 'held', anchor, own };
  }
  if (!isKnown) return undefined;
  return unmet.length > 0 ? { on: 'criteria', unmet } : { on: 'known', own };
}

export const tabOfStanding = {
  completed: 'complete',
  completedBefore: 'complete',
  open: 'eligible',
  held: 'ineligible',
  criteria: 'ineligible',
  known: 'eligible',
} as const satisfies Record<Standing['on'], string>;

/** When time alone changes how the customer stands next; undefined where it never does. */
export function changesAt(pair: Pair, partner: PartnerId, now: Instant): Instant | undefined {
  const { own, anchor, isKnown } = pair;
  const status = own && statusAt(own, anchor, now);
  if (own !== undefined && status !== undefined && isOpenStatus(status)) {
    return 'deliveryDeadline' in own ? own.deliveryDeadline : own.consentDeadline;
  }
  if (status === 'completed' || (!isKnown && status !== 'superseded')) return undefined;
  const isHeldByOther = anchor?.state === 'active' && anchor.partnerId !== partner;
  const until = isHeldByOther ? anchor.heldUntil : undefined;
  return until !== undefined && until > now ? until : undefined;
}

function shownAt(
  own: ShownAssociation,
  anchor: Anchor | undefined,
  now: Instant,
): ShownAssociation {
  const ending = endingAt(own, anchor, now, 0);
  if (ending === undefined) return own;
  if (own.status === 'active') return { ...own, status: 'deliveryExpired' };
  if (own.status !== 'associated' && own.status !== 'consentRequested') return own;
  return { ...own, status: ending === 'superseded' ? 'superseded' : 'consentExpired' };
}

function isShownOpen(own: ShownAssociation): own is ShownOpen {
  return isOpenStatus(own.status);
}
