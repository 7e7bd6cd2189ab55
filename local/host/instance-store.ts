// The instances' memory: one JSON file per instance, replaced atomically. Its history is also the outbox
// (what is scheduled without a result runs again), its inbox holds what was accepted and not yet handled.
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson, writeAtomically } from './data-folder';
import { type InstanceState, instanceState } from './history';

export interface InstanceStore {
  load(): InstanceState[];
  save(state: InstanceState): void;
  remove(instanceId: string): void;
}

export function openInstanceStore(dataFolder: string): InstanceStore {
  const folder = join(dataFolder, 'instances');
  mkdirSync(folder, { recursive: true });
  const pathOf = (instanceId: string): string =>
    join(folder, `${encodeURIComponent(instanceId)}.json`);
  return {
    load() {
      return readdirSync(folder)
        .filter((file) => file.endsWith('.json'))
        .map((file) => {
          const path = join(folder, file);
          const parsed = instanceState.safeParse(parseJson(readFileSync(path, 'utf8')));
          if (parsed.success) return parsed.data;
          throw new Error(`${path} is no instance this host wrote. Repair or delete it.`, {
            cause: parsed.error,
          });
        });
    },
    save(state) {
      writeAtomically(pathOf(state.instanceId), JSON.stringify(state));
    },
    remove(instanceId) {
      rmSync(pathOf(instanceId), { force: true });
    },
  };
}
