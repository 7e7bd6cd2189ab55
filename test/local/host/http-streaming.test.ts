// HTTP functions with streaming (app.setup): the worker's own server gets the request. Held against DefaultHttpProxyService,
// YARP's default transforms, HttpTriggerAttributeBindingProvider and what @azure/functions makes of it.
import { connect } from 'node:net';
import { type ChildHost, cleanUp, startChild } from '../../support/host-fixture/child-host';
import { chunked, head, rawRequest } from '../../support/raw-request';

let host: ChildHost;
beforeAll(async () => {
  host = await startChild({ settings: { STREAMING: 'yes' } });
});
afterAll(cleanUp);

const echo = async (path: string, init?: RequestInit): Promise<unknown> =>
  (await host.fetch(path, init)).json();
const post = (body: string, path = '/things/a/7') => echo(path, { method: 'POST', body });

describe('a streamed request', () => {
  it('hands over method, URL, parameters, every value of the query, headers and body', async () => {
    const init = { method: 'POST', headers: { 'X-Test': 'yes' }, body: 'text' };
    const response = await host.fetch('/THINGS/a%20b/7?q=1&q=2&empty=', init);
    expect(response.status).toBe(201);
    expect(response.headers.get('x-kind')).toBe('a b');
    expect(response.headers.get('x-ms-invocation-id')).toMatch(/^[\da-f-]{36}$/);
    expect(await response.json()).toMatchObject({
      method: 'POST',
      url: `${host.url}/THINGS/a%20b/7?q=1&q=2&empty=`,
      params: { kind: 'a b', id: '7' },
      query: { q: '2', empty: '' },
      header: 'yes',
      body: 'text',
    });
  });

  it('brings a body in chunks', async () => {
    const init = { method: 'POST', body: chunked('te', 'xt'), duplex: 'half' } as const;
    expect(await echo('/things/a/7', init)).toMatchObject({ body: 'text' });
  });

  it('has a URL of whatever host name the caller gave', async () => {
    const { status, rest } = await rawRequest(
      host.port,
      head('GET', '/things/a/7').replace('localhost', 'foreign.example'),
    );
    expect(status).toBe(201);
    expect(rest).toContain('"url":"http://foreign.example/things/a/7"');
  });

  it('does not let its caller choose the invocation or the forwarded host', async () => {
    const headers = { 'x-ms-invocation-id': 'mine', 'x-forwarded-host': 'foreign.example' };
    expect(await echo('/things/a/7', { headers })).toMatchObject({ url: `${host.url}/things/a/7` });
  });

  it('has %2F and a malformed path in its parameters as they came, and encoded once more in its URL', async () => {
    expect(await echo('/files/a%2Fb%zz')).toEqual({ path: 'a%2Fb%zz' });
    expect(await echo('/things/a%2Fb/7')).toMatchObject({
      url: `${host.url}/things/a%252Fb/7`,
      params: { kind: 'a%2Fb' },
    });
  });

  it('answers HEAD, 204 and cookies', async () => {
    const answer = await host.fetch('/things/a/7', { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([201, '']);
    expect((await host.fetch('/cookies')).headers.getSetCookie()).toEqual(['seen=yes; HttpOnly']);
  });
});

describe('the parameters of a streamed request', () => {
  it('hold what query and body say beside the route’s, and the route’s where the names are the same', async () => {
    const body = '{"id":"of the body","flag":true,"list":[1],"object":{"a":1},"q":"of the body"}';
    expect(await post(body, '/things/a/7?q=of+the+query&kind=b&code=hidden')).toMatchObject({
      params: { kind: 'a', id: '7', flag: 'True', q: 'of the query' },
    });
  });

  it('bear the name of who came first, whatever the case', async () => {
    expect(await post('{"ID":"of the body"}')).toMatchObject({ params: { ID: '7' } });
  });

  it('know nothing of a body in chunks', async () => {
    const init = { method: 'POST', body: chunked('{"flag":true}'), duplex: 'half' } as const;
    expect(await echo('/things/a/7', init)).toMatchObject({ params: { kind: 'a', id: '7' } });
  });

  it('fill in what the path leaves out', async () => {
    expect(await echo('/pages?number=3')).toEqual({ number: '3' });
  });

  it('take the place of the headers where query or body bear that name', async () => {
    const headers = { 'X-Test': 'yes' };
    expect(await echo('/things/a/7?headers=x', { headers })).toMatchObject({ header: null });
    expect(await echo('/things/a/7?Headers={"x-test":"no"}', { headers })).toMatchObject({
      header: 'no',
    });
  });
});

describe('an answer before the body is read', () => {
  it('comes when the body has been sent', async () => {
    const body = 'x'.repeat(4 * 1024 * 1024);
    expect((await host.fetch('/early', { method: 'POST', body })).status).toBe(403);
    const init = { method: 'POST', body: chunked(body, body), duplex: 'half' } as const;
    expect((await host.fetch('/early', init)).status).toBe(403);
  });

  it('is lost where the function leaves the stream: 500 without a body', async () => {
    const body = chunked(...Array<string>(32).fill('x'.repeat(1024 * 1024)));
    const init = { method: 'POST', body, duplex: 'half' } as const;
    const answer = await host.fetch('/stopping', init);
    expect([answer.status, await answer.text()]).toEqual([500, '']);
  });
});

describe('a caller who leaves', () => {
  it('cuts the function’s stream off', async () => {
    const socket = connect(host.port, '127.0.0.1');
    socket.write(`${head('POST', '/leaving', 'Transfer-Encoding: chunked')}2\r\nab\r\n`);
    await host.noted('leaving begins');
    socket.destroy();
    await host.noted('leaving is cut off');
  });
});

describe('a handler that throws or returns nothing', () => {
  // github.com/Azure/azure-functions-nodejs-library/issues/324: the worker's server is never told.
  it.each(['/throws', '/nothing'])('leaves the caller of %s without an answer', async (path) => {
    const signal = AbortSignal.timeout(1500);
    await expect(host.fetch(path, { signal })).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});

describe('headers that the way to the worker does not take', () => {
  it.each([
    ['of more than 16 KiB', { 'x-large': 'x'.repeat(17 * 1024) }],
    ['of other characters than ASCII', { 'x-odd': Buffer.from('ö').toString('latin1') }],
  ])('%s leave the caller without an answer', async (_, headers) => {
    const signal = AbortSignal.timeout(1500);
    const asked = host.fetch('/things/a/7', { headers, signal });
    await expect(asked).rejects.toMatchObject({ name: 'TimeoutError' });
  });
});
