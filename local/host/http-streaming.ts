// HTTP streaming (DefaultHttpProxyService): the request goes to the worker's own HTTP server, and its answer comes from
// there. A function that throws or returns nothing leaves the caller without one, as on the real host.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  type ClientRequest,
  type IncomingMessage,
  request as send,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream/promises';
import { bindingData } from './binding-data';
import type { LoadedFunction } from './core';
import { type Incoming, readBody } from './front';
import type { Invoke } from './invocation';
import type { Params } from './routes';

/** The forwarder's time without any sign of life from either side. */
const activityTimeoutMs = 240_000;

export type Streaming = (
  target: LoadedFunction,
  incoming: Incoming,
  params: Params,
) => Promise<void>;

export function createStreaming(workerUrl: string, invoke: Invoke): Streaming {
  return async (target, incoming, params) => {
    const invocationId = randomUUID();
    // Binding reads a body of known length as a whole; what is chunked is sent on as it comes.
    const isWhole = Number(incoming.headers['content-length'] ?? 0) > 0;
    const body = isWhole ? await readBody(incoming) : undefined;
    const metadata = bindingData(incoming, params, body);
    const invocation = invoke(target, { http: {} }, metadata, invocationId).then(
      () => true,
      () => false, // logged there
    );
    const [, hasRun] = await Promise.all([
      forward(workerUrl, incoming, body, invocationId),
      invocation,
    ]);
    if (!hasRun) fail(incoming.response);
    incoming.response.end(); // what has no body leaves here only
  };
}

/** The answer waits until the whole body has gone over, as with .NET's HTTP client; where that fails it is 500. */
async function forward(
  workerUrl: string,
  incoming: Incoming,
  body: Buffer | undefined,
  invocationId: string,
): Promise<void> {
  const { request, response, method, path, url } = incoming;
  try {
    const outgoing = send(workerUrl, {
      agent: false, // a connection whose request was left by the function is of no use to the next
      method,
      path: `${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}${url.search}`,
      headers: forwarded(incoming, invocationId),
    });
    outgoing.setTimeout(activityTimeoutMs, () => outgoing.destroy());
    response.once('close', () => outgoing.destroy());
    const failed = new Promise<never>((_, fail) => outgoing.on('error', fail));
    const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>;
    const sent = sendBody(body === undefined ? request : [body], outgoing);
    const [[answer]] = await Promise.race([Promise.all([answered, sent]), failed]);
    response.statusCode = answer.statusCode ?? 500;
    for (const [name, value] of Object.entries(endToEnd(answer.headers))) {
      if (value !== undefined) response.setHeader(name, value);
    }
    await pipeline(answer, response, { end: false });
  } catch {
    fail(response);
  }
}

function fail(response: ServerResponse): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.statusCode = 500;
}

/** Chunk by chunk, each when the one before has left: Node's client tells no `drain` any more once there is an answer. */
async function sendBody(
  body: AsyncIterable<Buffer> | Iterable<Buffer>,
  outgoing: ClientRequest,
): Promise<void> {
  for await (const chunk of body) {
    await new Promise<void>((sent, fail) => {
      outgoing.write(chunk, (error) => {
        if (error) fail(error);
        else sent();
      });
    });
  }
  outgoing.end();
}

function forwarded({ request, headers }: Incoming, invocationId: string): OutgoingHttpHeaders {
  const isAscii = Object.values(headers).every((value) => /^[\t\x20-\x7e]*$/.test(value));
  if (!isAscii) throw new Error('.NET sends no header with other characters than ASCII.');
  return {
    ...endToEnd(headers),
    connection: 'keep-alive',
    'x-ms-invocation-id': invocationId,
    'x-forwarded-for': request.socket.remoteAddress,
    'x-forwarded-host': headers['host'],
    'x-forwarded-proto': 'http',
  };
}

const hopByHop = /^(host|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade)$/;

function endToEnd(headers: IncomingMessage['headers'] | Incoming['headers']): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.test(name)));
}
