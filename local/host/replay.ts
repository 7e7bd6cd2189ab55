// One replay, as the extension's OutOfProcOrchestrationShim and DTFx's TaskOrchestrationExecutor do it: the actions are
// invoked one after the other, compound children again wherever they appear, while the history is fed in. What was
// scheduled before must match what is scheduled now, and an open task keeps the instance running: so P1–P6 and P18 of
// runtime.md fail here as in Azure.
import { createTask, type Flow, type Outcome, run, settledOf, type Task } from './flow';
import { type Action, EventType, type HistoryEvent, type InstanceState } from './history';
import { newEvent, type OrchestratorAnswer } from './history';

const longestTimerMs = 6 * 86_400_000;
const timerChunkMs = 3 * 86_400_000;
const names = ['sub-orchestrations', 'sub-orchestrations', 'continueAsNew']; // from action type 2

/** What must stop the instance: its message is the output of the Failed instance. */
export class OrchestrationFailure extends Error {}

export interface Decision {
  /** Newly scheduled work, as history events in the order of their ids. */
  readonly scheduled: readonly HistoryEvent[];
  readonly ending?: { status: 'Completed' | 'Failed' | 'Terminated'; output: string };
}

export interface Replayed extends Pick<InstanceState, 'name' | 'executionId'> {
  readonly events: readonly HistoryEvent[];
  readonly answer: OrchestratorAnswer;
  readonly now: Date;
  readonly isKnown: (activity: string) => boolean;
}

export function replay(replayed: Replayed): Decision {
  try {
    return follow(replayed);
  } catch (error) {
    return failed(replayed.name, error);
  }
}

/** Throws again what is no OrchestrationFailure. */
export function failed(name: string, error: unknown): Decision {
  if (!(error instanceof OrchestrationFailure)) throw error;
  const output = `Orchestrator function '${name}' failed: ${error.message}`;
  return { scheduled: [], ending: { status: 'Failed', output } };
}

