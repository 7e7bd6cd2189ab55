// Orchestrations through the real SDK: what works in Azure works here, and what fails there fails here.
import { type ChildHost, cleanUp, startChild } from '../../support/host-fixture/child-host';

let host: ChildHost;
beforeAll(async () => {
  host = await startChild();
});
afterAll(cleanUp);

let count = 0;
/** Starts an instance and lets it come to rest. */
async function begin(orchestration: string, input?: unknown): Promise<string> {
  const id = `${orchestration}-${String(++count)}`;
  expect((await host.start(orchestration, id, input)).status).toBe(202);
  await host.idle();
  return id;
}
async function raise(id: string, event: string, data?: unknown): Promise<number> {
  const { status } = await host.raise(id, event, data);
  await host.idle();
  return status;
}
const notesOf = (...what: unknown[]): unknown[] =>
  host.notes.filter((note) => JSON.stringify(note) === JSON.stringify(what));

describe('an answer with a deadline', () => {
  it('wins when it comes before the deadline, and the cancelled timer does not hold the instance', async () => {
    const id = await begin('answer', { days: 5, then: true });
    await host.advance('P4D');
    expect(await raise(id, 'Answer', { agreed: true })).toBe(202);
    expect(await host.status(id)).toMatchObject({
      runtimeStatus: 'Completed',
      output: { agreed: true },
    });
  });

  it('expires at the deadline, not before', async () => {
    const id = await begin('answer', { days: 30 });
    await host.advance('PT719H59M');
    expect(await host.status(id)).toMatchObject({ runtimeStatus: 'Running', output: null });
    await host.advance('PT1M');
    expect(await host.status(id)).toMatchObject({ runtimeStatus: 'Completed', output: 'expired' });
  });

  it('is taken when it came before anybody waited, first come first served', async () => {
    const id = `two-${String(++count)}`;
    await host.start('two', id);
    await Promise.all([host.raise(id, 'Answer', 1), host.raise(id, 'Ignored')]);
    await raise(id, 'Answer', 2);
    expect(await host.status(id)).toMatchObject({ output: [1, 2], customStatus: { seen: 2 } });
  });

  it('is lost when its name differs in letter case', async () => {
    const id = await begin('answer', { days: 5 });
    expect(await raise(id, 'ANSWER', 1)).toBe(202);
    expect(await host.status(id)).toMatchObject({ runtimeStatus: 'Running' });
    await host.advance('P5D');
    expect(await host.status(id)).toMatchObject({ output: 'expired' });
  });
});

describe('as in Azure', () => {
  it('a long timer cancelled after its first 3-day chunk fails the instance (P1)', async () => {
    const id = await begin('answer', { days: 30, then: true });
    await host.advance('P5D');
    await raise(id, 'Answer', 'yes');
    const { runtimeStatus, output } = await host.status(id);
    expect(runtimeStatus).toBe('Failed');
    expect(output).toMatch(/Non-Deterministic workflow detected.*a timer task with sequence ID 1/);
  });

  it('an instance that goes on past a cancelled long timer hangs although its work is done (P2)', async () => {
    const id = await begin('longThenMore');
    await host.advance('P1D');
    await raise(id, 'Answer');
    await host.advance('P3D');
    await raise(id, 'More');
    expect(notesOf('say', 'more')).toHaveLength(1);
    await host.advance('P60D');
    expect(await host.status(id)).toMatchObject({ runtimeStatus: 'Running' });
  });

  it('an open timer keeps a finished orchestration running until it fires (P3)', async () => {
    const id = await begin('uncancelled');
    await raise(id, 'Answer');
    await host.advance('P3D');
    expect(await host.status(id)).toMatchObject({ runtimeStatus: 'Running', output: null });
    await host.advance('P1D');
    expect(await host.status(id)).toMatchObject({ runtimeStatus: 'Completed', output: 'answered' });
  });

  it('a pending timer given to a second any drifts, and the instance hangs (P5)', async () => {
    const id = await begin('reusedTimer');
    await raise(id, 'Answer');
    await raise(id, 'Answer');
    expect(await host.status(id)).toMatchObject({ runtimeStatus: 'Running' });
  });

  it('a completed activity given to a second any runs twice and never wins (P6)', async () => {
    const id = await begin('reusedActivity');
    expect(notesOf('say', 'once or twice')).toHaveLength(2);
    expect(await host.status(id)).toMatchObject({ runtimeStatus: 'Running' });
  });

  it('what the host does not support fails the instance with a clear message', async () => {
    const id = await begin('beyond');
    const output =
      "Orchestrator function 'beyond' failed: the embedded host does not support sub-orchestrations.";
    expect(await host.status(id)).toMatchObject({ runtimeStatus: 'Failed', output });
  });
});

describe('retries', () => {
  it('run on the clock, with their back-off, until one succeeds', async () => {
    const before = notesOf('fail').length;
    const id = await begin('retries', { failing: 2, attempts: 3 });
    await host.advance('PT23H');
    expect(notesOf('fail').length - before).toBe(1);
    await host.advance('P1D');
    expect(notesOf('fail').length - before).toBe(2);
    await host.advance('P2D');
    expect(await host.status(id)).toMatchObject({ runtimeStatus: 'Completed', output: 3 });
    expect(notesOf('say', 'after the retries')).toHaveLength(1);
  });

  it('give up after the last attempt with the activity’s error', async () => {
    const id = await begin('retries', { failing: 100, attempts: 2 });
    await host.advance('P1D');
    expect(await host.status(id)).toMatchObject({
      runtimeStatus: 'Completed',
      output: expect.stringMatching(/^Activity function 'fail' failed: boom \d+ $/) as string,
    });
    expect(notesOf('say', 'after giving up')).toHaveLength(1);
  });
});

describe('activities', () => {
  it('run no more at once than host.json allows', async () => {
    await begin('fanOut');
    const slow = host.notes.flatMap((note) => (Array.isArray(note) ? [String(note[0])] : []));
    let atOnce = 0;
    const most = slow.map(
      (note) => (atOnce += note === 'slow begins' ? 1 : note === 'slow ends' ? -1 : 0),
    );
    expect(Math.max(...most)).toBe(2);
  });
});

describe('an advance', () => {
  it('visits each due instant in order, each at its own time', async () => {
    const from = (await host.advance('PT1S')).to;
    await begin('hops', { days: 12, name: 'long' });
    await begin('hops', { days: 3, name: 'short' });
    const { steps } = await host.advance('P30D');
    expect(steps).toBeGreaterThanOrEqual(4);
    const said = host.notes
      .flatMap((note) => (Array.isArray(note) && note[0] === 'say' ? [String(note[1])] : []))
      .filter((text) => /^(long|short) \d/.test(text))
      .map((text) => text.split(' '));
    expect(said.map(([name, hop]) => `${name ?? ''} ${hop ?? ''}`)).toEqual([
      'long 1',
      'short 1',
      'short 2',
      'long 2',
      'long 3',
      'long 4',
    ]);
    const days = said.map(([, , at]) => (Date.parse(at ?? '') - Date.parse(from)) / 86_400_000);
    expect(days.map(Math.round)).toEqual([0, 0, 3, 5, 10, 12]);
  });

  it('runs after another that was asked for at the same time', async () => {
    const [first, second] = await Promise.all([host.advance('P1D'), host.advance('P1D')]);
    expect(Date.parse(second.from)).toBeGreaterThanOrEqual(Date.parse(first.to));
  });
});
