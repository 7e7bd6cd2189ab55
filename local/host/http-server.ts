// The host's HTTP server, on 127.0.0.1 only: bodies up to 100 MB as Functions has it, answers written once,
// and the rule that keeps web pages away from the host's own endpoints.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isErrno } from './data-folder';

export interface Reply {
  readonly status: number;
  readonly headers?: readonly (readonly [string, string])[];
  readonly body?: Uint8Array | string | undefined;
}
export type Handle = (request: IncomingMessage, url: URL) => Promise<Reply>;

const maxBodyBytes = 104_857_600;

class BodyTooLarge extends Error {}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBodyBytes) throw new BodyTooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('A request body is read as bytes.');
    size += chunk.length;
    if (size > maxBodyBytes) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export function json(status: number, value: unknown, headers: Reply['headers'] = []): Reply {
  const type = ['content-type', 'application/json; charset=utf-8'] as const;
  return { status, headers: [type, ...headers], body: JSON.stringify(value) };
}

export function problem(status: number, title: string): Reply {
  const body = JSON.stringify({ type: 'about:blank', status, title });
  return { status, headers: [['content-type', 'application/problem+json']], body };
}

/** Listens; the handler is asked for every request. Rejects when the port is taken. */
export async function listen(port: number, handle: Handle, onError: (error: unknown) => void) {
  const server = createServer((request, response) => {
    answer(request, handle, onError)
      .then((reply) => {
        write(request, response, reply);
      })
      .catch((error: unknown) => {
        onError(error); // an answer that can't be written, such as one with an impossible header
        response.destroy();
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject(
        isErrno(error, 'EADDRINUSE')
          ? new Error(
              `Port ${port} is taken. Stop what listens there, or choose another port (0 takes a free one).`,
              { cause: error },
            )
          : error,
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: portOf(server),
    close: () => close(server),
    abandon: () => {
      server.closeAllConnections();
    },
  };
}

async function answer(
  request: IncomingMessage,
  handle: Handle,
  onError: (error: unknown) => void,
): Promise<Reply> {
  const target = request.url ?? '';
  const address = `http://${request.headers.host ?? ''}${target}`;
  if (!target.startsWith('/') || !URL.canParse(address)) return { status: 400 };
  try {
    return await handle(request, new URL(address));
  } catch (error) {
    if (error instanceof BodyTooLarge) return { status: 413, headers: [['connection', 'close']] };
    if (!isErrno(error, 'ECONNRESET')) onError(error); // a caller that went away is no error
    return { status: 500 };
  }
}

function write(request: IncomingMessage, response: ServerResponse, reply: Reply): void {
  const body = Buffer.from(reply.body ?? '');
  for (const [name, value] of reply.headers ?? []) response.appendHeader(name, value);
  const isBodiless = reply.status === 204 || reply.status === 304;
  if (!isBodiless) response.setHeader('content-length', body.length);
  response.writeHead(reply.status);
  if (reply.status === 413) response.once('finish', () => request.destroy());
  response.end(isBodiless ? undefined : body);
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

/** Takes no new connection, and resolves when those under way have been answered. */
async function close(server: Server): Promise<void> {
  const idle = setInterval(() => {
    server.closeIdleConnections();
  }, 20);
  await new Promise((resolve) => server.close(resolve));
  clearInterval(idle);
}

/** Whether the request may reach the host's own endpoints: sent to this machine, and not by a foreign web page. */
export function isFromHere({ headers }: IncomingMessage, port: number): boolean {
  const own = [`localhost:${port}`, `127.0.0.1:${port}`];
  const { host = '', origin } = headers;
  const isOwnOrigin = origin === undefined || own.some((name) => origin === `http://${name}`);
  return own.includes(host) && isOwnOrigin && headers['sec-fetch-site'] !== 'cross-site';
}
