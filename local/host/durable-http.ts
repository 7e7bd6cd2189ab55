// The durable HTTP API, under the webhook path and as the SDK's rpcBaseUrl (runtime.md 2.2). Entities, rewind
// and restart answer 501. An event is on disk before its 202.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { managementUrls, webhookPath } from './durable-functions';
import type { Engine } from './engine';
import { hasEnded, type InstanceState } from './history';
import { json, readBody, type Reply } from './http-server';
import { describe, isTrue } from './status-view';
import { parseJson } from './data-folder';
import { isSuspended } from './record';

const none: Reply = { status: 404 };
const accepted: Reply = { status: 202 };

const error = (status: number, Message: string): Reply =>
  json(status, {
    Message,
    ExceptionMessage: Message,
    ExceptionType: 'System.InvalidOperationException',
  });
const unsupported = (what: string): Reply =>
  error(501, `The embedded host does not support ${what}. Use Azure Functions Core Tools for it.`);

/** `path` is what follows the API's own path. */
export function createDurableHttp(
  engine: Engine,
  isOrchestrator: (name: string) => boolean,
  hub: string,
  defaultVersion: string,
) {
  async function start(
    request: IncomingMessage,
    url: URL,
    name = '',
    wanted?: string,
  ): Promise<Reply> {
    const text = (await readBody(request)).toString();
    const input = text === '' ? null : parseJson(text);
    if (input === undefined) return error(400, 'Invalid JSON content');
    if (!isOrchestrator(name)) {
      return error(
        400,
        `The function '${name}' doesn't exist, is disabled, or is not an orchestrator function.`,
      );
    }
    const id = wanted ?? randomUUID().replaceAll('-', '');
    if (!/^[^@/\\#?\p{Cc}][^/\\#?\p{Cc}]{0,99}$/u.test(id)) {
      return error(
        400,
        'Instance ids have 1 to 100 characters, begin not with @, and hold no / \\ # ? or control characters.',
      );
    }
    const version = url.searchParams.get('version') ?? defaultVersion;
    if (!engine.start({ id, name, version, input: text === '' ? null : JSON.stringify(input) })) {
      return error(
        500,
        `An Orchestration instance with the status ${engine.get(id)?.runtimeStatus ?? ''} already exists.`,
      );
    }
    const query = `taskHub=${hub}&connection=Storage&code=local`;
    const urls = managementUrls(`${url.origin}${webhookPath}`, encodeURIComponent(id), query);
    return json(202, { ...urls, id }, [
      ['location', urls.statusQueryGetUri],
      ['retry-after', '10'],
    ]);
  }

  function status(url: URL, state: InstanceState): Reply {
    const body = describe(state, url.searchParams);
    if (hasEnded(state)) {
      const asError =
        state.runtimeStatus === 'Failed' &&
        isTrue(url.searchParams, 'returnInternalServerErrorOnFailure');
      return json(asError ? 500 : 200, body);
    }
    return json(202, body, [
      ['location', url.href],
      ['retry-after', '5'],
    ]);
  }

  async function raise(
    request: IncomingMessage,
    { instanceId }: InstanceState,
    Name: string,
  ): Promise<Reply> {
    if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
      return error(400, 'Only application/json request content is supported');
    }
    const text = (await readBody(request)).toString();
    const data = text === '' ? null : parseJson(text);
    if (data === undefined) return error(400, 'Invalid JSON content');
    const state = engine.get(instanceId); // it may have ended while the body came in
    if (state === undefined) return none;
    if (hasEnded(state)) return { status: 410 };
    engine.send(instanceId, 'EventRaised', { Name, Input: JSON.stringify(data) });
    return accepted;
  }

  function command(url: URL, state: InstanceState, name: string): Reply {
    if (hasEnded(state)) return { status: 410 };
    const reason = url.searchParams.get('reason') ?? '';
    const suspended = isSuspended(state);
    if (name === 'terminate')
      engine.send(state.instanceId, 'ExecutionTerminated', { Input: reason });
    if (name === 'suspend' && !suspended) {
      engine.send(state.instanceId, 'ExecutionSuspended', { Reason: reason });
    }
    if (name === 'resume' && suspended) {
      engine.send(state.instanceId, 'ExecutionResumed', { Reason: reason });
    }
    return accepted;
  }

  function selected(query: URLSearchParams): InstanceState[] {
    const from = Date.parse(query.get('createdTimeFrom') ?? '');
    const to = Date.parse(query.get('createdTimeTo') ?? '');
    const statuses = query.getAll('runtimeStatus').flatMap((list) => list.split(','));
    const prefix = query.get('instanceIdPrefix') ?? '';
    return engine.all().filter((state) => {
      const created = Date.parse(state.createdTime);
      const inTime = !(created < from) && !(created > to); // an absent bound is NaN and holds nothing back
      const inStatus = statuses.length === 0 || statuses.includes(state.runtimeStatus);
      return inTime && inStatus && state.instanceId.startsWith(prefix);
    });
  }

  function purgeSelected(query: URLSearchParams): Reply {
    if (Number.isNaN(Date.parse(query.get('createdTimeFrom') ?? ''))) {
      return error(400, "Please provide value for 'createdTimeFrom' parameter.");
    }
    const ended = selected(query).filter(hasEnded);
    for (const { instanceId } of ended) engine.purge(instanceId);
    return ended.length === 0 ? none : json(200, { instancesDeleted: ended.length });
  }

  return async (request: IncomingMessage, url: URL, path: string): Promise<Reply> => {
    const method = request.method ?? '';
    const segments = path.split('/').filter((segment) => segment !== '');
    const parts = segments.map((segment) => decode(segment));
    if (parts.includes(undefined)) return error(400, 'Malformed percent-encoding.');
    const [root, id, name, event] = parts;
    if (root === 'entities') return unsupported('entities');
    if (root === 'orchestrators' && method === 'POST' && id !== undefined && parts.length <= 3) {
      return start(request, url, id, name);
    }
    if (root !== 'instances') return none;
    if (id === undefined) {
      if (method === 'DELETE') return purgeSelected(url.searchParams);
      return method === 'GET'
        ? json(
            200,
            selected(url.searchParams).map((one) => describe(one, url.searchParams)),
          )
        : none;
    }
    const state = engine.get(id);
    if (state === undefined) return none;
    if (parts.length === 2) {
      if (method === 'GET') return status(url, state);
      if (method !== 'DELETE') return none;
      engine.purge(id);
      return json(200, { instancesDeleted: 1 });
    }
    if (method !== 'POST' || name === undefined) return none;
    if (name.toLowerCase() === 'raiseevent' && event !== undefined && parts.length === 4) {
      return hasEnded(state) ? { status: 410 } : raise(request, state, event);
    }
    if (parts.length > 3) return none;
    if (['rewind', 'restart'].includes(name)) return unsupported(name);
    return ['terminate', 'suspend', 'resume'].includes(name) ? command(url, state, name) : none;
  };
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
