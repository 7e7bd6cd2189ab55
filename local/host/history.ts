// The words of the orchestration protocol: history events as the worker reads them, the actions and the
// answer an orchestrator gives back, and the record that is kept of one instance (runtime.md 2.3 and 2.4).
import { z } from 'zod';

export const EventType = {
  ExecutionStarted: 0,
  ExecutionCompleted: 1,
  ExecutionTerminated: 3,
  TaskScheduled: 4,
  TaskCompleted: 5,
  TaskFailed: 6,
  SubOrchestrationInstanceCreated: 7,
  SubOrchestrationInstanceCompleted: 8,
  SubOrchestrationInstanceFailed: 9,
  TimerCreated: 10,
  TimerFired: 11,
  OrchestratorStarted: 12,
  OrchestratorCompleted: 13,
  EventRaised: 15,
  ExecutionSuspended: 19,
  ExecutionResumed: 20,
} as const;

const historyEvent = z.object({
  EventType: z.enum(EventType),
  EventId: z.number(),
  IsPlayed: z.boolean(),
  Timestamp: z.string(),
  Name: z.string().optional(),
  Version: z.string().optional(),
  Input: z.string().nullish(),
  Result: z.string().optional(),
  Reason: z.string().optional(),
  Details: z.string().optional(),
  OrchestrationStatus: z.string().optional(),
  OrchestrationInstance: z.object({ InstanceId: z.string(), ExecutionId: z.string() }).optional(),
  InstanceId: z.string().optional(),
  TaskScheduledId: z.number().optional(),
  TimerId: z.number().optional(),
  FireAt: z.string().optional(),
});
export type HistoryEvent = z.infer<typeof historyEvent>;
export type EventKind = keyof typeof EventType;

/** A new event; only results of this turn's own decisions carry an id of their own. */
export function newEvent(
  kind: EventKind,
  at: Date,
  fields: Partial<Omit<HistoryEvent, 'EventType' | 'IsPlayed' | 'Timestamp'>> = {},
): HistoryEvent {
  return {
    EventType: EventType[kind],
    IsPlayed: false,
    Timestamp: at.toISOString(),
    ...fields,
    EventId: fields.EventId ?? -1,
  };
}

/** The id of the activity, timer or sub-orchestration that this event answers. */
export function answeredId(event: HistoryEvent): number | undefined {
  return event.TaskScheduledId ?? event.TimerId;
}

const retryOptions = z.object({
  firstRetryIntervalInMilliseconds: z.number(),
  maxNumberOfAttempts: z.number(),
  backoffCoefficient: z.number().default(1),
  maxRetryIntervalInMilliseconds: z.number().default(6 * 86_400_000),
  retryTimeoutInMilliseconds: z.number().default(Infinity),
});
export type RetryOptions = z.infer<typeof retryOptions>;

export interface Action {
  actionType: number;
  functionName: string;
  input?: unknown;
  instanceId?: string | null | undefined;
  version?: string | null | undefined;
  externalEventName: string;
  fireAt: string;
  isCanceled: boolean;
  retryOptions?: RetryOptions | undefined;
  compoundActions: Action[];
}
const action: z.ZodType<Action> = z.lazy(() =>
  z.object({
    actionType: z.number(),
    functionName: z.string().default(''),
    input: z.unknown().optional(),
    instanceId: z.string().nullish(),
    version: z.string().nullish(),
    externalEventName: z.string().default(''),
    fireAt: z.string().default(''),
    isCanceled: z.boolean().default(false),
    retryOptions: retryOptions.optional(),
    compoundActions: z.array(action).default([]),
  }),
);

export const orchestratorAnswer = z.object({
  isDone: z.boolean(),
  actions: z.tuple([z.array(action)]),
  output: z.unknown().optional(),
  error: z.string().optional(),
  customStatus: z.unknown().optional(),
});
export type OrchestratorAnswer = z.infer<typeof orchestratorAnswer>;

const runtimeStatuses = [
  'Pending',
  'Running',
  'Suspended',
  'ContinuedAsNew',
  'Completed',
  'Failed',
  'Terminated',
] as const;

export const instanceState = z.object({
  instanceId: z.string(),
  executionId: z.string(),
  name: z.string(),
  version: z.string(),
  input: z.string().nullable(),
  output: z.string().nullable(),
  customStatus: z.unknown(),
  createdTime: z.string(),
  lastUpdatedTime: z.string(),
  runtimeStatus: z.enum(runtimeStatuses),
  parent: z
    .object({ instanceId: z.string(), executionId: z.string(), taskId: z.number() })
    .optional(),
  history: z.array(historyEvent),
  inbox: z.array(historyEvent),
});
export type InstanceState = z.infer<typeof instanceState>;

export function hasEnded(state: InstanceState): boolean {
  return ['Completed', 'Failed', 'Terminated'].includes(state.runtimeStatus);
}
