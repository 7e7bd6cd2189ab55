// The orchestration of an import on the SDK's replay engine, in virtual time.
import { anImport, aRun, from, importActivityName, scheduled } from './support/an-import';

const broken = () => {
  throw new Error('storage is down');
};
const anHour = new Date(from.getTime() + 3_600_000);

it('takes steps until the import is over, and ends with its state', async () => {
  const life = anImport((nth) => ({ state: nth < 4 ? 'running' : 'done' }));

  await life.settle();

  expect(life.calls.map(({ input }) => input)).toEqual(Array(4).fill(aRun));
  expect(life.state()).toMatchObject({ runtimeStatus: 'Completed', output: '"done"' });
  expect(scheduled(life)).toEqual(new Set([importActivityName]));
});

it.each(['failed', 'replaced', 'storing'] as const)(
  'ends where the import is %s',
  async (state) => {
    const life = anImport(() => ({ state }));

    await life.settle();

    expect(life.calls).toHaveLength(1);
    expect(life.state()).toMatchObject({ runtimeStatus: 'Completed', output: `"${state}"` });
  },
);

it('tries again what fails, five times in three minutes, and goes on', async () => {
  const life = anImport((nth) => (nth < 5 ? broken() : { state: nth < 6 ? 'running' : 'done' }));

  await life.until(anHour);

  const pauses = life.calls.map(({ at }) => (at.getTime() - from.getTime()) / 1000);
  expect(pauses).toEqual([0, 5, 20, 65, 200, 200]);
  expect(life.state()).toMatchObject({ runtimeStatus: 'Completed', output: '"done"' });
});

it('gives the import up with a last try where it fails every time', async () => {
  const life = anImport((nth) => (nth < 6 ? broken() : { state: 'failed' }));

  await life.until(anHour);

  expect(life.calls.map(({ input }) => input)).toEqual([
    ...Array<unknown>(5).fill(aRun),
    { ...aRun, isLastTry: true },
  ]);
  expect(life.state()).toMatchObject({ runtimeStatus: 'Completed', output: '"failed"' });
});

it('fails when even that can’t be put on record: the reconciliation starts it again', async () => {
  const life = anImport(broken);

  await life.until(anHour);

  expect(life.calls).toHaveLength(10);
  expect(life.state().runtimeStatus).toBe('Failed');
});
