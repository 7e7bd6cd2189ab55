// Which of the host's endpoints ask for which key (HostController, FunctionsController, AuthUtility), and which do not.
import { request } from 'node:http';
import { type ChildHost, cleanUp, startChild } from '../../support/host-fixture/child-host';

let host: ChildHost;
beforeAll(async () => {
  host = await startChild();
});
afterAll(cleanUp);

const instances = '/runtime/webhooks/durabletask/instances/any';
const statusOf = async (path: string, key?: string): Promise<number> =>
  (await host.fetch(path, key === undefined ? {} : { headers: { 'x-functions-key': key } })).status;

describe('the host’s own endpoints', () => {
  it.each([
    '/admin/functions',
    '/ADMIN/host/status',
    instances,
    '/runtime/webhooks/eventgrid?functionName=onReport',
    '/runtime/webhooks/unknown',
  ])('%s answers 401 without a key or with a wrong one, and says Bearer', async (path) => {
    const answer = await host.fetch(path);
    expect([answer.status, await answer.text()]).toEqual([401, '']);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    expect(await statusOf(path, 'wrong')).toBe(401);
  });

  it('take the master key, or the key of the extension, as a header or as ?code=', async () => {
    const { master, durabletask_extension: durable, eventgrid_extension: events } = host.keys;
    expect(await statusOf('/admin/functions', master)).toBe(200);
    expect(await statusOf(`/admin/functions?code=${master}`)).toBe(200);
    expect(await statusOf(instances, master)).toBe(404);
    expect(await statusOf(`${instances}?code=${durable}`)).toBe(404);
    expect(await statusOf(instances, events)).toBe(403);
    expect(await statusOf('/admin/functions', durable)).toBe(403);
    expect(await statusOf('/runtime/webhooks/unknown', master)).toBe(404);
  });

  it('are nowhere else, and a ping needs no key', async () => {
    for (const path of ['/admin', '/admin/other', '/runtime', '/runtime/webhooks']) {
      expect([path, await statusOf(path)]).toEqual([path, 404]);
    }
    expect(await statusOf('/admin/host/ping')).toBe(200);
  });

  it('tell the functions as registered, with their auth level', async () => {
    const listed = (await (await host.asMaster('/admin/functions')).json()) as { name: string }[];
    expect(listed.map(({ name }) => name)).toEqual(host.functions.map(({ name }) => name));
    const keyed = host.functions.find(({ name }) => name === 'keyed');
    expect(Object.values(keyed?.bindings ?? {})).toContainEqual(
      expect.objectContaining({ type: 'httpTrigger', authLevel: 'function' }),
    );
  });

  it('keep their keys over a restart', async () => {
    const first = await startChild();
    await first.close();
    const second = await startChild({ dataFolder: first.dataFolder });
    expect(second.keys).toEqual(first.keys);
  });
});

describe('a function of auth level "function"', () => {
  it('answers 401 without a key, and takes the host’s or the master’s', async () => {
    const refused = await host.fetch('/keyed');
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, null]);
    expect(await statusOf('/keyed', host.keys.eventgrid_extension)).toBe(401);
    expect(await statusOf('/keyed', host.keys.default)).toBe(200);
    expect(await statusOf(`/keyed?code=${host.keys.master}`)).toBe(200);
  });
});

// LocalHttpListener: the SDK's calls go to an address of their own.
describe('the durable client', () => {
  it('reaches its endpoints without a key, and others with the one it is given', async () => {
    const { rpcBaseUrl, managementUrls } = (await (await host.fetch('/clientInput')).json()) as {
      rpcBaseUrl: string;
      managementUrls: { statusQueryGetUri: string };
    };
    expect((await fetch(`${rpcBaseUrl}instances/any`)).status).toBe(404);
    expect(new URL(rpcBaseUrl).port).not.toBe(String(host.port));
    const start = await fetch(`${rpcBaseUrl}orchestrators/two/one`, { method: 'POST' });
    expect(start.status).toBe(202);
    const uri = managementUrls.statusQueryGetUri.replace('INSTANCEID', 'one');
    expect((await fetch(uri)).status).toBe(202);
  });
});

describe('the clock, which only this host has', () => {
  it('is for programs of this machine: no foreign web page, no other host name', async () => {
    const withOrigin = async (Origin: string) =>
      (await host.fetch('/admin/clock', { headers: { Origin } })).status;
    expect(await withOrigin(host.url)).toBe(200);
    expect(await withOrigin('https://evil.example')).toBe(403);
    expect(await withOrigin('null')).toBe(403);
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

  it('moves forward, and never by nothing, backwards or by nonsense', async () => {
    const advance = (duration: unknown): Promise<Response> =>
      host.fetch('/admin/clock', { method: 'POST', body: JSON.stringify({ advance: duration }) });
    const { from, to } = (await (await advance('PT90M')).json()) as { from: string; to: string };
    expect(Date.parse(to) - Date.parse(from)).toBe(5_400_000);
    const { now } = (await (await host.fetch('/admin/clock')).json()) as { now: string };
    expect(Date.parse(now)).toBeGreaterThanOrEqual(Date.parse(to));
    for (const wrong of ['-P1D', 'PT0S', 'P', 'tomorrow', 'P1M', 7]) {
      const response = await advance(wrong);
      expect([wrong, response.status]).toEqual([wrong, 400]);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    }
    expect((await host.fetch('/admin/clock', { method: 'POST', body: '{' })).status).toBe(400);
  });
});
