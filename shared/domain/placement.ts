// Where a customer stands on a partner's page, as far as it can be stored: in which list, by what it is sorted, and when time
// alone will move it on.
import { changesAt, placeOf, tabOf, type TabQuestion } from './customers-tab';
import { neededActionPlace } from './needs-action';
import { deadlineOf } from './shown-association';
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

export function placementOf(question: TabQuestion, hasMailProblem: boolean): Placement {
  const place = placeOf(question);
  const open = place?.kind === 'open' ? place.own : undefined;
  const tab = place && tabOf[place.kind];
  const { own } = question.pair;
  const action = own && neededActionPlace(own, hasMailProblem);
  return {
    list: tab === 'eligible' ? (open ? 'open' : 'known') : tab,
    deadline: open && deadlineOf(open),
    changesAt: changesAt(question),
    action: action && { isNow: action.reason !== undefined, by: action.by },
  };
}
