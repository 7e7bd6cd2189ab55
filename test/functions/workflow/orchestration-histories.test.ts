// New code meets the histories of instances that are under way: lives recorded with each version that may still have some.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OrchestrationHandler } from 'durable-functions';
import * as z from 'zod';
import { associationLifecycle } from '../../../functions/workflow/association-lifecycle-orchestration';
import { associationLifecycleV1 } from '../../../functions/workflow/association-lifecycle-v1-orchestration';
import {
  drainedOrchestrationName,
  importOrchestrationName,
  orchestrationName,
} from '../../../functions/workflow/names';
import { referenceDataImport } from '../../../functions/workflow/reference-data-import-orchestration';
import { EventType, instanceState, type InstanceState } from '../../../local/host/history';
import { decide, execute, type Life } from '../../support/replay';
import { recordedImports } from './support/an-import';
import { recordedLives } from './support/recorded-lives';

const whatToDo = `Instances that are under way would fail in Azure: their orchestration takes other steps now than it took.
Leave it as it was. Put the change into a new one under a new name (names.ts), which driver.ts starts, keep the old one
registered (app.ts) until none of its instances is live, and record lives of the new one (this writes files that do not
exist yet): RECORD_HISTORIES=v3 (of the import: import-v2) npx jest orchestration-histories`;

const folder = join(__dirname, 'histories');
const recorded = z.object({ recorded: z.string(), instance: instanceState });

beforeAll(async () => {
  const version = process.env['RECORD_HISTORIES'];
  if (version === undefined) return;
  const lives: Readonly<Record<string, () => Promise<Life>>> = version.startsWith('import-')
    ? recordedImports
    : recordedLives;
  for (const [name, live] of Object.entries(lives)) {
    const instance = (await live()).state();
    const by = `${instance.name}, durable-functions 3.5.0, by test/support/replay.ts in virtual time`;
    const life = { recorded: by, instance };
    const file = join(folder, `${version}-${name}.json`);
    writeFileSync(file, `${JSON.stringify(life, undefined, 2)}\n`, { flag: 'wx' });
  }
});

const handlers: Readonly<Record<string, OrchestrationHandler>> = {
  [orchestrationName]: associationLifecycle,
  [drainedOrchestrationName]: associationLifecycleV1,
  [importOrchestrationName]: referenceDataImport,
};

function read(file: string): InstanceState {
  return recorded.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))).instance;
}

/** Plays every turn again: what is scheduled must be what is on record. Throws what to do where it is not. */
async function replayed(
  { name, input, history, runtimeStatus, output }: InstanceState,
  handler = handlers[name],
): Promise<void> {
  if (handler === undefined) throw new Error(`${name} is not registered any more. ${whatToDo}`);
  for (const [index, { EventType: type, Timestamp }] of history.entries()) {
    if (type !== EventType.OrchestratorCompleted) continue;
    const events = history.slice(0, index + 1);
    const answer = await execute(handler, JSON.parse(input ?? 'null'), events);
    const { scheduled, ending } = decide(name, events, answer, new Date(Timestamp));
    const isLast = index === history.length - 1;
    const expected = isLast ? { status: runtimeStatus, output } : undefined;
    const isSame = scheduled.length === 0 && JSON.stringify(ending) === JSON.stringify(expected);
    if (!isSame) {
      const now = ending?.output ?? JSON.stringify(scheduled);
      throw new Error(`${whatToDo}\nAfter event ${index} of ${history.length}: ${now}`);
    }
  }
}

const files = readdirSync(folder);

it('is kept for each way to end, and for events that come while the activity runs', () => {
  const ofV1 = ['completed', 'declined', 'delivery-expired'].map((name) => `v1-${name}.json`);
  const ofV2 = Object.keys(recordedLives).map((name) => `v2-${name}.json`);
  const ofImport = Object.keys(recordedImports).map((name) => `import-v1-${name}.json`);
  expect(files.sort()).toEqual([...ofV1, ...ofV2, ...ofImport].sort());
});

it.each(files)('replays turn by turn without a difference: %s', async (file) => {
  await replayed(read(file));
});

it('does not replay on code that takes its steps in another order, and the test says what to do', async () => {
  const other: OrchestrationHandler = function* (context) {
    yield context.df.createTimer(context.df.currentUtcDateTime);
    yield* associationLifecycle(context);
  };

  const replaying = replayed(read('v2-declined.json'), other);

  await expect(replaying).rejects.toThrow(/under a new name[^]*Non-Deterministic workflow/);
});
