// An instance as getStatus tells it (runtime.md 2.2), and its history as showHistory does: named event types, a result together with when its work was
// scheduled, no engine-internal events (the extension's GetDurableOrchestrationStatusAsync).
import { answeredId, EventType, type HistoryEvent, type InstanceState } from './history';
import { parseJson } from './data-folder';

const kinds = new Map<number, string>(
  Object.entries(EventType).map(([kind, number]) => [number, kind]),
);

function describeHistory(
  history: readonly HistoryEvent[],
  showInput: boolean,
  showOutput: boolean,
): object[] {
  const scheduled = new Map<number, HistoryEvent>();
  for (const event of history) {
    if (event.EventId >= 0 && event.Name !== undefined) scheduled.set(event.EventId, event);
  }
  const answered = new Set(history.map((event) => event.TaskScheduledId));
  return history
    .filter(({ EventType: type, EventId }) => {
      const isInternal =
        type === EventType.OrchestratorStarted || type === EventType.OrchestratorCompleted;
      return !isInternal && !(scheduled.has(EventId) && answered.has(EventId));
    })
    .map((event) => {
      const { Timestamp, FireAt, Reason, Details, OrchestrationStatus, Result } = event;
      const source =
        event.TaskScheduledId === undefined ? undefined : scheduled.get(answeredId(event) ?? -1);
      const isStart = event.EventType === EventType.ExecutionStarted;
      const FunctionName = source?.Name ?? (isStart ? event.Name : undefined);
      return {
        EventType: kinds.get(event.EventType),
        Timestamp,
        FunctionName,
        Name: isStart ? undefined : event.Name,
        ScheduledTime: source?.Timestamp,
        Input: showInput ? (source ?? event).Input : undefined,
        Result: showOutput && Result !== undefined ? valueOf(Result) : undefined,
        FireAt,
        Reason,
        Details,
        OrchestrationStatus,
      };
    });
}

export const isTrue = (query: URLSearchParams, name: string): boolean =>
  query.get(name)?.toLowerCase() === 'true';

/** JSON text as its value; anything else as the text it is, as the real client does. */
function valueOf(text: string | null): unknown {
  const value = text === null ? null : parseJson(text);
  return value === undefined ? text : value;
}

export function describe(state: InstanceState, query: URLSearchParams): object {
  const showInput = query.get('showInput')?.toLowerCase() !== 'false';
  const seconds = (instant: string): string => `${instant.slice(0, 19)}Z`;
  return {
    name: state.name,
    instanceId: state.instanceId,
    runtimeStatus: state.runtimeStatus,
    input: showInput ? valueOf(state.input) : null,
    customStatus: state.customStatus ?? null,
    output: valueOf(state.output),
    createdTime: seconds(state.createdTime),
    lastUpdatedTime: seconds(state.lastUpdatedTime),
    historyEvents: isTrue(query, 'showHistory')
      ? describeHistory(state.history, showInput, isTrue(query, 'showHistoryOutput'))
      : null,
  };
}
