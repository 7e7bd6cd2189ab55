// HTTP as cheap as it gets, over connections that are kept: what is measured is the app.
import { Agent, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly location: string | undefined;
}

export interface Client {
  call(
    method: string,
    path: string,
    body?: { readonly type: 'json' | 'x-www-form-urlencoded'; readonly text: string },
  ): Promise<Answered>;
  close(): void;
}

export function createClient(url: string, token?: string): Client {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(url);
  const signedIn = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    call: (method, path, body) =>
      new Promise((resolve, reject) => {
        const headers = {
          ...signedIn,
          ...(body === undefined
            ? {}
            : {
                'content-type': `application/${body.type}`,
                'content-length': Buffer.byteLength(body.text),
              }),
        };
        request({ agent, hostname, port, method, path, headers }, (answer) => {
          buffer(answer).then((bytes) => {
            const { statusCode: status = 0, headers: given } = answer;
            resolve({ status, text: bytes.toString('utf8'), location: given.location });
          }, reject);
        })
          .on('error', reject)
          .end(body?.text);
      }),
    close() {
      agent.destroy();
    },
  };
}
