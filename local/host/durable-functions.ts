// The durable bindings (runtime.md 2.1, 2.3, 2.4): what a durable client is told, what an orchestrator is
// asked and how its answer or failure is read, how an activity gets its input and gives its result.
import { z } from 'zod';
import type { App, LoadedFunction, TypedData } from './core';
import { parseJson } from './data-folder';
import {
  type HistoryEvent,
  type InstanceState,
  type OrchestratorAnswer,
  orchestratorAnswer,
} from './history';
import { type Invoke, triggerOf } from './invocation';
import { OrchestrationFailure } from './shim';

export const webhookPath = '/runtime/webhooks/durabletask';
export const rpcPath = '/durabletask';

export type Kind = 'activity' | 'orchestrator';
export function findDurable(app: App, kind: Kind, name: string): LoadedFunction | undefined {
  const target = app.find(name);
  const type = kind === 'activity' ? 'activityTrigger' : 'orchestrationTrigger';
  return target !== undefined && triggerOf(target, type) !== undefined ? target : undefined;
}

/** The value of a durableClient binding. */
export function clientInput(hub: string, port: number): TypedData {
  const baseUrl = `http://localhost:${port}${webhookPath}`;
  const query = `taskHub=${hub}&connection=Storage&code=local`;
  const create = `${baseUrl}/orchestrators/{functionName}[/{instanceId}]`;
  return {
    string: JSON.stringify({
      taskHubName: hub,
      connectionName: 'Storage',
      baseUrl,
      requiredQueryStringParameters: 'code=local',
      rpcBaseUrl: `http://127.0.0.1:${port}${rpcPath}/`,
      creationUrls: {
        createNewInstancePostUri: `${create}?code=local`,
        createAndWaitOnNewInstancePostUri: `${create}?timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}&code=local`,
      },
      managementUrls: managementUrls(baseUrl, 'INSTANCEID', query),
    }),
  };
}

export function managementUrls(baseUrl: string, id: string, query: string) {
  const instance = `${baseUrl}/instances/${id}`;
  return {
    id,
    statusQueryGetUri: `${instance}?${query}`,
    sendEventPostUri: `${instance}/raiseEvent/{eventName}?${query}`,
    terminatePostUri: `${instance}/terminate?reason={text}&${query}`,
    rewindPostUri: `${instance}/rewind?reason={text}&${query}`,
    purgeHistoryDeleteUri: `${instance}?${query}`,
    restartPostUri: `${instance}/restart?${query}`,
    suspendPostUri: `${instance}/suspend?reason={text}&${query}`,
    resumePostUri: `${instance}/resume?reason={text}&${query}`,
  };
}

const failureMark = '\n\n$OutOfProcData$:';
const maxCustomStatusBytes = 16 * 1024;

/** Asks the orchestrator function; it may answer with an error, but an answer it is. */
export async function orchestrate(
  app: App,
  invoke: Invoke,
  state: InstanceState,
  fresh: readonly HistoryEvent[],
): Promise<OrchestratorAnswer> {
  const failed = (why: string, cause?: unknown): OrchestrationFailure =>
    new OrchestrationFailure(`Orchestrator function '${state.name}' failed: ${why}`, { cause });
  const target = findDurable(app, 'orchestrator', state.name);
  if (target === undefined) throw failed('the app has no such orchestrator function.');
  const request = JSON.stringify({
    history: [...state.history, ...fresh],
    input: state.input === null ? null : parseJson(state.input),
    instanceId: state.instanceId,
    isReplaying: state.history.length > 0,
    parentInstanceId: state.parent?.instanceId ?? null,
    upperSchemaVersion: 1,
    upperSchemaVersionNew: 2,
    longRunningTimerIntervalDuration: '3.00:00:00',
    maximumShortTimerDuration: '6.00:00:00',
    defaultHttpAsyncRequestSleepTimeMillseconds: 30000,
  });
  let returned: unknown;
  try {
    returned = (await invoke(target, { string: request }))?.['json'];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const at = message.indexOf(failureMark);
    if (at < 0) throw failed(message, error);
    returned = message.slice(at + failureMark.length);
  }
  const answer = orchestratorAnswer.safeParse(parseJson(String(returned)));
  if (!answer.success) throw failed('it gave no answer the host can read.', answer.error);
  if (2 * JSON.stringify(answer.data.customStatus ?? null).length > maxCustomStatusBytes) {
    throw failed(
      'The size of the JSON-serialized custom status must not exceed 16 KB of UTF-16 text.',
    );
  }
  return answer.data;
}

/** Runs an activity function; a string result stays a string, anything else is JSON. */
export async function act(
  app: App,
  invoke: Invoke,
  instanceId: string,
  name: string,
  input: unknown,
): Promise<string> {
  const target = findDurable(app, 'activity', name);
  if (target === undefined) throw new Error('the app has no such activity function.');
  const text = typeof input === 'string' ? input : JSON.stringify(input);
  const result = await invoke(target, { string: text }, { instanceId: { string: instanceId } });
  const { string, json, int, double, bytes } = typedResult.parse(result ?? {});
  if (bytes !== undefined) return JSON.stringify(Buffer.from(bytes).toString('base64'));
  return json ?? JSON.stringify(string ?? int ?? double ?? null);
}

const typedResult = z.object({
  string: z.string().optional(),
  json: z.string().optional(),
  int: z.number().optional(),
  double: z.number().optional(),
  bytes: z.instanceof(Uint8Array).optional(),
});
