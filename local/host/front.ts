// What stands before everything: Kestrel and its limits (KestrelServerLimits). Hands a request on with its body unread.
import { isUtf8 } from 'node:buffer';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Answer, type Asked, type LocalServer, open } from '../http-server';
import { decodePath } from './routes';

export interface Incoming {
  /** In capitals. */
  readonly method: string;
  /** Decoded. */
  readonly path: string;
  /** With whatever host name the caller gave. */
  readonly url: URL;
  /** Values of one name joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const maxRequestLineBytes = 8 * 1024;
const maxHeadersBytes = 32 * 1024;
const maxHeaders = 100;
/** ScriptConstants.DefaultMaxRequestBodySize */
const maxBodyBytes = 104_857_600;

/** What `handle` throws is logged and answered 500 without a body (ExceptionMiddleware). */
export async function openFront(
  port: number,
  handle: (incoming: Incoming) => Promise<void>,
  logError: (error: unknown) => void,
): Promise<LocalServer> {
  const server = createServer({ maxHeaderSize: 2 * maxHeadersBytes }, (request, response) => {
    const refused = refusedStatus(request);
    const incoming = refused === undefined ? incomingOf(request, response) : undefined;
    if (incoming === undefined) {
      reply(response, { status: refused ?? 400 });
      return;
    }
    handle(incoming).catch((error: unknown) => {
      logError(error);
      if (response.headersSent) response.destroy();
      else reply(response, { status: 500 });
    });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const status = statusOfParserError[error.code ?? ''] ?? '400 Bad Request';
    if (!socket.writable) socket.destroy();
    else socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
  });
  return open(server, port, 'the app');
}

/** An unknown method is no error to Kestrel: no route takes it. */
const statusOfParserError: Readonly<Record<string, string>> = {
  HPE_INVALID_METHOD: '404 Not Found',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

function refusedStatus({ method = '', url = '', rawHeaders }: IncomingMessage): number | undefined {
  if (`${method} ${url} HTTP/1.1\r\n`.length > maxRequestLineBytes) return 414;
  const headers = Buffer.from(rawHeaders.join('::'), 'latin1'); // as long as they are with ': ' and a line's end
  if (headers.length > maxHeadersBytes || rawHeaders.length / 2 > maxHeaders) return 431;
  if (!isUtf8(headers) || !/^[\x21-\x7e]*$/.test(url) || /^[^?]*%00/.test(url)) return 400;
  return undefined;
}

/** Undefined where the target or the host name is none. */
function incomingOf(request: IncomingMessage, response: ServerResponse): Incoming | undefined {
  const { method = '', url: target = '', headersDistinct } = request;
  const [rawPath = ''] = target.split('?');
  const origin = `http://${request.headers.host ?? ''}`;
  if (!target.startsWith('/') || !URL.canParse(`${origin}${target}`)) return undefined;
  const joined = Object.entries(headersDistinct).map(([name, values]) => [
    name,
    Buffer.from((values ?? []).join(','), 'latin1').toString(), // as UTF-8
  ]);
  return {
    method,
    path: withoutDotSegments(decodePath(rawPath)),
    url: new URL(`${origin}${target}`),
    headers: Object.fromEntries(joined) as Record<string, string>,
    request,
    response,
  };
}

function withoutDotSegments(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/').slice(1);
  for (const [index, segment] of segments.entries()) {
    if (segment === '..') kept.pop();
    if (segment !== '.' && segment !== '..') kept.push(segment);
    else if (index === segments.length - 1) kept.push('');
  }
  return `/${kept.join('/')}`;
}

/** Throws where it is larger than the host takes. */
export async function readBody({ request, headers }: Incoming): Promise<Buffer> {
  const tooLarge = new Error(`A request's body may have ${maxBodyBytes} bytes.`);
  if (Number(headers['content-length'] ?? 0) > maxBodyBytes) throw tooLarge;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) throw tooLarge;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** With its body, for the host's own endpoints. */
export async function askedOf(incoming: Incoming): Promise<Asked> {
  const { method, url, request } = incoming;
  const { url: target = '/', headers } = request;
  return { method, url, target, headers, body: await readBody(incoming) };
}

export function reply(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers).end(body ?? '');
}
