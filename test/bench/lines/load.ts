// G6: what it costs to start a process with the package, beside hello world. Measured by `npm run bench:load`, whose own line
// is told here.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { repository } from '../../../local/sample';
import type { Line } from '../lines';

const limit = 3;

export const load: Line = ({ blocks }) => {
  const script = join(repository, 'dist', 'local', 'bench-load.js');
  const out = execFileSync(process.execPath, [script, String(blocks.rounds)], { encoding: 'utf8' });
  const [, ms, ratio] = /^the package\s+(\d+) \(([\d.]+) ×\)/m.exec(out) ?? [];
  if (ms === undefined) throw new Error(`bench-load told nothing of the package: ${out}`);
  return Promise.resolve([
    {
      goal: 'G6',
      what: 'load of the package: CPU of the whole process, over hello world',
      measured: `${ratio ?? ''} × (${ms} ms)`,
      target: `≤ ${limit.toFixed(1)} ×`,
      isMet: Number(ratio) <= limit,
    },
  ]);
};
