// The peers of test/bench/peers, run one at a time: each a program with dependencies of its own, over a store of its own.
import { execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { repository } from '../../local/sample';
import { startIndexedAzurite } from './azurite';
import { createClient } from './client';
import { perSecond, type Lives } from './lives';
import { startPostgres } from './postgres';
import { cpuSeconds } from './processes';

const pilot = 100;
const slackMs = 3000;
const dayMs = 86_400_000;
const lookEveryMs = 200;

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

const ready = z.object({ url: z.string() });
const endings = z.array(z.object({ state: z.string(), endedAt: z.number().nullish() }));

/** Or the reason why it was left out. */
export async function runPeer(peer: Peer, lives: number): Promise<Lives | string> {
  const folder = join(repository, 'test', 'bench', 'peers', peer.folder);
  const missing = install(folder);
  if (missing !== undefined) return missing;
  const store = await (peer.store === 'tables' ? startIndexedAzurite() : startPostgres());
  if (store === undefined) return 'there is no PostgreSQL on this machine';
  const where = peer.store === 'tables' ? 'TABLES' : 'POSTGRES';
  const child = fork(join(folder, 'index.mjs'), {
    env: { PATH: process.env['PATH'], [where]: store.connectionString },
  });
  try {
    const { url } = ready.parse((await once(child, 'message'))[0]);
    return await live(url, z.int().parse(child.pid), lives);
  } finally {
    child.kill('SIGKILL');
    await store.stop();
  }
}

/** All lives share one deadline; the window is twice what a pilot of a hundred lets expect, so that each is answered in time. */
async function live(url: string, pid: number, lives: number): Promise<Lives> {
  const client = createClient(url);
  async function call<T>(method: string, path: string, answer: z.ZodType<T>, body?: object) {
    const sent = body && ({ type: 'json', text: JSON.stringify(body) } as const);
    const { status, text } = await client.call(method, path, sent);
    if (status !== 200) throw new Error(`${path} was answered ${status}: ${text}`);
    return answer.parse(JSON.parse(text));
  }
  const add = (dueAt: number) => (id: string) => call('POST', '/add', z.null(), { id, dueAt });
  const approve = (id: string) => call('POST', '/approve', z.null(), { id });
  const named = (name: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${name}-${index}`);

  const first = named('pilot', pilot);
  const msPerAdd = 1000 / (await perSecond(first, add(Date.now() + dayMs)));
  const msPerAnswer = 1000 / (await perSecond(first, approve));
  const all = named('life', lives);
  const half = all.slice(0, lives / 2);
  const windowMs = 2 * (msPerAdd * all.length + msPerAnswer * half.length) + slackMs;
  const dueAt = Date.now() + Math.ceil(windowMs);
  const before = cpuSeconds(pid);
  const addsPerSecond = await perSecond(all, add(dueAt));
  const answersPerSecond = await perSecond(half, approve);
  if (Date.now() >= dueAt)
    throw new Error('slower than its pilot let expect: nothing was measured');

  while ((await call('GET', '/expired', z.int())) < lives - half.length) await sleep(lookEveryMs);
  const ended = await call('GET', '/endings', endings);
  client.close();
  const states: Record<string, number> = {};
  for (const { state } of ended) states[state] = (states[state] ?? 0) + 1;
  return {
    addsPerSecond,
    answersPerSecond,
    states,
    lateMs: ended.flatMap(({ state, endedAt }) =>
      state === 'EXPIRED' && endedAt != null ? [endedAt - dueAt] : [],
    ),
    cpuSeconds: cpuSeconds(pid) - before,
  };
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
