// Where a customer stands on a partner's page, and until when: the first that matches decides (R3; domain.md, Tab precedence).
import { isHeld, isOpen, type OpenStatus } from './association';
import type { Pair } from './customer';
import type { UnmetCriterion } from './eligibility';
import { shownAsOf } from './endings';
import type { Partner } from './reference';
import { deadlineOf, type ShownAssociation, type ShownOf } from './shown-association';
import { earliest, type Instant } from './time';

export const tabs = ['eligible', 'ineligible', 'complete'] as const;
export type Tab = (typeof tabs)[number];

export interface TabQuestion {
  readonly pair: Pair;
  /** Of the engagement's criteria for customers. */
  readonly unmet: readonly UnmetCriterion[];
  readonly partner: Pick<Partner, 'id'>;
  readonly now: Instant;
}

export interface HeldPlace {
  readonly kind: 'heldByAnother' | 'completedByAnother';
  readonly own: ShownAssociation | undefined;
}

/** `own`: the latest attempt as it stands now. */
export type Place =
  | { readonly kind: 'completed'; readonly own: ShownOf<'completed'> }
  | { readonly kind: 'open'; readonly own: ShownOf<OpenStatus> }
  /** Before this system kept records. */
  | { readonly kind: 'completedBefore' }
  | HeldPlace
  | { readonly kind: 'criteriaNotMet' }
  | { readonly kind: 'known'; readonly own: ShownAssociation | undefined };

export const tabOf: Record<Place['kind'], Tab> = {
  completed: 'complete',
  open: 'eligible',
  completedBefore: 'complete',
  heldByAnother: 'ineligible',
  completedByAnother: 'ineligible',
  criteriaNotMet: 'ineligible',
  known: 'eligible',
};

/** Undefined when the customer is on no tab. */
export function placeOf({ pair, unmet, partner, now }: TabQuestion): Place | undefined {
  const own = pair.own && shownAsOf(pair.own, pair.anchor, now);
  if (own?.status === 'completed') return { kind: 'completed', own };
  if (own !== undefined && isOpen(own)) return { kind: 'open', own };
  if (!pair.isKnown && own?.status !== 'superseded') return undefined;
  if (pair.anchor !== undefined && isHeld(pair.anchor, now)) {
    if (pair.anchor.partnerId === partner.id) return { kind: 'completedBefore' };
    const isCompleted = pair.anchor.state === 'completed';
    return { kind: isCompleted ? 'completedByAnother' : 'heldByAnother', own };
  }
  if (!pair.isKnown) return undefined;
  return unmet.length > 0 ? { kind: 'criteriaNotMet' } : { kind: 'known', own };
}

export function tabAt(question: TabQuestion): Tab | undefined {
  const place = placeOf(question);
  return place && tabOf[place.kind];
}

/**
 * When time alone will next make another row of this one, though nothing is recorded: on another tab, on none, or no longer
 * open. Undefined: never. Until then the tab stays the same.
 */
export function changesAt(question: TabQuestion): Instant | undefined {
  const { pair, now } = question;
  const kindAt = (at: Instant) => placeOf({ ...question, now: at })?.kind;
  const deadline = pair.own && isOpen(pair.own) ? deadlineOf(pair.own) : undefined;
  const marks = [deadline, pair.anchor?.heldUntil];
  return earliest(
    ...marks.filter((mark) => mark !== undefined && mark > now && kindAt(mark) !== kindAt(now)),
  );
}
