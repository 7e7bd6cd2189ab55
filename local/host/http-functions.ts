// The HTTP functions: which one a request is for, whether its key is asked for, and how it is called: with HTTP streaming, or
// with the request as RpcHttp and its RpcHttp answer back (runtime.md 1.5).
import type { Answer } from '../http-server';
import type { App, LoadedFunction, TypedData } from './core';
import { type Incoming, readBody, reply } from './front';
import { createStreaming } from './http-streaming';
import { type Invoke, triggerOf } from './invocation';
import { type HostKeys, refusedWithout } from './keys';
import { createRouter, inOrderOfName, type Params, type Route } from './routes';

interface HttpTrigger {
  readonly route?: string;
  readonly methods: string[];
  readonly authLevel: string;
}

interface RpcHttp {
  statusCode: string;
  headers?: Record<string, string>;
  cookies?: unknown[];
  body?: { bytes?: Uint8Array; string?: string } | null;
}

/** False when no function takes the request. */
export type HttpFunctions = (incoming: Incoming) => Promise<boolean>;

export function createHttpFunctions(
  app: App,
  prefix: string,
  keys: HostKeys,
  invoke: Invoke,
): HttpFunctions {
  const find = createRouter(inOrderOfName(app.functions).flatMap((each) => routesOf(each, prefix)));
  const call = app.httpUri === undefined ? buffered : createStreaming(app.httpUri, invoke);

  async function buffered(
    target: LoadedFunction,
    incoming: Incoming,
    params: Params,
  ): Promise<void> {
    // Without a content-length there is no body (GrpcMessageConversionExtensions.ToRpcHttp).
    const hasBody = Number(incoming.headers['content-length'] ?? 0) > 0;
    const body = hasBody ? await readBody(incoming) : undefined;
    const returned = await invoke(target, toRpcHttp(incoming, params, body)).catch(() => failed);
    reply(incoming.response, toAnswer(returned, target.name));
  }

  return async (incoming) => {
    const found = find(incoming.method, incoming.path);
    if (found === undefined) return false;
    const { target, params } = found;
    if (isLetIn(target, keys, incoming)) await call(target, incoming, params);
    else reply(incoming.response, { status: 401 });
    return true;
  };
}

function routesOf(target: LoadedFunction, prefix: string): Route<LoadedFunction>[] {
  const trigger = triggerOf(target, 'httpTrigger') as HttpTrigger | undefined;
  if (trigger === undefined) return [];
  const template = `${prefix}/${trigger.route ?? target.name}`.replace(/^\/+/, '');
  if (/^(admin|runtime)(\/|$)/i.test(template)) {
    throw new Error(`Route "${template}" of ${target.name} conflicts with the host's own routes.`);
  }
  return [{ methods: trigger.methods, template, target }];
}

function isLetIn(target: LoadedFunction, keys: HostKeys, { request, url }: Incoming): boolean {
  const { authLevel } = triggerOf(target, 'httpTrigger') as unknown as HttpTrigger;
  if (authLevel === 'anonymous') return true;
  const key = authLevel === 'function' ? 'default' : 'master';
  return refusedWithout(key, keys, { headers: request.headers, url }) === undefined;
}

const failed: TypedData = { http: { statusCode: '500' } }; // the invoker has logged it

function toRpcHttp(
  { method, url, headers }: Incoming,
  params: Params,
  bytes: Buffer | undefined,
): TypedData {
  const nullable = (entries: (readonly [string, string | undefined])[]): object =>
    Object.fromEntries(
      entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, { value }]])),
    );
  const { searchParams } = url;
  const query = [...new Set(searchParams.keys())];
  return {
    http: {
      method,
      url: url.href,
      nullableHeaders: nullable(Object.entries(headers)),
      nullableQuery: nullable(query.map((name) => [name, searchParams.getAll(name).join(',')])),
      nullableParams: nullable(Object.entries(params)),
      ...(bytes === undefined ? {} : { body: { bytes } }),
    },
  };
}

/** A handler that throws answers 500 without a body, one that returns nothing 204. */
function toAnswer(returned: TypedData | null | undefined, name: string): Answer {
  if (!returned) return { status: 204 };
  const { statusCode, headers = {}, cookies = [], body } = returned['http'] as RpcHttp;
  if (cookies.length > 0)
    throw new Error(`${name}: without streaming, the embedded host does not support cookies.`);
  const content = body?.bytes ?? body?.string ?? '';
  return { status: Number(statusCode), headers, body: content as string }; // node writes bytes as they are
}
