// What an instance's history has scheduled and not yet answered: activities run, timers wait on the agenda,
// children start. All of it follows from the history alone, so it is safe to repeat after a crash.
import { createAgenda } from './agenda';
import { hostClock } from './clock';
import {
  answeredId,
  type EventKind,
  EventType,
  hasEnded,
  type HistoryEvent,
  type InstanceState,
  newEvent,
} from './history';
import { type NewInstance, newsForParent, unanswered } from './record';

export interface Instance {
  state: InstanceState;
  inTurn: boolean;
  failedTurns: number;
}

export interface OutboxOptions {
  readonly maxActivities: number;
  /** Runs an activity function: the JSON text of its result; throws what the function throws. */
  readonly act: (instanceId: string, name: string, input: unknown) => Promise<string>;
  readonly logError: (message: string) => void;
  /** Something new will be due at some time. */
  readonly onSchedule: () => void;
}

interface Instances {
  get(id: string): Instance | undefined;
  create(wanted: NewInstance): void;
  /** Puts an answer into the inbox. It need not be on disk yet: what it answers would run again. */
  post(instance: Instance, event: HistoryEvent): void;
  /** An activity has ended. */
  onRest(): void;
}

/** Scheduled work that is under way: an activity, a timer or a child. */
interface Work {
  readonly instance: Instance;
  readonly executionId: string;
  readonly event: HistoryEvent;
}

export interface Outbox {
  /** Begins what the history has scheduled and is not under way; tells the parent of an ended instance. */
  followUp(instance: Instance): void;
  /** Begins waiting activities as far as the limit allows. */
  beginActivities(): void;
  running(): number;
  waiting(): number;
  nextDue(): number | undefined;
  fireDue(): void;
}

export function createOutbox(options: OutboxOptions, instances: Instances): Outbox {
  const agenda = createAgenda<Work>(isWanted);
  const queue: Work[] = [];
  const underWay = new Set<string>();
  let running = 0;

  function isWanted({ instance, executionId }: Work): boolean {
    const { state } = instance;
    const isCurrent = instances.get(state.instanceId) === instance;
    return isCurrent && state.executionId === executionId && !hasEnded(state);
  }

  function answer(work: Work, kind: EventKind, fields: Partial<HistoryEvent>): void {
    underWay.delete(keyOf(work.executionId, work.event));
    if (isWanted(work)) instances.post(work.instance, newEvent(kind, hostClock.now(), fields));
  }

  async function runActivity(work: Work): Promise<void> {
    running++;
    const { Name = '', Input, EventId: TaskScheduledId } = work.event;
    try {
      const [input] = JSON.parse(Input ?? '[]') as unknown[];
      const Result = await options.act(work.instance.state.instanceId, Name, input);
      answer(work, 'TaskCompleted', { TaskScheduledId, Result });
    } catch (error) {
      const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
      const Reason = `Activity function '${Name}' failed: ${message}`;
      const Details = JSON.stringify({ Message: message, StackTrace: stack });
      answer(work, 'TaskFailed', { TaskScheduledId, Reason, Details });
    }
    running--;
    instances.onRest();
  }

  function ensureChild({ instanceId, executionId }: InstanceState, event: HistoryEvent): void {
    const { InstanceId: id = '', Name: name = '', Version: version = '', Input } = event;
    const existing = instances.get(id)?.state;
    const parent = { instanceId, executionId, taskId: event.EventId };
    const isOurs =
      existing?.parent?.executionId === executionId && existing.parent.taskId === parent.taskId;
    if (existing !== undefined && isOurs) {
      if (hasEnded(existing)) tellParent(existing);
    } else if (existing === undefined || hasEnded(existing)) {
      instances.create({ id, name, version, input: Input ?? null, parent });
    } else {
      options.logError(`Sub-orchestration ${id} of ${instanceId} never starts: its id is in use.`);
    }
  }

  function tellParent(child: InstanceState): void {
    const parent = instances.get(child.parent?.instanceId ?? '');
    const news = newsForParent(child, parent?.state, hostClock.now());
    if (parent === undefined || news === undefined) return;
    underWay.delete(keyOf(parent.state.executionId, news));
    instances.post(parent, news);
  }

  return {
    followUp(instance) {
      const { state } = instance;
      if (hasEnded(state)) {
        tellParent(state);
        return;
      }
      for (const event of unanswered(state)) {
        const work = { instance, executionId: state.executionId, event };
        const key = keyOf(work.executionId, event);
        if (underWay.has(key)) continue;
        if (event.EventType === EventType.TaskScheduled) {
          queue.push(work);
        } else if (event.EventType === EventType.TimerCreated) {
          agenda.add(Date.parse(event.FireAt ?? ''), work);
          options.onSchedule();
        } else {
          ensureChild(state, event);
        }
        underWay.add(key);
      }
    },
    beginActivities() {
      while (running < options.maxActivities) {
        const work = queue.shift();
        if (work === undefined) return;
        if (isWanted(work)) void runActivity(work);
      }
    },
    running: () => running,
    waiting: () => queue.length,
    nextDue: () => agenda.next(),
    fireDue() {
      for (;;) {
        const due = agenda.take(hostClock.time());
        if (due === undefined) return;
        const { EventId: TimerId, FireAt } = due.event;
        answer(due, 'TimerFired', { TimerId, FireAt });
      }
    },
  };
}

function keyOf(executionId: string, event: HistoryEvent): string {
  return `${executionId}/${answeredId(event) ?? event.EventId}`;
}
