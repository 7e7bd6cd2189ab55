// What a partner has to do about an association, and by when: not asked yet, a mail that came back, a clock that runs out, a
// workshop to deliver, a customer who is interested after all.
import type { Anchor } from './association';
import { shownAsOf } from './endings';
import type { ShownAssociation } from './shown-association';
import { addDays, daysLeft, type Instant } from './time';

export const actionReasons = [
  'notAsked',
  'mailFailed',
  'deadlineNear',
  'consentReceived',
  'lateInterest',
] as const;

export interface NeededAction {
  readonly reason: (typeof actionReasons)[number];
  /** The deadline of the clock that runs; of late interest, until when it is told. */
  readonly by: Instant;
}

/** From so many days before a deadline on it asks for something to be done, whatever has been done already. */
export const nearDays = 7;
const lateInterestDays = 30;

/** What is to be done at `now`, or undefined. */
export function neededActionAt(
  own: ShownAssociation,
  anchor: Anchor | undefined,
  hasMailProblem: boolean,
  now: Instant,
): NeededAction | undefined {
  const place = neededActionPlace(own, hasMailProblem);
  if (place === undefined || place.by <= now || shownAsOf(own, anchor, now).status !== own.status) {
    return undefined;
  }
  const { by, reason } = place;
  if (reason !== undefined) return { by, reason };
  return daysLeft(by, now) <= nearDays ? { by, reason: 'deadlineNear' } : undefined;
}

/** The same whatever the time: without a reason there is something to do only near the deadline. */
export function neededActionPlace(
  own: ShownAssociation,
  hasMailProblem: boolean,
): { readonly by: Instant; readonly reason: NeededAction['reason'] | undefined } | undefined {
  switch (own.status) {
    case 'associated':
      return { by: own.consentDeadline, reason: 'notAsked' };
    case 'consentRequested':
      return { by: own.consentDeadline, reason: hasMailProblem ? 'mailFailed' : undefined };
    case 'active':
      return { by: own.deliveryDeadline, reason: 'consentReceived' };
    case 'consentExpired': {
      const { lateInterestAt: at } = own;
      return at && { by: addDays(at, lateInterestDays), reason: 'lateInterest' };
    }
    case 'completed':
    case 'declined':
    case 'superseded':
    case 'deliveryExpired':
    case 'canceled':
      return undefined;
  }
}
