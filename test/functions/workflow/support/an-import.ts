// The orchestration of an import in virtual time; its activity answers as the test says.
import { referenceDataImport } from '../../../../functions/workflow/reference-data-import-orchestration';
import { importActivityName, importOrchestrationName } from '../../../../functions/workflow/names';
import type { ImportStanding } from '../../../../functions/workflow/take-import-steps';
import { addedAt } from '../../../support/examples';
import { EventType } from '../../../../local/host/history';
import { live, type Life } from '../../../support/replay';

export const aRun = { importId: 'a'.repeat(32), run: 1 };
export const from = new Date(addedAt);

/** What the activity was called with, and when. */
export interface AnImport extends Life {
  readonly calls: readonly { readonly input: unknown; readonly at: Date }[];
}

/** `answer` to the nth call; what it throws fails the activity. */
export function anImport(answer: (nth: number) => ImportStanding): AnImport {
  const calls: { input: unknown; at: Date }[] = [];
  const life = live({
    name: importOrchestrationName,
    handler: referenceDataImport,
    input: aRun,
    from,
    activity: (input, at) => {
      calls.push({ input, at });
      return answer(calls.length);
    },
  });
  return { ...life, calls };
}

/** The activities that were scheduled, by name. */
export function scheduled({ turns }: Life): Set<string | undefined> {
  const all = turns.flatMap((turn) => turn.scheduled);
  const tasks = all.filter(({ EventType: type }) => type === EventType.TaskScheduled);
  return new Set(tasks.map(({ Name }) => Name));
}

const broken = () => {
  throw new Error('storage is down');
};

/** The ways of an import whose histories are on record. */
export const recordedImports: Readonly<Record<string, () => Promise<AnImport>>> = {
  async completed() {
    const life = anImport((nth) => ({ state: nth < 3 ? 'running' : 'done' }));
    await life.settle();
    return life;
  },
  /** The storage is down for a while in the middle, and then for good. */
  async 'given-up'() {
    const life = anImport((nth) => {
      if (nth === 2 || (nth > 3 && nth < 9)) return broken();
      return { state: nth < 9 ? 'running' : 'failed' };
    });
    await life.until(new Date(from.getTime() + 3_600_000));
    return life;
  },
};

export { importActivityName };
