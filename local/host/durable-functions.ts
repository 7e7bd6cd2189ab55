// Asks the app's durable functions (runtime.md 2.3, 2.4): what an orchestrator is told and how its answer or failure is
// read, how an activity gets its input and gives its result.
import { type App, type LoadedFunction, messageOf } from './core';
import { parseJson } from './data-folder';
import { type Invoke, triggerOf } from './invocation';
import { type HistoryEvent, type InstanceState, orchestratorAnswer } from './history';
import type { OrchestratorAnswer } from './history';
import { OrchestrationFailure } from './replay';

const failureMark = '\n\n$OutOfProcData$:';

export type DurableFunctions = ReturnType<typeof createDurableFunctions>;

export function createDurableFunctions(app: App, invoke: Invoke) {
  const has = (type: string, name: string): boolean =>
    triggerOf(app.find(name), type) !== undefined;

  function find(type: string, name: string): LoadedFunction {
    const target = app.find(name);
    if (target !== undefined && has(type, name)) return target;
    throw new OrchestrationFailure(`the app has no ${type} '${name}'.`);
  }

  return {
    isOrchestrator: (name: string): boolean => has('orchestrationTrigger', name),

    isActivity: (name: string): boolean => has('activityTrigger', name),

    /** The answer may be that it failed; throws an OrchestrationFailure when it is none at all. */
    async orchestrate(
      state: InstanceState,
      history: readonly HistoryEvent[],
    ): Promise<OrchestratorAnswer> {
      const request = {
        history,
        input: state.input === null ? null : parseJson(state.input),
        instanceId: state.instanceId,
        isReplaying: state.history.length > 0,
        parentInstanceId: null,
        upperSchemaVersion: 1,
        upperSchemaVersionNew: 2,
        longRunningTimerIntervalDuration: '3.00:00:00',
        maximumShortTimerDuration: '6.00:00:00',
        defaultHttpAsyncRequestSleepTimeMillseconds: 30000,
      };
      const target = find('orchestrationTrigger', state.name);
      try {
        const returned = await invoke(target, { string: JSON.stringify(request) });
        return orchestratorAnswer.parse(JSON.parse(returned?.['json'] as string));
      } catch (error) {
        const [message, answer] = messageOf(error).split(failureMark);
        if (answer === undefined) throw new OrchestrationFailure(message, { cause: error });
        return orchestratorAnswer.parse(JSON.parse(answer));
      }
    },

    /** The result as JSON text. */
    async act(instanceId: string, name: string, input: unknown): Promise<string> {
      const string = typeof input === 'string' ? input : JSON.stringify(input);
      const metadata = { instanceId: { string: instanceId } };
      const result = await invoke(find('activityTrigger', name), { string }, metadata);
      if (result?.['bytes'])
        throw new Error('the embedded host does not support bytes as a result.');
      if (typeof result?.['json'] === 'string') return result['json'];
      return JSON.stringify(result?.['string'] ?? result?.['int'] ?? result?.['double'] ?? null);
    },
  };
}
