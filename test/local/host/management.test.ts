// The durable HTTP API: starting, asking, signalling, ending and removing instances.
import { type ChildHost, cleanUp, startChild } from '../../support/host-fixture/child-host';

let host: ChildHost;
beforeAll(async () => {
  host = await startChild();
});
afterAll(cleanUp);

const api = '/runtime/webhooks/durabletask';

describe('starting', () => {
  it('refuses the id of a live instance with 500, and replaces an ended one', async () => {
    expect((await host.start('answer', 'same', { days: 5 })).status).toBe(202);
    const refused = await host.start('answer', 'same', { days: 4 });
    expect(refused.status).toBe(500);
    expect(await refused.json()).toMatchObject({
      Message: expect.stringContaining('already exists') as string,
    });
    await host.raise('same', 'Answer', 'first');
    await host.idle();
    expect((await host.start('answer', 'same', { days: 3 })).status).toBe(202);
    await host.idle();
    expect(await host.status('same')).toMatchObject({
      runtimeStatus: 'Running',
      input: { days: 3 },
    });
  });

  it('refuses an unknown orchestration, bad JSON and ids that Azure refuses', async () => {
    const post = async (path: string, body = ''): Promise<number> =>
      (await host.asMaster(`${api}/orchestrators/${path}`, { method: 'POST', body })).status;
    expect(await post('missing')).toBe(400);
    expect(await post('say')).toBe(400);
    expect(await post('greet/x', '{')).toBe(400);
    expect(await post('greet/@x')).toBe(400);
    expect(await post('greet/a%2Fb')).toBe(400);
    expect(await post(`greet/${'x'.repeat(101)}`)).toBe(400);
    expect(await post('greet/%zz')).toBe(400);
  });

  it('makes an id when none is given, and tells where to ask', async () => {
    const started = await host.asMaster(`${api}/orchestrators/greet`, {
      method: 'POST',
      body: JSON.stringify({ name: 'Bob' }),
    });
    await host.idle();
    const asked = await fetch(started.headers.get('location') ?? '');
    expect(await asked.json()).toMatchObject({ output: 'Hello Bob' });
  });
});

describe('asking', () => {
  it('answers 404 for an unknown id, 202 while it runs, 200 after', async () => {
    const ask = async (id: string): Promise<number> =>
      (await host.asMaster(`${api}/instances/${id}`)).status;
    expect(await ask('unknown')).toBe(404);
    await host.start('answer', 'asked', { days: 5 });
    await host.idle();
    expect(await ask('asked')).toBe(202);
    await host.raise('asked', 'Answer');
    await host.idle();
    expect(await ask('asked')).toBe(200);
  });
});

describe('an event', () => {
  it('answers 404 for an unknown instance, 410 for an ended one, 400 for what is no JSON', async () => {
    await host.start('greet', 'ended', { name: 'Ada' });
    await host.start('two', 'open');
    await host.idle();
    expect((await host.raise('unknown', 'Answer')).status).toBe(404);
    expect((await host.raise('ended', 'Answer')).status).toBe(410);
    const post = async (type: string, body: string): Promise<number> =>
      (
        await host.asMaster(`${api}/instances/open/raiseEvent/Answer`, {
          method: 'POST',
          headers: { 'content-type': type },
          body,
        })
      ).status;
    expect(await post('application/json', '{')).toBe(400);
    expect(await post('text/plain', '1')).toBe(400);
    expect(await post('application/json', '1')).toBe(202);
  });
});

describe('ending and removing', () => {
  it('terminates with the reason, and says 410 after', async () => {
    await host.start('two', 'stopped');
    expect((await host.post('stopped', 'terminate?reason=enough')).status).toBe(202);
    await host.idle();
    expect(await host.status('stopped')).toMatchObject({
      runtimeStatus: 'Terminated',
      output: 'enough',
    });
    expect((await host.post('stopped', 'terminate')).status).toBe(410);
  });

  it('purges an instance', async () => {
    const remove = (): Promise<Response> =>
      host.asMaster(`${api}/instances/purged`, { method: 'DELETE' });
    await host.start('greet', 'purged', { name: 'Ada' });
    await host.idle();
    expect(await (await remove()).json()).toEqual({ instancesDeleted: 1 });
    expect((await remove()).status).toBe(404);
  });
});

describe('what the host does not support', () => {
  it('answers 501', async () => {
    await host.start('two', 'plain');
    for (const command of ['suspend', 'resume', 'rewind', 'restart']) {
      expect((await host.post('plain', command)).status).toBe(501);
    }
    for (const path of ['instances/', 'instances/plain?showHistory=true', 'entities/counter/one']) {
      expect((await host.asMaster(`${api}/${path}`)).status).toBe(501);
    }
  });
});
