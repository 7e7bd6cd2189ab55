// The record of one instance as pure steps: how it begins, what a turn makes of it, what it is waiting for.
import { randomUUID } from 'node:crypto';
import {
  answeredId,
  EventType,
  hasEnded,
  type HistoryEvent,
  type InstanceState,
  newEvent,
} from './history';
import type { Decision } from './replay';

export interface NewInstance {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** JSON text, or null for none. */
  readonly input: string | null;
  readonly parent?: InstanceState['parent'];
}

type Identity = Pick<InstanceState, 'instanceId' | 'executionId' | 'name' | 'version' | 'input'>;

const newExecutionId = (): string => randomUUID().replaceAll('-', '');

function executionStarted(of: Identity, now: Date): HistoryEvent {
  return newEvent('ExecutionStarted', now, {
    Name: of.name,
    Version: of.version,
    Input: of.input,
    OrchestrationInstance: { InstanceId: of.instanceId, ExecutionId: of.executionId },
  });
}

export function newInstance(instance: NewInstance, now: Date): InstanceState {
  const { id: instanceId, name, version, input, parent } = instance;
  const identity = { instanceId, executionId: newExecutionId(), name, version, input };
  return {
    ...identity,
    output: null,
    customStatus: null,
    createdTime: now.toISOString(),
    lastUpdatedTime: now.toISOString(),
    runtimeStatus: 'Pending',
    ...(parent === undefined ? {} : { parent }),
    history: [],
    inbox: [executionStarted(identity, now)],
  };
}

/** `fresh` is what the turn took in, `later` what has come since. */
export function afterTurn(
  state: InstanceState,
  fresh: readonly HistoryEvent[],
  { scheduled, suspended, ending, restart }: Decision,
  later: readonly HistoryEvent[],
  now: Date,
): InstanceState {
  const lastUpdatedTime = now.toISOString();
  if (restart !== undefined) {
    const next = { ...state, executionId: newExecutionId(), input: restart.input, lastUpdatedTime };
    const inbox = [executionStarted(next, now), ...restart.carried, ...later];
    return { ...next, runtimeStatus: 'ContinuedAsNew', history: [], inbox };
  }
  const events = [...fresh, ...scheduled];
  if (ending !== undefined) {
    const fields = { Result: ending.output, OrchestrationStatus: ending.status };
    events.push(newEvent('ExecutionCompleted', now, fields));
  }
  events.push(newEvent('OrchestratorCompleted', now));
  return {
    ...state,
    lastUpdatedTime,
    runtimeStatus: ending?.status ?? (suspended ? 'Suspended' : 'Running'),
    output: ending?.output ?? null,
    history: [...state.history, ...events.map((event) => ({ ...event, IsPlayed: true }))],
    inbox: ending === undefined ? [...later] : [],
  };
}

/** Scheduled work without an answer: what a resumed instance begins again. */
export function unanswered({ history, inbox }: InstanceState): HistoryEvent[] {
  const answered = new Set([...history, ...inbox].map(answeredId));
  return history.filter(
    ({ EventType: type, EventId }) =>
      (type === EventType.TaskScheduled ||
        type === EventType.TimerCreated ||
        type === EventType.SubOrchestrationInstanceCreated) &&
      !answered.has(EventId),
  );
}

/** Whether it is suspended, or will be once it has handled its inbox. */
export function isSuspended({ runtimeStatus, inbox }: InstanceState): boolean {
  const commands = inbox.filter(
    ({ EventType: type }) =>
      type === EventType.ExecutionSuspended || type === EventType.ExecutionResumed,
  );
  const last = commands.at(-1)?.EventType;
  return last === undefined ? runtimeStatus === 'Suspended' : last === EventType.ExecutionSuspended;
}

/** What an ended child tells its parent, or undefined where the parent needs no telling any more. */
export function newsForParent(
  child: InstanceState,
  parent: InstanceState | undefined,
  now: Date,
): HistoryEvent | undefined {
  if (parent === undefined || hasEnded(parent) || child.parent === undefined) return undefined;
  const TaskScheduledId = child.parent.taskId;
  const isTold = [...parent.history, ...parent.inbox].some(
    (event) => answeredId(event) === TaskScheduledId,
  );
  if (isTold || parent.executionId !== child.parent.executionId) return undefined;
  const text = child.output ?? 'null';
  if (child.runtimeStatus === 'Completed') {
    return newEvent('SubOrchestrationInstanceCompleted', now, { TaskScheduledId, Result: text });
  }
  const Details = JSON.stringify({ Message: text });
  return newEvent('SubOrchestrationInstanceFailed', now, {
    TaskScheduledId,
    Reason: text,
    Details,
  });
}
