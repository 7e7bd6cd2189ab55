// Readiness: who is asked, for how long, and how often; over real HTTP servers and a real Azurite.
import { serve } from '../../local/http-server';
import { answers, createReadiness, servesKeys, type Check } from '../../shared/readiness';
import { openTables, tablesAnswer } from '../../shared/store/tables';
import { azuriteOfThisFile } from '../support/azurite';
import { emptyTables } from '../support/tables';

const azurite = azuriteOfThisFile();

async function whileServing<T>(
  answer: { status: number; body?: string },
  work: (url: string) => Promise<T>,
): Promise<T> {
  const server = await serve('a service', 0, () => answer);
  try {
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

const names = async (checks: readonly Check[]) =>
  (await createReadiness(checks)()).map(({ name }) => name);

describe('a service', () => {
  it.each([
    [200, []],
    [401, []],
    [404, []],
    [500, ['it']],
    [503, ['it']],
  ])('that answers %i leaves as failures %j', async (status, failures) => {
    const found = await whileServing({ status }, (url) => names([answers('it', url)]));
    expect(found).toEqual(failures);
  });

  it('that is not there is a failure', async () => {
    const gone = await whileServing({ status: 200 }, (url) => Promise.resolve(url));
    expect(await names([answers('it', gone)])).toEqual(['it']);
  });

  it('that hangs is given up after two seconds, and the others are not kept waiting', async () => {
    const never: Check = { name: 'it', ask: () => new Promise(() => undefined) };
    const start = performance.now();
    expect(await names([never, { name: 'other', ask: () => Promise.resolve() }])).toEqual(['it']);
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});

describe('a key set', () => {
  it.each([
    ['with a key', { status: 200, body: '{"keys":[{"kid":"1"}]}' }, []],
    ['without a key', { status: 200, body: '{"keys":[]}' }, ['keys']],
    ['that is a page', { status: 200, body: '<!doctype html>' }, ['keys']],
    ['that is an error', { status: 503, body: '{"keys":[{"kid":"1"}]}' }, ['keys']],
  ])('%s', async (_, answer, failures) => {
    const found = await whileServing(answer, (url) => names([servesKeys('keys', url)]));
    expect(found).toEqual(failures);
  });
});

describe('the tables', () => {
  it('answer where they are', async () => {
    await emptyTables(azurite());
    expect(await names([tablesAnswer(openTables({ connectionString: azurite() }))])).toEqual([]);
  });

  it('are missed where they were deleted', async () => {
    await emptyTables(azurite());
    const tables = openTables({ connectionString: azurite() });
    await tables.reference.deleteTable();
    expect(await names([tablesAnswer(tables)])).toEqual(['the tables']);
  });
});

describe('an answer', () => {
  it('is kept for ten seconds, for callers at the same time too', async () => {
    let [asked, now] = [0, 0];
    const check = { name: 'it', ask: () => Promise.resolve(void (asked += 1)) };
    const readiness = createReadiness([check], () => now);
    await Promise.all([readiness(), readiness()]);
    now = 9_999;
    await readiness();
    expect(asked).toBe(1);
    now = 10_000;
    await readiness();
    expect(asked).toBe(2);
  });
});
