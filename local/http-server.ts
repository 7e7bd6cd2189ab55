// The HTTP plumbing of the stand-ins: on 127.0.0.1 only, whole bodies in, values out. A request for
// another host name is refused, so that no web page reaches a stand-in by rebinding its own name.
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
} from 'node:http';
import {
  createServer as createSocketServer,
  type AddressInfo,
  type Server as Listener,
} from 'node:net';
import * as z from 'zod';

export interface Asked {
  method: string;
  url: URL;
  /** Path and query exactly as received: what a signature covers. */
  target: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface Answer {
  status: number;
  headers?: Record<string, string>;
  body?: string;
}

/** `reset` cuts the connection off without an answer. */
export type Handler = (asked: Asked) => Answer | 'reset' | Promise<Answer | 'reset'>;

export interface LocalServer {
  url: string;
  port: number;
  stop: () => Promise<void>;
}

/** Thrown by a handler to answer with an error in the shape that Azure's REST APIs share. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

const bodyLimitBytes = 10 * 1024 * 1024;

export async function serve(name: string, port: number, handle: Handler): Promise<LocalServer> {
  const server = createServer((request, response) => {
    answer(request, handle)
      .catch((error: unknown) => failed(error, name, request))
      .then((answered) => {
        if (answered === 'reset') return request.socket.resetAndDestroy();
        return response.writeHead(answered.status, answered.headers).end(answered.body ?? '');
      })
      .catch((error: unknown) => {
        console.error(`${name}: the answer could not be written`, error);
        request.socket.destroy();
      });
  });
  return open(server, port, name);
}

/** On 127.0.0.1; rejects when another program holds the port. */
export async function open(server: Server, port: number, name: string): Promise<LocalServer> {
  const bound = await listen(server, port, name);
  const stop = () =>
    new Promise<void>((resolve, reject) => {
      server.close((error) => {
        if (error) reject(error);
        else resolve();
      });
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${bound}`, port: bound, stop };
}

/** The port itself, or a free one for 0; rejects when another program holds it. */
export async function freePort(port: number, name: string): Promise<number> {
  const probe = createSocketServer();
  const bound = await listen(probe, port, name);
  await new Promise((resolve) => probe.close(resolve));
  return bound;
}

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

export function parseBody<T>(schema: z.ZodType<T>, body: Buffer): T {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new Refused(400, 'BadRequest', `The body is no JSON: ${String(cause)}`);
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Refused(400, 'BadRequest', z.prettifyError(parsed.error));
  return parsed.data;
}

async function answer(request: IncomingMessage, handle: Handler): Promise<Answer | 'reset'> {
  const url = new URL(`http://${request.headers.host ?? ''}${request.url ?? '/'}`);
  if (!['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname))
    throw new Refused(403, 'Forbidden', `${url.hostname} is not this machine.`);
  const body = await bodyOf(request);
  const { method = 'GET', headers, url: target = '/' } = request;
  return handle({ method, url, target, headers, body });
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= bodyLimitBytes) chunks.push(chunk);
  }
  if (bytes > bodyLimitBytes)
    throw new Refused(413, 'RequestEntityTooLarge', 'The body is larger than 10 MiB.');
  return Buffer.concat(chunks);
}

function failed(error: unknown, name: string, request: IncomingMessage): Answer {
  if (error instanceof Refused) {
    const { status, code, message, headers } = error;
    return json(status, { error: { code, message } }, { 'x-ms-error-code': code, ...headers });
  }
  console.error(`${name}: ${request.method ?? ''} ${request.url ?? ''} failed`, error);
  return json(500, { error: { code: 'InternalServerError', message: 'See the log.' } });
}

function listen(server: Server | Listener, port: number, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      const advice = `Port ${port} is taken by another program: stop that one, or give ${name} another port.`;
      reject(taken ? new Error(advice, { cause: error }) : error);
    });
    server.listen(port, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}
