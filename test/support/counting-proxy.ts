// Stands between the table client and Azurite: counts the storage transactions, and loses or refuses them on demand.
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** One request is one storage transaction, an entity group transaction too. */
export interface StorageRequest {
  readonly kind: 'query' | 'get' | 'insert' | 'update' | 'delete' | 'transaction';
  readonly table: string;
  /** Rows in the answer to a query or a get, once it is there. */
  readonly entities: number;
}

/**
 * `refuse`: 503, nothing is done. `forbid`: 403, which the SDK does not try again. `failAfter`, `dropAfter`: it is done,
 * and answered with 500 or not at all.
 */
export type Fault = 'pass' | 'refuse' | 'forbid' | 'failAfter' | 'dropAfter';

export interface CountingProxy {
  readonly connectionString: string;
  /** All requests since `reset`, tries by the SDK's own retry included. */
  readonly requests: readonly StorageRequest[];
  /** As `query Customers`, in order. */
  counted(): string[];
  /** The next writes meet these faults, in order. */
  failWrites(...faults: readonly Fault[]): void;
  reset(): void;
  stop(): Promise<void>;
}

export async function startCountingProxy(connectionString: string): Promise<CountingProxy> {
  const endpoint = new URL(/TableEndpoint=([^;]+)/.exec(connectionString)?.[1] ?? '');
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const requests: Counted[] = [];
  let faults: Fault[] = [];

  async function pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await buffer(asked);
    const storage = describe(asked, body);
    requests.push(storage);
    const isWrite = storage.kind !== 'query' && storage.kind !== 'get';
    const fault = isWrite ? faults.shift() : undefined;
    if (fault === 'refuse' || fault === 'forbid') {
      answer
        .writeHead(fault === 'refuse' ? 503 : 403, { 'content-type': 'application/json' })
        .end('{}');
      return;
    }
    const [status, headers, text] = await forward(asked, body);
    if (status === 200 && !isWrite) storage.entities = entitiesIn(text);
    if (fault === 'dropAfter') asked.socket.destroy();
    else if (fault === 'failAfter') answer.writeHead(500).end();
    else answer.writeHead(status, headers).end(text);
  }

  function forward(asked: IncomingMessage, body: Buffer) {
    const { method, url: path, headers } = asked;
    const { hostname, port } = endpoint;
    return new Promise<[number, IncomingMessage['headers'], Buffer]>((resolve, reject) => {
      request({ agent, hostname, port, method, path, headers }, (given) => {
        const { statusCode = 502, headers } = given;
        buffer(given).then((text) => {
          resolve([statusCode, headers, text]);
        }, reject);
      })
        .on('error', reject)
        .end(body);
    });
  }

  const server = createServer((asked, answer) => {
    pass(asked, answer).catch(() => asked.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    connectionString: connectionString.replace(endpoint.host, `127.0.0.1:${port}`),
    requests,
    counted: () => requests.map(({ kind, table }) => `${kind} ${table}`),
    failWrites(...wanted) {
      faults = [...wanted];
    },
    reset() {
      requests.length = 0;
      faults = [];
    },
    async stop() {
      server.closeAllConnections();
      agent.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Counted = { -readonly [Member in keyof StorageRequest]: StorageRequest[Member] };

/** A query answers a list, a get the row itself. */
function entitiesIn(answer: Buffer): number {
  const { value } = JSON.parse(answer.toString('utf8')) as { value?: unknown };
  return Array.isArray(value) ? value.length : 1;
}

function describe({ method = '', url = '' }: IncomingMessage, body: Buffer): Counted {
  const path =
    decodeURIComponent(url.split('?')[0] ?? '')
      .split('/')
      .at(-1) ?? '';
  if (path === '$batch') {
    const [, table = ''] = /devstoreaccount1\/(\w+)[(?\s]/.exec(body.toString('utf8')) ?? [];
    return { kind: 'transaction', table, entities: 0 };
  }
  const [table = ''] = path.split('(');
  const isOne = path.includes('PartitionKey=');
  const kinds = { GET: isOne ? 'get' : 'query', POST: 'insert', DELETE: 'delete' } as const;
  return { kind: isKey(method, kinds) ? kinds[method] : 'update', table, entities: 0 };
}

function isKey<T extends object>(key: PropertyKey, of: T): key is keyof T {
  return key in of;
}
