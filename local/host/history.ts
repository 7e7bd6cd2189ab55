// The words of the orchestration protocol (runtime.md 2.3, 2.4): history events, the actions and the answer of an
// orchestrator, and the record that is kept of one instance.
import { z } from 'zod';

export const EventType = {
  ExecutionStarted: 0,
  ExecutionCompleted: 1,
  ExecutionTerminated: 3,
  TaskScheduled: 4,
  TaskCompleted: 5,
  TaskFailed: 6,
  TimerCreated: 10,
  TimerFired: 11,
  OrchestratorStarted: 12,
  OrchestratorCompleted: 13,
  EventRaised: 15,
} as const;
export type EventKind = keyof typeof EventType;

/** EventId is the id of the action that scheduled this work, or -1; two other ids tell what an event answers. */
const historyEvent = z.looseObject({
  EventType: z.enum(EventType),
  EventId: z.number(),
  IsPlayed: z.boolean(),
  Timestamp: z.string(),
  Name: z.string().optional(),
  Input: z.string().nullish(),
  TaskScheduledId: z.number().optional(),
  TimerId: z.number().optional(),
  FireAt: z.string().optional(),
});
export type HistoryEvent = z.infer<typeof historyEvent>;

export function newEvent(kind: EventKind, at: Date, fields: object = {}): HistoryEvent {
  const Timestamp = at.toISOString();
  return { EventType: EventType[kind], EventId: -1, IsPlayed: false, Timestamp, ...fields };
}

/** Each type uses the fields that it needs. */
export interface Action {
  actionType: number;
  functionName: string;
  input?: unknown;
  externalEventName: string;
  fireAt: string;
  isCanceled: boolean;
  retryOptions: Record<string, number>;
  compoundActions: Action[];
}
const action: z.ZodType<Action> = z.lazy(() =>
  z.object({
    actionType: z.number(),
    functionName: z.string().default(''),
    input: z.unknown().optional(),
    externalEventName: z.string().default(''),
    fireAt: z.string().default(''),
    isCanceled: z.boolean().default(false),
    retryOptions: z.record(z.string(), z.number()).default({}),
    compoundActions: z.array(action).default([]),
  }),
);

/** One list of actions in a list: all since the beginning. */
export const orchestratorAnswer = z.object({
  isDone: z.boolean(),
  actions: z.tuple([z.array(action)]),
  output: z.unknown().optional(),
  error: z.string().optional(),
  customStatus: z.unknown().optional(),
});
export type OrchestratorAnswer = z.infer<typeof orchestratorAnswer>;

/** Input and output are JSON text or null; the output of what failed or was terminated is a bare message. */
export const instanceState = z.object({
  instanceId: z.string(),
  executionId: z.string(),
  name: z.string(),
  input: z.string().nullable(),
  output: z.string().nullable(),
  customStatus: z.unknown(),
  createdTime: z.string(),
  lastUpdatedTime: z.string(),
  runtimeStatus: z.enum(['Pending', 'Running', 'Completed', 'Failed', 'Terminated']),
  history: z.array(historyEvent),
  inbox: z.array(historyEvent),
});
export type InstanceState = z.infer<typeof instanceState>;

export function hasEnded({ runtimeStatus }: InstanceState): boolean {
  return runtimeStatus !== 'Pending' && runtimeStatus !== 'Running';
}
