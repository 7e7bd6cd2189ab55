// The health routes of the running app: yes while all answers, no within seconds when the tables hang, nothing told.
import { App } from './support/app';
import { until } from './support/until';

jest.setTimeout(120_000);
const app = new App();
beforeAll(() => app.start());
afterAll(() => app.stop());

const ask = (what: string) => fetch(`${app.at.app}/api/health/${what}`);

describe('the app', () => {
  it('is live and ready while all is well', async () => {
    const [live, ready] = await Promise.all([ask('live'), ask('ready')]);
    expect([live.status, await live.json()]).toEqual([200, { status: 'live' }]);
    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }]);
  });

  it('is live but not ready while the tables hang, says so without a detail, and is ready again', async () => {
    const azurite = app.azurite();
    if (azurite === undefined) throw new Error('there is no Azurite');
    process.kill(azurite, 'SIGSTOP');
    try {
      const problem = await until('not ready', async () => {
        const answer = await ask('ready');
        return answer.status === 503 ? answer : undefined;
      });
      expect(problem.headers.get('content-type')).toBe('application/problem+json');
      expect(problem.headers.get('retry-after')).toBe('10');
      expect(await problem.json()).toEqual({
        type: 'urn:mci-engagement-customers:problem:not-ready',
        title: 'A service behind this one does not answer.',
        status: 503,
      });
      expect((await ask('live')).status).toBe(200);
    } finally {
      process.kill(azurite, 'SIGCONT');
    }
    await until('ready again', async () =>
      (await ask('ready')).status === 200 ? true : undefined,
    );
    expect(app.log()).toContain('"event":"notReady"');
    expect(app.log()).toContain('"service":"the tables"');
  });
});
