// The engine's half of a replay, after DTFx's TaskOrchestrationExecutor: feeds the history to the shim, lets
// what was scheduled before match what is scheduled now, and tells what is new. A mismatch fails the
// instance, and an open task keeps it running, as in Azure (runtime.md 2.4, pitfalls P1–P6 and P18).
import { createTask, type Task } from './flow';
import {
  answeredId,
  EventType,
  type HistoryEvent,
  newEvent,
  type OrchestratorAnswer,
} from './history';
import { createShim, OrchestrationFailure, type Scheduler } from './shim';

export interface Decision {
  /** Newly scheduled work, as history events in the order of their ids. */
  readonly scheduled: readonly HistoryEvent[];
  readonly suspended: boolean;
  /** The output is JSON text, or a bare message where the instance failed or was terminated. */
  readonly ending?: { status: 'Completed' | 'Failed' | 'Terminated'; output: string };
  readonly restart?: { input: string; carried: readonly HistoryEvent[] };
}

export interface Replayed {
  readonly name: string;
  readonly executionId: string;
  readonly events: readonly HistoryEvent[];
  readonly answer: OrchestratorAnswer;
  readonly now: Date;
  readonly isKnown: Scheduler['isKnown'];
}

export function replay({ name, executionId, events, answer, now, isKnown }: Replayed): Decision {
  let time = 0;
  let ids = 0;
  let walk: Task | undefined;
  let suspended = false;
  let terminated: HistoryEvent | undefined;
  let unmatched = new Map<number, HistoryEvent>();
  let setAside = new Map<number, HistoryEvent>();
  const open = new Map<number, Task>();
  const held: HistoryEvent[] = [];

  const shim = createShim({
    name,
    time: () => time,
    isKnown,
    schedule(kind, fields) {
      const id = ids++;
      const task = createTask();
      const child =
        kind === 'SubOrchestrationInstanceCreated' ? { InstanceId: `${executionId}:${id}` } : {};
      unmatched.set(id, newEvent(kind, now, { ...child, ...fields, EventId: id }));
      open.set(id, task);
      return { id, task };
    },
    cancel: (id) => {
      settle(id, 'canceled');
    },
  });

  function settle(id: number | undefined, outcome: 'ok' | 'failed' | 'canceled'): void {
    const task = id === undefined ? undefined : open.get(id);
    if (id === undefined || task === undefined) return; // canceled or a duplicate: DTFx ignores it too
    open.delete(id);
    task.settle(outcome);
  }

  function match(event: HistoryEvent): void {
    const planned = unmatched.get(event.EventId);
    if (
      planned?.EventType !== event.EventType ||
      planned.Name?.toLowerCase() !== event.Name?.toLowerCase()
    ) {
      throw new OrchestrationFailure(
        `Non-Deterministic workflow detected: A previous execution of this orchestration scheduled ${describe(event)} with sequence ID ${event.EventId}, but the current replay execution ${planned === undefined ? "hasn't (yet?) scheduled this task" : `instead produced ${describe(planned)} with this sequence number`}. Was a change made to the orchestrator code after this instance had already started running?`,
      );
    }
    unmatched.delete(event.EventId);
  }

  function handle(event: HistoryEvent): void {
    const kind = event.EventType;
    const overrides = kind === EventType.ExecutionResumed || kind === EventType.ExecutionTerminated;
    if (kind === EventType.OrchestratorStarted) {
      time = Date.parse(event.Timestamp);
    } else if (suspended && !overrides) {
      if (kind !== EventType.ExecutionSuspended) held.push(event);
    } else {
      process(event);
    }
  }

  function process(event: HistoryEvent): void {
    switch (event.EventType) {
      case EventType.ExecutionStarted:
        walk = shim.walk(answer.actions[0]);
        break;
      case EventType.ExecutionTerminated:
        terminated = event;
        break;
      case EventType.TaskScheduled:
      case EventType.SubOrchestrationInstanceCreated:
      case EventType.TimerCreated:
        match(event);
        break;
      case EventType.TaskCompleted:
      case EventType.SubOrchestrationInstanceCompleted:
      case EventType.TimerFired:
        settle(answeredId(event), 'ok');
        break;
      case EventType.TaskFailed:
      case EventType.SubOrchestrationInstanceFailed:
        settle(answeredId(event), 'failed');
        break;
      case EventType.EventRaised:
        shim.raiseEvent(event);
        break;
      case EventType.ExecutionSuspended:
        suspended = true;
        setAside = unmatched;
        unmatched = new Map();
        break;
      case EventType.ExecutionResumed:
        suspended = false;
        unmatched = new Map([...setAside, ...unmatched]);
        setAside = new Map();
        for (const waiting of held.splice(0)) handle(waiting);
        break;
      case EventType.OrchestratorStarted:
      case EventType.OrchestratorCompleted:
      case EventType.ExecutionCompleted:
        break;
    }
  }

  try {
    for (const event of events) handle(event);
  } catch (error) {
    if (!(error instanceof OrchestrationFailure)) throw error;
    return { scheduled: [], suspended, ending: { status: 'Failed', output: error.message } };
  }
  if (terminated !== undefined) {
    const output = terminated.Input ?? '';
    return { scheduled: [], suspended, ending: { status: 'Terminated', output } };
  }
  const scheduled = [...unmatched.values()].sort((a, b) => a.EventId - b.EventId);
  if (walk?.outcome === undefined || open.size > 0) return { scheduled, suspended };
  if (answer.error !== undefined) {
    const output = `Orchestrator function '${name}' failed: ${answer.error}`;
    return { scheduled, suspended, ending: { status: 'Failed', output } };
  }
  if (!answer.isDone) return { scheduled, suspended };
  if (shim.restart !== undefined) return { scheduled, suspended, restart: shim.restart };
  const output = JSON.stringify(answer.output ?? null);
  return { scheduled, suspended, ending: { status: 'Completed', output } };
}

function describe(event: HistoryEvent): string {
  if (event.EventType === EventType.TimerCreated) return 'a timer task';
  const what =
    event.EventType === EventType.TaskScheduled ? 'an activity task' : 'a sub-orchestration';
  return `${what} named '${event.Name ?? ''}'`;
}
