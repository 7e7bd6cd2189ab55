// A request as bytes, for what no HTTP client would send.
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

export interface RawAnswer {
  readonly status: number;
  /** Headers and body as they came. */
  readonly rest: string;
}

/** Sends the pieces in order on a connection of its own, which is to end with the answer. */
export async function rawRequest(port: number, ...pieces: readonly string[]): Promise<RawAnswer> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  for (const piece of pieces) {
    if (!socket.write(piece, 'latin1')) await once(socket, 'drain');
  }
  const answer = await text(socket);
  const [, status, rest = ''] = /^HTTP\/1\.1 (\d{3})[^\r]*\r\n(.*)$/s.exec(answer) ?? [];
  return { status: Number(status), rest };
}

/** A request's head with `Connection: close`; `headers` as lines. */
export function head(method: string, target: string, ...headers: readonly string[]): string {
  const lines = [
    `${method} ${target} HTTP/1.1`,
    'Host: localhost',
    'Connection: close',
    ...headers,
  ];
  return [...lines, '', ''].join('\r\n');
}

/** A body in chunks, without its length. */
export function chunked(...chunks: readonly string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });
}
