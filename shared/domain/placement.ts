// Where a customer stands on a partner's page, as far as it can be stored: in which list, by what it is sorted, and when time
// alone will move it on.
import { deadlineOf } from './association';
import type { Pair } from './customer';
import type { UnmetCriterion } from './eligibility';
import type { PartnerId } from './ids';
import { neededActionPlace } from './needs-action';
import { changesAt, standingAt, tabOfStanding } from './page-standing';
import type { Instant } from './time';

export interface Placement {
  /** `open` and `known` are the tab Eligible. */
  readonly list: 'open' | 'known' | 'ineligible' | 'complete' | undefined;
  /** Of an open one. */
  readonly deadline: Instant | undefined;
  readonly changesAt: Instant | undefined;
  /** Over all engagements: now, or once the instant is near. */
  readonly action: { readonly isNow: boolean; readonly by: Instant } | undefined;
}

export function placementOf(
  pair: Pair,
  unmet: readonly UnmetCriterion[],
  partner: PartnerId,
  hasMailProblem: boolean,
  now: Instant,
): Placement {
  const standing = standingAt(pair, unmet, partner, now);
  const open = standing?.on === 'open' ? standing.own : undefined;
  const tab = standing && tabOfStanding[standing.on];
  const action = pair.own && neededActionPlace(pair.own, hasMailProblem);
  return {
    list: tab === 'eligible' ? (open ? 'open' : 'known') : tab,
    deadline: open && deadlineOf(open),
    changesAt: changesAt(pair, partner, now),
    action: action && { isNow: action.reason !== undefined, by: action.by },
  };
}
