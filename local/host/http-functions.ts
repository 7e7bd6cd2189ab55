// Serves HTTP functions: the request as RpcHttp into the worker, its RpcHttp answer back out (runtime.md 1.5).
// A handler that throws answers 500 without a body.
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Invoke } from './invocation';
import { readBody, type Reply } from './http-server';
import type { FindRoute } from './routes';

const rpcHttp = z.object({
  http: z.object({
    statusCode: z.string(),
    headers: z.record(z.string(), z.string()).default({}),
    cookies: z
      .array(
        z.object({
          name: z.string(),
          value: z.string(),
          domain: z.object({ value: z.string() }).nullish(),
          path: z.object({ value: z.string() }).nullish(),
          expires: z.object({ value: z.object({ seconds: z.number() }) }).nullish(),
          secure: z.object({ value: z.boolean() }).nullish(),
          httpOnly: z.object({ value: z.boolean() }).nullish(),
          sameSite: z.string().nullish(),
          maxAge: z.object({ value: z.number() }).nullish(),
        }),
      )
      .default([]),
    body: z
      .object({ bytes: z.instanceof(Uint8Array).optional(), string: z.string().optional() })
      .nullish(),
  }),
});
type RpcCookie = z.infer<typeof rpcHttp>['http']['cookies'][number];

export function createHttpFunctions(find: FindRoute, invoke: Invoke) {
  return async (request: IncomingMessage, url: URL): Promise<Reply> => {
    const method = request.method ?? 'GET';
    const match = find(method, url.pathname);
    if (match === undefined) return { status: 404 };
    const body = await readBody(request);
    const trigger = {
      http: {
        method,
        url: url.href,
        nullableHeaders: nullable(
          Object.entries(request.headers)
            .map(([name, value]) => [name, String(value ?? '')] as const)
            .filter(([, value]) => value !== ''),
        ),
        nullableQuery: nullable(joinRepeated(url.searchParams)),
        nullableParams: nullable(Object.entries(match.params)),
        ...(body.length > 0 ? { body: { bytes: body } } : {}),
      },
    };
    let answer;
    try {
      answer = await invoke(match.target, trigger);
    } catch {
      return { status: 500 }; // the invoker has logged it
    }
    return answer === null || answer === undefined ? { status: 204 } : toReply(answer);
  };
}

function nullable(entries: readonly (readonly [string, string])[]): object {
  return Object.fromEntries(entries.map(([name, value]) => [name, { value }]));
}

function joinRepeated(query: URLSearchParams): [string, string][] {
  return [...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]);
}

function toReply(answer: unknown): Reply {
  const { http } = rpcHttp.parse(answer);
  return {
    status: Number(http.statusCode),
    headers: [
      ...Object.entries(http.headers),
      ...http.cookies.map((cookie) => ['set-cookie', toSetCookie(cookie)] as const),
    ],
    body: http.body?.bytes ?? http.body?.string,
  };
}

function toSetCookie(cookie: RpcCookie): string {
  const { name, value, domain, path, expires, secure, httpOnly, sameSite, maxAge } = cookie;
  const site = { lax: 'Lax', strict: 'Strict', explicitNone: 'None' }[sameSite ?? ''];
  return [
    `${name}=${encodeURIComponent(value)}`,
    ...(expires ? [`expires=${new Date(expires.value.seconds * 1000).toUTCString()}`] : []),
    ...(maxAge ? [`max-age=${maxAge.value}`] : []),
    ...(domain ? [`domain=${domain.value}`] : []),
    `path=${path?.value ?? '/'}`,
    ...(secure?.value === true ? ['secure'] : []),
    ...(site === undefined ? [] : [`samesite=${site}`]),
    ...(httpOnly?.value === true ? ['httponly'] : []),
  ].join('; ');
}
