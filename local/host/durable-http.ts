// The durable HTTP API as endpoints, and the client binding that leads the SDK to it (runtime.md 2.1, 2.2): a listener of its
// own without a key (LocalHttpListener), beside the webhook that asks for one. An event is on disk before its 202.
import { randomUUID } from 'node:crypto';
import { type Answer, type Asked, json } from '../http-server';
import type { TypedData } from './core';
import { parseJson } from './data-folder';
import type { Engine } from './engine';
import { hasEnded, type InstanceState } from './history';
import type { Endpoints, Params } from './routes';

const validId = /^[^@/\\#?%\p{Cc}][^/\\#?%\p{Cc}]{0,99}$/u;

/** Where the API is: the webhook for everybody with the key, the other address for the SDK. */
export interface DurableUrls {
  /** Without its last slash, with the host name. */
  readonly webhook: string;
  readonly key: string;
  /** With its last slash. */
  readonly rpc: string;
}

/** The value of a durableClient binding; the SDK calls below `rpcBaseUrl`, and wants the other URLs all the same. */
export function durableClient(taskHubName: string, { webhook, key, rpc }: DurableUrls): TypedData {
  const code = `code=${key}`;
  const create = `${webhook}/orchestrators/{functionName}[/{instanceId}]?${code}`;
  const instance = `${webhook}/instances/INSTANCEID`;
  const client = {
    ...{ taskHubName, baseUrl: webhook, rpcBaseUrl: rpc, requiredQueryStringParameters: code },
    creationUrls: { createNewInstancePostUri: create, createAndWaitOnNewInstancePostUri: create },
    managementUrls: {
      id: 'INSTANCEID',
      statusQueryGetUri: `${instance}?${code}`,
      sendEventPostUri: `${instance}/raiseEvent/{eventName}?${code}`,
      terminatePostUri: `${instance}/terminate?reason={text}&${code}`,
      rewindPostUri: `${instance}/rewind?reason={text}&${code}`,
      purgeHistoryDeleteUri: `${instance}?${code}`,
      restartPostUri: `${instance}/restart?${code}`,
      suspendPostUri: `${instance}/suspend?reason={text}&${code}`,
      resumePostUri: `${instance}/resume?reason={text}&${code}`,
    },
  };
  return { string: JSON.stringify(client) };
}

/** Below `base`, such as 'runtime/webhooks/durabletask'. */
export function durableEndpoints(
  base: string,
  engine: Engine,
  isOrchestrator: (name: string) => boolean,
  { webhook, key }: DurableUrls,
): Endpoints {
  function start({ body, url }: Asked, { name = '', id }: Params): Answer {
    const input = body.length === 0 ? null : parseJson(body.toString());
    if (input === undefined) return failure(400, 'Invalid JSON content');
    if (!isOrchestrator(name)) {
      const why = "doesn't exist, is disabled, or is not an orchestrator function.";
      return failure(400, `The function '${name}' ${why}`);
    }
    const instanceId = id ?? randomUUID().replaceAll('-', '');
    if (!validId.test(instanceId)) {
      const rule = 'begin not with @, and hold no / \\ # ? % or control characters.';
      return failure(400, `Instance ids have 1 to 100 characters, ${rule}`);
    }
    const version = url.searchParams.get('version') ?? '';
    const text = input === null ? null : JSON.stringify(input);
    if (!engine.start({ id: instanceId, name, version, input: text })) {
      const status = engine.get(instanceId)?.runtimeStatus ?? '';
      return failure(500, `An Orchestration instance with the status ${status} already exists.`);
    }
    const location = `${webhook}/instances/${encodeURIComponent(instanceId)}?code=${key}`;
    const started = { id: instanceId, statusQueryGetUri: location };
    return json(202, started, { location, 'retry-after': '10' });
  }

  function show({ url }: Asked, state: InstanceState): Answer {
    if (url.searchParams.has('showHistory')) return unsupported('showHistory');
    const { name, instanceId, runtimeStatus, customStatus, createdTime, lastUpdatedTime } = state;
    const body = {
      ...{ name, instanceId, runtimeStatus, customStatus },
      input: valueOf(state.input),
      output: valueOf(state.output),
      createdTime: `${createdTime.slice(0, 19)}Z`,
      lastUpdatedTime: `${lastUpdatedTime.slice(0, 19)}Z`,
    };
    if (hasEnded(state)) return json(200, body);
    return json(202, body, { location: url.href, 'retry-after': '5' });
  }

  function raise({ headers, body }: Asked, { instanceId }: InstanceState, params: Params): Answer {
    const data = body.length === 0 ? null : parseJson(body.toString());
    const isJson = /^application\/json\b/i.test(headers['content-type'] ?? '');
    if (!isJson || data === undefined) return failure(400, 'Expected application/json content');
    return send(instanceId, 'EventRaised', {
      Name: params['event'],
      Input: JSON.stringify(data),
    });
  }

  const send = (...args: Parameters<Engine['send']>): Answer => ({
    status: engine.send(...args) ? 202 : 410,
  });

  /** For an instance that exists. */
  const of =
    (handle: (asked: Asked, state: InstanceState, params: Params) => Answer) =>
    (asked: Asked, params: Params): Answer => {
      const state = engine.get(params['id'] ?? '');
      return state === undefined ? { status: 404 } : handle(asked, state, params);
    };
  const instance = `${base}/instances/{id}`;
  return {
    [`POST ${base}/orchestrators/{name}/{id?}`]: start,
    [`GET ${instance}`]: of(show),
    [`POST ${instance}/raiseEvent/{event}`]: of(raise),
    [`POST ${instance}/terminate`]: of(({ url }, { instanceId }) =>
      send(instanceId, 'ExecutionTerminated', { Input: url.searchParams.get('reason') }),
    ),
    [`DELETE ${instance}`]: of((_, { instanceId }) => {
      engine.purge(instanceId);
      return json(200, { instancesDeleted: 1 });
    }),
    [`GET,POST,DELETE ${base}/{*rest}`]: ({ method }, { rest = '' }) =>
      unsupported(`${method} ${rest}`),
  };
}

/** JSON text as its value; anything else as the text it is, as the real client does. */
function valueOf(text: string | null): unknown {
  const value = parseJson(text ?? 'null');
  return value === undefined ? text : value;
}

function failure(status: number, Message: string): Answer {
  const ExceptionType = 'System.InvalidOperationException';
  return json(status, { Message, ExceptionMessage: Message, ExceptionType });
}

const unsupported = (what: string): Answer =>
  failure(501, `The embedded host does not support ${what}.`);