function follow({ events, answer, now, isKnown }: Replayed): Decision {
  let time = 0; // of the turn that is being replayed
  let ids = 0;
  let isLongTimerOpen = false; // one flag for the whole context in the real shim, and kept so
  const unmatched = new Map<number, HistoryEvent>();
  const open = new Map<number, Task>();
  const waiters = new Map<string, Task[]>(); // the last to wait is served first
  const buffered = new Map<string, number>(); // how many events nobody waited for yet
  const walk = { isOver: false };

  function schedule(kind: 'TaskScheduled' | 'TimerCreated', fields: object): Task {
    const id = ids++;
    const task = createTask();
    open.set(id, task);
    unmatched.set(id, newEvent(kind, now, { ...fields, EventId: id }));
    return task;
  }

  /** Nothing happens when it was canceled or is a duplicate: DTFx ignores it too. */
  function settle(id: number, outcome: Outcome): void {
    const task = open.get(id);
    open.delete(id);
    task?.settle(outcome);
  }

  function call({ functionName: Name, input = null }: Action): Task {
    if (isKnown(Name)) {
      return schedule('TaskScheduled', { Name, Version: '', Input: JSON.stringify([input]) });
    }
    const why = "doesn't exist, is disabled, or is not an activity function.";
    throw new OrchestrationFailure(`The function '${Name}' ${why}`);
  }

  function startTimer(until: number): Task {
    return schedule('TimerCreated', { FireAt: new Date(until).toISOString() });
  }

  function* callWithRetry(action: Action): Flow {
    const {
      firstRetryIntervalInMilliseconds: first = 0,
      maxNumberOfAttempts: attempts = 1,
      backoffCoefficient: factor = 1,
      maxRetryIntervalInMilliseconds: longest = longestTimerMs,
      retryTimeoutInMilliseconds: timeout = Infinity,
    } = action.retryOptions;
    const giveUpAt = time + timeout;
    for (let tries = 1; tries <= attempts; tries++) {
      if ((yield call(action)) === 'ok') return 'ok';
      if (tries < attempts && time >= giveUpAt) return 'failed';
      // After the last attempt DTFx still makes a timer, due at once, and the SDK waits for it.
      yield startTimer(
        tries < attempts ? time + Math.min(first * factor ** (tries - 1), longest) : time,
      );
    }
    return 'failed';
  }

  /** Over 6 days it goes in chunks of 3 days, of which a cancel reaches only the first. */
  function* waitUntil(fireAt: number, isCanceled: boolean): Flow {
    const isLong = fireAt - time > longestTimerMs;
    isLongTimerOpen ||= isLong;
    const isChunked = isLongTimerOpen;
    let until = isLong ? time + timerChunkMs : fireAt;
    while (!isChunked || time < fireAt) {
      const task = startTimer(until);
      if (isCanceled) settle(ids - 1, 'canceled');
      if ((yield task) === 'canceled') return 'canceled';
      if (!isChunked) return 'ok';
      until = Math.min(fireAt, time + timerChunkMs);
    }
    isLongTimerOpen = false;
    return 'ok';
  }

  function waitForEvent(name: string): Task {
    const task = createTask();
    const count = buffered.get(name) ?? 0;
    if (count > 0) task.settle('ok');
    else waiters.set(name, [...(waiters.get(name) ?? []), task]);
    buffered.set(name, Math.max(0, count - 1));
    return task;
  }

  function raiseEvent(name: string): void {
    const waiter = waiters.get(name)?.pop();
    if (waiter === undefined) buffered.set(name, (buffered.get(name) ?? 0) + 1);
    else waiter.settle('ok');
  }

  function invoke(action: Action): Task {
    const { compoundActions } = action;
    switch (action.actionType) {
      case 0:
        return call(action);
      case 1:
        return run(callWithRetry(action));
      case 5:
        return run(waitUntil(Date.parse(action.fireAt), action.isCanceled));
      case 6:
        return waitForEvent(action.externalEventName.toLowerCase());
      case 11:
        return settledOf(compoundActions.map(invoke), 1);
      case 12:
        return settledOf(compoundActions.map(invoke), compoundActions.length);
    }
    const what =
      action.actionType === 8 ? 'callHttp' : (names[action.actionType - 2] ?? 'entities');
    throw new OrchestrationFailure(`the embedded host does not support ${what}.`);
  }

  function* walkThrough(actions: readonly Action[]): Flow {
    for (const action of actions) yield invoke(action);
    walk.isOver = true;
    return 'ok';
  }

  for (const event of events) {
    const { EventType: type, EventId, TaskScheduledId, TimerId } = event;
    if (type === EventType.OrchestratorStarted) time = Date.parse(event.Timestamp);
    else if (type === EventType.ExecutionStarted) run(walkThrough(answer.actions[0]));
    else if (type === EventType.EventRaised) raiseEvent(event.Name?.toLowerCase() ?? '');
    else if (EventId < 0)
      settle(TaskScheduledId ?? TimerId ?? -1, type === EventType.TaskFailed ? 'failed' : 'ok');
    else {
      refuseMismatch(event, unmatched.get(EventId));
      unmatched.delete(EventId);
    }
  }
  const end = events.find(({ EventType: type }) => type === EventType.ExecutionTerminated);
  if (end) return { scheduled: [], ending: { status: 'Terminated', output: end.Input ?? '' } };
  const scheduled = [...unmatched.values()];
  if (!walk.isOver || open.size > 0) return { scheduled };
  if (answer.error !== undefined) throw new OrchestrationFailure(answer.error);
  if (!answer.isDone) return { scheduled };
  const output = JSON.stringify(answer.output ?? null);
  return { scheduled, ending: { status: 'Completed', output } };
}

function refuseMismatch(before: HistoryEvent, planned: HistoryEvent | undefined): void {
  const kindOf = ({ EventType: type, Name = '' }: HistoryEvent): string =>
    type === EventType.TimerCreated ? 'a timer task' : `an activity task named '${Name}'`;
  if (planned && kindOf(planned).toLowerCase() === kindOf(before).toLowerCase()) return;
  const instead = planned ? `instead produced ${kindOf(planned)}` : "hasn't scheduled this task";
  throw new OrchestrationFailure(
    `Non-Deterministic workflow detected: A previous execution of this orchestration scheduled ${kindOf(before)} with sequence ID ${before.EventId}, but the current replay execution ${instead}. Was a change made to the orchestrator code after this instance had already started running?`,
  );
}
