// One turn of an instance: the orchestrator is asked, its answer replayed against the history, and the
// record as it then must be is given back. Nothing is stored or started here.
import { hostClock } from './clock';
import {
  type HistoryEvent,
  type InstanceState,
  newEvent,
  type OrchestratorAnswer,
} from './history';
import { afterTurn } from './record';
import { type Decision, replay } from './replay';
import { OrchestrationFailure, type Scheduler } from './shim';

export interface TurnOptions {
  readonly isKnown: Scheduler['isKnown'];
  /** Asks the orchestrator function; throws an OrchestrationFailure when it gives no usable answer. */
  readonly orchestrate: (
    state: InstanceState,
    fresh: readonly HistoryEvent[],
  ) => Promise<OrchestratorAnswer>;
}

/** Handles the whole inbox; the result takes in what has come to the inbox since. */
export async function playTurn(
  state: InstanceState,
  options: TurnOptions,
): Promise<(later: readonly HistoryEvent[]) => InstanceState> {
  const now = hostClock.now();
  const fresh = [newEvent('OrchestratorStarted', now), ...state.inbox];
  let decision: Decision;
  let customStatus = state.customStatus;
  try {
    const answer = await options.orchestrate(state, fresh);
    const events = [...state.history, ...fresh];
    const { name, executionId } = state;
    decision = replay({ name, executionId, events, answer, now, isKnown: options.isKnown });
    customStatus = answer.customStatus ?? customStatus;
  } catch (error) {
    if (!(error instanceof OrchestrationFailure)) throw error;
    const ending = { status: 'Failed', output: error.message } as const;
    decision = { scheduled: [], suspended: false, ending };
  }
  return (later) => afterTurn({ ...state, customStatus }, fresh, decision, later, now);
}
