// What an HTTP caller and a browser meet at the embedded host.
import { request } from 'node:http';
import { type ChildHost, cleanUp, startChild } from '../../support/host-fixture/child-host';

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
  it('hands over method, URL, parameters, query, headers and body', async () => {
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

  it('prefers a literal segment to a parameter', async () => {
    expect(await (await host.fetch('/things/special/7')).text()).toBe('special');
  });

  it('answers HEAD with the headers and no body', async () => {
    const response = await host.fetch('/things/a/7', { method: 'HEAD' });
    expect(response.status).toBe(201);
    expect(await response.text()).toBe('');
  });

  it('answers 404 where no route or method fits', async () => {
    expect(await statusOf('/nowhere')).toBe(404);
    expect(await statusOf('/things/a')).toBe(404);
    expect(await statusOf('/nothing', { method: 'POST' })).toBe(404);
  });

  it('matches optional segments and the rest of a path', async () => {
    expect(await json('/pages')).toEqual({});
    expect(await json('/pages/3')).toEqual({ number: '3' });
    expect(await json('/files/a/b.txt')).toEqual({ path: 'a/b.txt' });
  });

  it('keeps %2F and malformed percent-encoding in parameters as they came', async () => {
    expect(await json('/files/a%2Fb%zz%ff')).toEqual({ path: 'a%2Fb%zz%ff' });
  });

  it('carries bodies as bytes', async () => {
    const bytes = new Uint8Array([0, 255, 128, 10]);
    const response = await host.fetch('/bytes', { method: 'POST', body: bytes });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  it('answers 204 when the handler returns nothing', async () => {
    expect(await statusOf('/nothing')).toBe(204);
  });

  it('answers 500 without a body when the handler throws, and logs the error once', async () => {
    const response = await host.fetch('/throws');
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('');
    await host.idle();
    expect(host.logs.filter((line) => line.includes('secret detail'))).toHaveLength(1);
  });

  it('lets a preInvocation hook change the inputs', async () => {
    expect(await (await host.fetch('/hooked')).text()).toBe('from the hook');
  });

  it('refuses a body over 10 MB', async () => {
    const body = new Uint8Array(10 * 1024 * 1024 + 1);
    expect(await statusOf('/bytes', { method: 'POST', body })).toBe(413);
  });

  it('gives an orchestration client that starts instances', async () => {
    const id = await (await host.fetch('/client')).text();
    await host.idle();
    expect(await host.status(id)).toMatchObject({ instanceId: id, output: 'Hello Ada' });
  });
});

describe('the host’s own endpoints', () => {
  it('tell the functions as registered, with their auth level', async () => {
    const listed = (await json('/admin/functions')) as { name: string; bindings: object }[];
    expect(listed.map(({ name }) => name)).toEqual(host.functions.map(({ name }) => name));
    const echo = host.functions.find(({ name }) => name === 'echo');
    expect(Object.values(echo?.bindings ?? {})).toContainEqual(
      expect.objectContaining({ type: 'httpTrigger', authLevel: 'function' }),
    );
    expect(await json('/admin/host/status')).toEqual({ state: 'Running' });
  });

  it('move the clock forward, and never by nothing, backwards or by nonsense', async () => {
    const advance = (duration: unknown): Promise<Response> =>
      host.fetch('/admin/clock', { method: 'POST', body: JSON.stringify({ advance: duration }) });
    const { from, to } = (await (await advance('PT90M')).json()) as { from: string; to: string };
    expect(Date.parse(to) - Date.parse(from)).toBe(5_400_000);
    const { now } = (await json('/admin/clock')) as { now: string };
    expect(Date.parse(now)).toBeGreaterThanOrEqual(Date.parse(to));
    for (const wrong of ['-P1D', 'PT0S', 'P', 'tomorrow', 'P1M', 7]) {
      const response = await advance(wrong);
      expect([wrong, response.status]).toEqual([wrong, 400]);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    }
    expect(await statusOf('/admin/clock', { method: 'POST', body: '{' })).toBe(400);
  });

  it('refuse foreign web pages and foreign host names', async () => {
    const own = { Origin: host.url };
    expect(await statusOf('/admin/clock', { headers: own })).toBe(200);
    expect(await statusOf('/admin/clock', { headers: { Origin: 'https://evil.example' } })).toBe(
      403,
    );
    const list = '/runtime/webhooks/durabletask/instances/any';
    expect(await statusOf(list, { headers: { Origin: 'null' } })).toBe(403);
    const headers = { host: `rebound.example:${String(host.port)}` };
    const status = await new Promise((resolve, reject) => {
      request(`${host.url}/admin/clock`, { headers }, (response) => {
        resolve(response.statusCode);
        response.resume();
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(403);
  });

  it('deliver Event Grid events one by one', async () => {
    const deliver = (name: string, type: string): Promise<Response> =>
      host.fetch(`/runtime/webhooks/EventGrid?functionName=${name}`, {
        method: 'POST',
        headers: { 'aeg-event-type': type },
        body: JSON.stringify([
          { eventType: 'Report', data: { status: 'Bounced' } },
          { eventType: 'Report', data: { status: 'Delivered' } },
        ]),
      });
    expect((await deliver('onReport', 'Notification')).status).toBe(202);
    await host.noted('onReport', 'Report', { status: 'Bounced' });
    await host.noted('onReport', 'Report', { status: 'Delivered' });
    expect((await deliver('missing', 'Notification')).status).toBe(404);
    expect((await deliver('onReport', 'Other')).status).toBe(400);
  });
});
