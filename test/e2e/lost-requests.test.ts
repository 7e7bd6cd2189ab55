// Requests that never get from the host to the worker: they end, and do not use up the host's 200 places.
import { App } from './support/app';
import { head, rawRequest } from '../support/raw-request';

jest.setTimeout(120_000);
const app = new App();
beforeAll(() => app.start());
afterAll(() => app.stop());

const utf8 = head('GET', '/api/openapi.json', 'X-Odd: \xc3\xb6');
const large = head('GET', '/api/openapi.json', `X-Large: ${'x'.repeat(20_000)}`);
const port = () => Number(new URL(app.at.app).port);

describe('a request that the worker never gets', () => {
  it.each([
    ['a header in UTF-8', utf8],
    ['headers of 20 kB', large],
  ])('with %s is answered 500', async (_, request) => {
    expect((await rawRequest(port(), request)).status).toBe(500);
  });

  it('gives its place back', async () => {
    const answers = await Promise.all(Array.from({ length: 220 }, () => rawRequest(port(), utf8)));
    const statuses = new Set(answers.map(({ status }) => status));
    expect([...statuses].sort()).toEqual([429, 500]);
    expect((await app.call('GET', '/api/openapi.json')).status).toBe(200);
  });
});
