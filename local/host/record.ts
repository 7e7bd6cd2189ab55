// The record of one instance as pure steps: how it begins, what a turn makes of it, what it is waiting for.
import { randomUUID } from 'node:crypto';
import { type HistoryEvent, type InstanceState, newEvent } from './history';
import type { Decision } from './replay';

export interface NewInstance {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** JSON text, or null for none. */
  readonly input: string | null;
}

export function newInstance({ id, name, version, input }: NewInstance, now: Date): InstanceState {
  const executionId = randomUUID().replaceAll('-', '');
  const OrchestrationInstance = { InstanceId: id, ExecutionId: executionId };
  const started = { Name: name, Version: version, Input: input, OrchestrationInstance };
  const createdTime = now.toISOString();
  return {
    ...{ instanceId: id, executionId, name, input, createdTime, lastUpdatedTime: createdTime },
    ...{ runtimeStatus: 'Pending', output: null, customStatus: null, history: [] },
    inbox: [newEvent('ExecutionStarted', now, started)],
  };
}

/** `fresh` is what the turn took in, `later` what has come since. */
export function afterTurn(
  state: InstanceState,
  fresh: readonly HistoryEvent[],
  { scheduled, ending }: Decision,
  later: readonly HistoryEvent[],
  now: Date,
): InstanceState {
  const news = [...fresh, ...scheduled];
  if (ending) news.push(newEvent('ExecutionCompleted', now, { Result: ending.output }));
  news.push(newEvent('OrchestratorCompleted', now));
  return {
    ...state,
    lastUpdatedTime: now.toISOString(),
    runtimeStatus: ending?.status ?? 'Running',
    output: ending?.output ?? null,
    history: [...state.history, ...news.map((event) => ({ ...event, IsPlayed: true }))],
    inbox: [...later],
  };
}

/** Scheduled work without an answer: what a resumed instance begins again. */
export function unanswered({ history, inbox }: InstanceState): HistoryEvent[] {
  const answers = [...history, ...inbox].map((event) => event.TaskScheduledId ?? event.TimerId);
  const answered = new Set(answers);
  return history.filter(({ EventId }) => EventId >= 0 && !answered.has(EventId));
}
