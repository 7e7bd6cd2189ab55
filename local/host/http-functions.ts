// The HTTP functions as endpoints: the request as RpcHttp into the worker, its RpcHttp answer back out (runtime.md 1.5).
// A handler that throws answers 500 without a body, one that returns nothing 204.
import type { Answer, Asked } from '../http-server';
import type { LoadedFunction, TypedData } from './core';
import { type Invoke, triggerOf } from './invocation';
import type { Endpoints, Params } from './routes';

interface RpcHttp {
  statusCode: string;
  headers?: Record<string, string>;
  cookies?: unknown[];
  body?: { bytes?: Uint8Array; string?: string } | null;
}

export function httpFunctions(
  functions: readonly LoadedFunction[],
  prefix: string,
  invoke: Invoke,
): Endpoints {
  const endpoints = functions.flatMap((target) => {
    const trigger = triggerOf(target, 'httpTrigger') as
      { route?: string; methods: string[] } | undefined;
    if (trigger === undefined) return [];
    const path = `${prefix}/${trigger.route ?? target.name}`.replace(/^\/+/, '');
    if (/^(admin|runtime)(\/|$)/i.test(path)) {
      throw new Error(`Route "${path}" of ${target.name} conflicts with the host's own routes.`);
    }
    const handle = async (asked: Asked, params: Params): Promise<Answer> => {
      const returned = await invoke(target, toRpcHttp(asked, params)).catch(() => failed);
      return toAnswer(returned, target.name);
    };
    return [[`${trigger.methods.join(',')} ${path}`, handle] as const];
  });
  return Object.fromEntries(endpoints);
}

const failed: TypedData = { http: { statusCode: '500' } }; // the invoker has logged it

function toRpcHttp({ method, url, headers, body }: Asked, params: Params): TypedData {
  const nullable = (entries: (readonly [string, string])[]): object =>
    Object.fromEntries(entries.map(([name, value]) => [name, { value }]));
  const given = Object.entries(headers).map(
    ([name, value]) => [name, String(value ?? '')] as const,
  );
  const { searchParams } = url;
  const query = [...new Set(searchParams.keys())];
  return {
    http: {
      method,
      url: url.href,
      nullableHeaders: nullable(given.filter(([, value]) => value !== '')),
      nullableQuery: nullable(query.map((name) => [name, searchParams.getAll(name).join(',')])),
      nullableParams: nullable(Object.entries(params)),
      ...(body.length > 0 ? { body: { bytes: body } } : {}),
    },
  };
}

function toAnswer(returned: TypedData | null | undefined, name: string): Answer {
  if (!returned) return { status: 204 };
  const { statusCode, headers = {}, cookies = [], body } = returned['http'] as RpcHttp;
  if (cookies.length > 0) throw new Error(`${name}: the embedded host does not support cookies.`);
  const content = body?.bytes ?? body?.string ?? '';
  return { status: Number(statusCode), headers, body: content as string }; // node writes bytes as they are
}
