// One orchestration in virtual time: the SDK's own executor plays every turn over the whole history, and the engine's
// half of the replay (local/host, written after the extension) checks it and schedules. No process, no waiting.
import { createRequire } from 'node:module';
import type { OrchestrationHandler } from 'durable-functions';
import * as df from 'durable-functions';
import {
  EventType,
  hasEnded,
  newEvent,
  orchestratorAnswer,
  type HistoryEvent,
  type InstanceState,
  type OrchestratorAnswer,
} from '../../local/host/history';
import { afterTurn, newInstance, unanswered } from '../../local/host/record';
import { replay, type Decision } from '../../local/host/replay';

type Execute = (trigger: unknown, context: df.DummyOrchestrationContext) => Promise<unknown>;
/** What `df.app.orchestration` itself wraps a handler with; the package root does not export it. */
const { createOrchestrator } = createRequire(__filename)(
  'durable-functions/lib/src/util/testingUtils',
) as { readonly createOrchestrator: (handler: OrchestrationHandler) => Execute };

/** What one turn decided. */
export interface Turn {
  readonly now: Date;
  readonly answer: OrchestratorAnswer;
  readonly scheduled: readonly HistoryEvent[];
}

/** The SDK's answer to a history: all actions since the beginning. */
export async function execute(
  handler: OrchestrationHandler,
  input: unknown,
  history: readonly HistoryEvent[],
): Promise<OrchestratorAnswer> {
  const trigger = {
    history: history.map((event) => ({ ...event })),
    input,
    instanceId: 'an-instance',
    isReplaying: history.length > 2,
    parentInstanceId: null,
    upperSchemaVersion: 1,
    upperSchemaVersionNew: 2,
    longRunningTimerIntervalDuration: '3.00:00:00',
    maximumShortTimerDuration: '6.00:00:00',
    defaultHttpAsyncRequestSleepTimeMillseconds: 30_000,
  };
  const context = new df.DummyOrchestrationContext();
  try {
    const answer = await createOrchestrator(handler)(trigger, context);
    return orchestratorAnswer.parse(JSON.parse(JSON.stringify(answer)));
  } catch (error) {
    const [, json] = String(error).split('$OutOfProcData$:');
    if (json === undefined) throw error;
    return orchestratorAnswer.parse(JSON.parse(json));
  }
}

/** The engine's half: what is new after this history, or how it ended; a mismatch ends it as Failed. */
export function decide(
  name: string,
  events: readonly HistoryEvent[],
  answer: OrchestratorAnswer,
  now: Date,
): Decision {
  return replay({ name, executionId: 'an-execution', events, answer, now, isKnown: () => true });
}

/** One turn, as the host takes it: the inbox goes in, what is decided becomes history. */
export async function takeTurn(
  handler: OrchestrationHandler,
  state: InstanceState,
  now: Date,
): Promise<{ readonly state: InstanceState; readonly turn: Turn }> {
  const fresh = [newEvent('OrchestratorStarted', now), ...state.inbox];
  const events = [...state.history, ...fresh];
  const answer = await execute(handler, JSON.parse(state.input ?? 'null'), events);
  const decision = decide(state.name, events, answer, now);
  const turn = { now, answer, scheduled: decision.scheduled };
  return { state: afterTurn(state, fresh, decision, [], now), turn };
}

export interface Life {
  readonly now: () => Date;
  readonly state: () => InstanceState;
  readonly turns: readonly Turn[];
  /** An external event: in the inbox at once, taken in by the next turn. */
  post(event: string): void;
  /** Plays turns until nothing is left to do at this instant. */
  settle(): Promise<void>;
  /** Lets time pass: every timer fires at its own instant; `company` are events in one batch with the first of them. */
  until(end: Date, company?: Company): Promise<void>;
}
interface Company {
  readonly before?: readonly string[];
  readonly after?: readonly string[];
}

export function live(options: {
  readonly name: string;
  readonly handler: OrchestrationHandler;
  readonly input: unknown;
  readonly from: Date;
  /** Plays the activities; what it throws fails the activity. */
  readonly activity: (input: unknown, now: Date) => unknown;
}): Life {
  const { name, handler, input, activity } = options;
  let now = options.from;
  const turns: Turn[] = [];
  let state = newInstance(
    { id: 'an-instance', name, version: '', input: JSON.stringify(input) },
    now,
  );

  const post = (event: HistoryEvent) => {
    state = { ...state, inbox: [...state.inbox, event] };
  };

  async function turn(): Promise<void> {
    const taken = await takeTurn(handler, state, now);
    turns.push(taken.turn);
    state = taken.state;
    for (const event of taken.turn.scheduled) {
      if (event.EventType === EventType.TaskScheduled) post(played(event));
    }
  }

  function played({ EventId: TaskScheduledId, Name = '', Input }: HistoryEvent): HistoryEvent {
    try {
      const [given] = JSON.parse(Input ?? '[]') as unknown[];
      const Result = JSON.stringify(activity(given, now) ?? null);
      return newEvent('TaskCompleted', now, { TaskScheduledId, Result });
    } catch (error) {
      const Reason = `Activity function '${Name}' failed: ${String(error)}`;
      return newEvent('TaskFailed', now, { TaskScheduledId, Reason, Details: '{}' });
    }
  }

  const raised = (Name: string) => newEvent('EventRaised', now, { Name, Input: 'null' });

  async function settle(): Promise<void> {
    while (state.inbox.length > 0 && !hasEnded(state)) await turn();
  }

  /** Timers that were cancelled fire too: the extension takes none back. */
  function timers(): (HistoryEvent & { at: number })[] {
    return unanswered(state)
      .filter(({ EventType: type }) => type === EventType.TimerCreated)
      .map((event) => ({ ...event, at: Date.parse(event.FireAt ?? '') }));
  }

  return {
    now: () => now,
    state: () => state,
    turns,
    post: (event) => {
      post(raised(event));
    },
    settle,
    async until(end, company = {}) {
      await settle();
      for (let { before = [], after = [] } = company; ; before = [], after = []) {
        const due = timers().filter(({ at }) => at <= end.getTime());
        if (due.length === 0 || hasEnded(state)) break;
        const first = Math.min(...due.map(({ at }) => at));
        now = new Date(Math.max(now.getTime(), first));
        for (const event of before) post(raised(event));
        for (const { at, EventId: TimerId, FireAt } of due) {
          if (at <= now.getTime()) post(newEvent('TimerFired', now, { TimerId, FireAt }));
        }
        for (const event of after) post(raised(event));
        await settle();
      }
      now = new Date(Math.max(now.getTime(), end.getTime()));
    },
  };
}
