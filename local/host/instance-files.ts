// The instances' memory: one file per instance, to which each save appends a line: the record, with only that part of its
// history which is new. A line that kill -9 cut off is no JSON, and counts as never written.
import { appendFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from './data-folder';
import type { InstanceState } from './history';

export function openInstanceFiles(dataFolder: string) {
  const folder = join(dataFolder, 'instances');
  mkdirSync(folder, { recursive: true });
  const pathOf = (id: string): string => join(folder, `${encodeURIComponent(id)}.jsonl`);
  return {
    load: (): InstanceState[] =>
      readdirSync(folder).flatMap((file) => {
        if (!file.endsWith('.jsonl')) return [];
        let state: InstanceState | undefined;
        for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
          const next = parseJson(line) as InstanceState | undefined;
          if (next === undefined) continue;
          const before = state?.executionId === next.executionId ? state.history : [];
          state = { ...next, history: [...before, ...next.history] };
        }
        return state ?? [];
      }),
    /** `saved` is how many events of its history are on disk already. */
    save(state: InstanceState, saved: number): void {
      const line = JSON.stringify({ ...state, history: state.history.slice(saved) });
      appendFileSync(pathOf(state.instanceId), `\n${line}`);
    },
    remove(id: string): void {
      rmSync(pathOf(id), { force: true });
    },
  };
}
