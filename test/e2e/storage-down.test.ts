// Storage that hangs or is gone: 503 with Retry-After within seconds, nothing half done, and all is well once it is back.
import { App, fabrikam, type Answered } from './support/app';
import { Pair } from './support/pair';

jest.setTimeout(120_000);
const app = new App();
let pair: Pair;
beforeAll(async () => {
  await app.start();
  pair = await Pair.create(app);
  await pair.add();
  await pair.trigger();
  await pair.link();
});
afterAll(() => app.stop());

/** Azurite stands still while `work` is done. */
async function whileStorageHangs<T>(work: () => Promise<T>): Promise<T> {
  const azurite = app.azurite();
  if (azurite === undefined) throw new Error('there is no Azurite');
  process.kill(azurite, 'SIGSTOP');
  try {
    return await work();
  } finally {
    process.kill(azurite, 'SIGCONT');
  }
}

describe('while storage hangs', () => {
  let read: Answered;
  let step: Answered;
  let page: Response;
  let seconds: number;
  beforeAll(async () => {
    const link = await pair.link();
    const start = Date.now();
    [read, step, page] = await whileStorageHangs(() =>
      Promise.all([pair.read(), pair.cancel(), fetch(link)]),
    );
    seconds = (Date.now() - start) / 1000;
  });

  it('reads and steps are answered with 503, Retry-After and a problem document', () => {
    for (const { status, headers, json } of [read, step]) {
      expect(json['type']).toContain('unavailable');
      expect([status, headers.get('retry-after')]).toEqual([503, '5']);
    }
  });

  it('a consent link is answered with a page that says so', async () => {
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await page.text()).toContain('Please try again');
  });

  it('nobody waits longer than a portal’s patience', () => {
    expect(seconds).toBeLessThan(30);
  });

  it('nothing is half done: all of it works again afterwards', async () => {
    expect((await pair.read()).status).toBe(200);
    const history = await pair.history();
    const isCanceled = history.at(-1) === 'cancel';
    expect(history.slice(0, 2)).toEqual(['addCustomer', 'triggerConsent']);
    expect((await pair.cancel()).status).toBe(isCanceled ? 409 : 200);
    expect(await pair.row()).toBeUndefined();
  });
});

describe('when storage is gone', () => {
  it('is answered with 503, and after the next start all is there', async () => {
    const azurite = app.azurite();
    if (azurite === undefined) throw new Error('there is no Azurite');
    process.kill(azurite, 'SIGINT');
    const answer = await app.until('its end', async () => {
      const read = await pair.read({ tenant: fabrikam });
      return read.status === 503 ? read : undefined;
    });
    expect(answer.headers.get('retry-after')).toBe('5');
    await app.restart();
    expect((await pair.history()).slice(0, 2)).toEqual(['addCustomer', 'triggerConsent']);
  });
});
