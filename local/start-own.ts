// A host of one's own on free ports with fresh data, as a child process: for the demo and the benchmarks.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import type { Running } from './surroundings';

const runningFile = z.object({
  pid: z.int(),
  app: z.string(),
  inbox: z.string(),
  issuer: z.string(),
  directory: z.string(),
  tables: z.string(),
  hostKey: z.string(),
});

export async function startOwn(): Promise<{ running: Running; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'mci-'));
  const names = ['PORT', 'MAIL_PORT', 'ISSUER_PORT', 'DIRECTORY_PORT', 'TABLES_PORT'];
  const free = Object.fromEntries(names.map((name) => [name, '0']));
  const host = spawn(process.execPath, [join(__dirname, 'start.js')], {
    env: { ...process.env, ...free, DATA_FOLDER: folder },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stop = async () => {
    if (host.exitCode === null) {
      host.kill('SIGINT');
      await once(host, 'exit');
    }
    rmSync(folder, { recursive: true, force: true });
  };
  for (let waited = 0; waited < 60_000 && host.exitCode === null; waited += 100) {
    const running = readRunning(folder);
    if (running !== undefined) return { running, stop };
    await sleep(100);
  }
  await stop();
  throw new Error('The host did not start.');
}

/** What runs over a data folder, or undefined. */
export function readRunning(folder: string): Running | undefined {
  const file = join(folder, 'running.json');
  return existsSync(file) ? runningFile.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}
