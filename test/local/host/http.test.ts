// HTTP functions without streaming: the request as the worker gets it, the answer as the caller gets it.
import { type ChildHost, cleanUp, startChild } from '../../support/host-fixture/child-host';
import { chunked } from '../../support/raw-request';

let host: ChildHost;
beforeAll(async () => {
  host = await startChild();
});
afterAll(cleanUp);

const json = async (path: string, init?: RequestInit): Promise<unknown> =>
  (await host.fetch(path, init)).json();
const statusOf = async (path: string, init?: RequestInit): Promise<number> =>
  (await host.fetch(path, init)).status;

describe('HTTP functions', () => {
  it('hand over method, URL, parameters, query, headers and body', async () => {
    const response = await host.fetch('/THINGS/a%20b/7?q=1&q=2&empty=', {
      method: 'POST',
      headers: { 'X-Test': 'yes' },
      body: 'text',
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-kind')).toBe('a b');
    expect(await response.json()).toEqual({
      method: 'POST',
      url: `${host.url}/THINGS/a%20b/7?q=1&q=2&empty=`,
      params: { kind: 'a b', id: '7' },
      query: { q: '1,2', empty: '' },
      header: 'yes',
      body: 'text',
    });
  });

  // FunctionMetadataManager orders them by name; WebScriptHostHttpRoutesManager adds the routes in that order.
  it('take requests in the order of their names, whatever their templates', async () => {
    expect(await json('/things/special/7')).toMatchObject({ params: { kind: 'special' } });
    expect(await (await host.fetch('/things/special/7', { method: 'PUT' })).text()).toBe('special');
    expect(await json('/files/known')).toEqual({ path: 'known' });
    expect(await (await host.fetch('/files/a', { method: 'PUT' })).text()).toMatch('PUT');
  });

  it('answer HEAD with the headers and no body, where it is declared', async () => {
    const response = await host.fetch('/things/a/7', { method: 'HEAD' });
    expect(response.status).toBe(201);
    expect(await response.text()).toBe('');
    expect(await statusOf('/files/a', { method: 'HEAD' })).toBe(404);
  });

  it('answer 404 without a body where no route or method fits', async () => {
    for (const [path, method] of [
      ['/nowhere', 'GET'],
      ['/things/a', 'GET'],
      ['/nothing', 'POST'],
    ] as const) {
      const response = await host.fetch(path, { method });
      expect([response.status, await response.text()]).toEqual([404, '']);
    }
  });

  it('match optional segments and the rest of a path', async () => {
    expect(await json('/pages')).toEqual({});
    expect(await json('/pages/3')).toEqual({ number: '3' });
    expect(await json('/files/a/b.txt')).toEqual({ path: 'a/b.txt' });
  });

  it('keep %2F and malformed percent-encoding in parameters as they came', async () => {
    expect(await json('/files/a%2Fb%zz%ff')).toEqual({ path: 'a%2Fb%zz%ff' });
  });

  it('carry bodies as bytes', async () => {
    const bytes = new Uint8Array([0, 255, 128, 10]);
    const response = await host.fetch('/bytes', { method: 'POST', body: bytes });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  // GrpcMessageConversionExtensions.ToRpcHttp reads a body where the content-length is above 0.
  it('get no body that comes in chunks', async () => {
    const chunks = { method: 'POST', body: chunked('te', 'xt'), duplex: 'half' } as const;
    expect(await json('/things/a/7', chunks)).toMatchObject({ body: '' });
  });

  it('answer 204 when the handler returns nothing', async () => {
    expect(await statusOf('/nothing')).toBe(204);
  });

  it('answer 500 without a body when the handler throws, and log the error once', async () => {
    const response = await host.fetch('/throws');
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('');
    await host.idle();
    expect(host.logs.filter((line) => line.includes('secret detail'))).toHaveLength(1);
  });

  it('let a preInvocation hook change the inputs', async () => {
    expect(await (await host.fetch('/hooked')).text()).toBe('from the hook');
  });

  it('take a body of 30 MB: the app has to refuse it', async () => {
    const body = new Uint8Array(30 * 1024 * 1024);
    expect(await statusOf('/bytes', { method: 'POST', body })).toBe(200);
  });

  it('give an orchestration client that starts instances', async () => {
    const id = await (await host.fetch('/client')).text();
    await host.idle();
    expect(await host.status(id)).toMatchObject({ instanceId: id, output: 'Hello Ada' });
  });
});
