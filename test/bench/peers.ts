// The peers of test/bench/peers, run one at a time: each a program with dependencies of its own, over a store of its own.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { repository } from '../../local/sample';
import { startIndexedAzurite } from './azurite';
import { startPostgres } from './postgres';

export interface Peer {
  readonly folder: string;
  readonly store: 'tables' | 'postgres';
  readonly name: string;
  /** Where it wins, and what it does not do. */
  readonly said: string;
}
export const peers: readonly Peer[] = [
  {
    folder: 'cron-sweep',
    store: 'tables',
    name: 'cron sweep over a due index in Table Storage',
    said: 'Wins in simplicity and price: two rows and a loop. It has no reminders, no mails, no pages and no trail, and is late by up to its period.',
  },
  {
    folder: 'pg-boss',
    store: 'postgres',
    name: 'pg-boss 10.4.2 on PostgreSQL',
    said: 'Wins in speed and in one transaction for row and job. It needs a database server that is paid for by the hour, and has no story of a life: each next step is a job somebody must remember to file.',
  },
  {
    folder: 'dbos',
    store: 'postgres',
    name: 'DBOS 5.3.0 on PostgreSQL',
    said: 'Wins in how little code a durable life takes. An answer is only sent when it is acknowledged, and applied later, so that two could both be told yes; it needs a database server and a process that is always up.',
  },
  {
    folder: 'durabletask',
    store: 'tables',
    name: '@microsoft/durabletask-js 0.4.0, records in Table Storage',
    said: 'Wins in nothing here but shows the engine without its storage: it is in memory, so that a restart loses every timer.',
  },
];

const result = z.object({
  addsPerSecond: z.number(),
  approvalsPerSecond: z.number(),
  states: z.record(z.string(), z.int()),
  lateMs: z.object({ first: z.number(), median: z.number(), last: z.number() }),
  cpuSeconds: z.number(),
});
export type LivesResult = z.infer<typeof result>;

/** Or the reason why it was left out. */
export async function runPeer(peer: Peer, lives: number): Promise<LivesResult | string> {
  const folder = join(repository, 'test', 'bench', 'peers', peer.folder);
  const missing = install(folder);
  if (missing !== undefined) return missing;
  const store = await (peer.store === 'tables' ? startIndexedAzurite() : startPostgres());
  if (store === undefined) return 'there is no PostgreSQL on this machine';
  try {
    const where = peer.store === 'tables' ? 'TABLES' : 'POSTGRES';
    const child = spawn(process.execPath, [join(folder, 'index.mjs'), String(lives)], {
      env: { PATH: process.env['PATH'], [where]: store.connectionString },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    if (code !== 0) return `it failed (exit ${String(code)})`;
    return result.parse(JSON.parse(out));
  } finally {
    await store.stop();
  }
}

/** Its dependencies, once; the reason where they can't be had. */
function install(folder: string): string | undefined {
  if (!existsSync(join(folder, 'package.json'))) return undefined;
  if (existsSync(join(folder, 'node_modules'))) return undefined;
  try {
    const args = ['ci', '--no-audit', '--no-fund', '--silent'];
    execFileSync('npm', args, { cwd: folder, stdio: 'inherit' });
    return undefined;
  } catch (error) {
    return `its dependencies can’t be installed (${String(error)})`;
  }
}
