// What an HTTP caller meets before any function: Kestrel's limits, the home page, the throttle. As seen on the real host.
import { type ChildHost, cleanUp, startChild } from '../../support/host-fixture/child-host';
import { head, rawRequest } from '../../support/raw-request';

let host: ChildHost;
beforeAll(async () => {
  host = await startChild();
});
afterAll(cleanUp);

const empty = /Content-Length: 0\r\n|Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n$/i;

describe('the server', () => {
  it.each([
    ['%00 in a path', head('GET', '/files/a%00b'), 400],
    ['a line of 9 kB', head('GET', `/files/${'x'.repeat(9000)}`), 414],
    ['headers of 40 kB', head('GET', '/files/a', `X-Large: ${'x'.repeat(40_000)}`), 431],
    ['a header that is no UTF-8', head('GET', '/files/a', 'X-Odd: \xf6'), 400],
    ['a path that is not ASCII', head('GET', '/files/\xc3\xb6'), 400],
    ['a target that is a URL', head('GET', 'http://foreign.example/files/a'), 400],
    ['a host name that is none', head('GET', '/files/a').replace('localhost', 'a b'), 400],
    ['no host name', head('GET', '/files/a').replace('Host: localhost\r\n', ''), 400],
    ['an unknown method', head('FOO', '/files/a'), 404],
    ['an empty segment', head('GET', '//files/a'), 404],
    ['a segment that goes up', head('GET', '/files/%2e%2e/b'), 404],
  ])('refuses %s, without a body', async (_, request, expected) => {
    const { status, rest } = await rawRequest(host.port, request);
    expect(status).toBe(expected);
    expect(rest).toMatch(empty);
  });

  it.each([
    ['a line of almost 8 kB', head('GET', `/files/${'x'.repeat(8000)}`)],
    ['headers of 31 kB', head('GET', '/files/a', `X-Large: ${'x'.repeat(31_000)}`)],
    ['a foreign host name', head('GET', '/files/a').replace('localhost', 'foreign.example:99')],
    ['%00 in a query', head('GET', '/files/a?b=%00')],
  ])('takes %s', async (_, request) => {
    expect((await rawRequest(host.port, request)).status).toBe(200);
  });

  it('removes dot segments before anything is matched', async () => {
    expect((await rawRequest(host.port, head('GET', '/files/./a/../b'))).rest).toContain(
      '{"path":"b"}',
    );
  });

  it('keeps a backslash and a hash where they are', async () => {
    for (const target of ['/files\\a', '/files#a']) {
      expect((await rawRequest(host.port, head('GET', target))).status).toBe(404);
    }
  });

  it('answers 500 without a body to more than 100 MB, at once', async () => {
    const request = head('POST', '/bytes', 'Content-Length: 110000000');
    const { status, rest } = await rawRequest(host.port, request);
    expect(status).toBe(500);
    expect(rest).toMatch(empty);
  });
});

describe('the home page', () => {
  it('is the host’s own where no function takes "/"', async () => {
    for (const method of ['GET', 'POST']) {
      const answer = await host.fetch('/', { method });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/html']);
    }
  });
});

// HttpThrottleMiddleware and HttpRequestQueue; the fixture's host.json: 3 outstanding requests, 2 at once.
describe('too many requests', () => {
  it('wait, and beyond maxOutstandingRequests are answered 429 without a body or Retry-After', async () => {
    const throttled = await startChild({ app: 'throttled' });
    const begun = Date.now();
    const asked = [1, 2, 3, 4, 5].map(() => throttled.fetch('/slowly'));
    const answers = await Promise.all(asked);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(2);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(1000);
    expect(await refused[0]?.text()).toBe('');
    expect(refused[0]?.headers.get('retry-after')).toBeNull();
    expect((await throttled.fetch('/slowly')).status).toBe(200);
  });
});
