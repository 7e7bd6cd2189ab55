// The app's process as the driver of the benchmarks sees it.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { toldByApp, type AskedOfApp, type ToldByApp } from './app-protocol';

export interface BenchApp {
  readonly url: string;
  readonly pid: number;
  /** Where the embedded host keeps its instances. */
  readonly dataFolder: string;
  /** `hold`: the app's clock stands still until `release`. `idle`: waits until nothing is under way or due. */
  ask(what: AskedOfApp): Promise<void>;
  /** Moves the clock, over every instant at which something is due; ISO 8601. */
  advance(duration: string): Promise<void>;
  now(): Promise<Date>;
  stop(): Promise<void>;
}

/** `activities`: how many run at a time, if not as host.json says. */
export async function startBenchApp(
  settings: Readonly<Record<string, string>>,
  activities?: number,
): Promise<BenchApp> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'mci-bench-'));
  const child = fork(join(__dirname, 'app-process.js'), {
    env: {
      PATH: process.env['PATH'],
      ...settings,
      BENCH_DATA_FOLDER: dataFolder,
      ...(activities === undefined ? {} : { BENCH_ACTIVITIES: String(activities) }),
    },
  });
  const { url } = z.object({ url: z.string() }).parse(await told(child));
  const clock = `${url}/admin/clock`;
  return {
    url,
    pid: z.int().parse(child.pid),
    dataFolder,
    async ask(what) {
      child.send(what);
      z.object({ done: z.literal(what) }).parse(await told(child));
    },
    async advance(duration) {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ advance: duration });
      const response = await fetch(clock, { method: 'POST', headers, body });
      if (!response.ok) throw new Error(`the clock does not move: ${await response.text()}`);
    },
    async now() {
      return new Date(z.object({ now: z.string() }).parse(await (await fetch(clock)).json()).now);
    },
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function told(child: ChildProcess): Promise<ToldByApp> {
  const answered = new AbortController();
  const { signal } = answered;
  const message = once(child, 'message', { signal }).then(([it]) => toldByApp.parse(it));
  const ended = once(child, 'exit', { signal }).then(() => {
    throw new Error('the app has ended');
  });
  try {
    return await Promise.race([message, ended]);
  } finally {
    answered.abort();
    await Promise.allSettled([message, ended]); // the one that came to nothing
  }
}
