// The app on the embedded host in a process of its own, as the benchmarks start it: settings come from the environment, and
// the process that started it can hold its clock and wait until it rests.
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { hostClock } from '../../local/host/clock';
import { startHost } from '../../local/host/host';
import { freePort } from '../../local/http-server';
import { repository } from '../../local/sample';
import { askedOfApp, type ToldByApp } from './app-protocol';

/** host.json's own number of activities at a time, or another; with 0 no orchestration gets beyond its first call. */
function packageFolder(activities: string | undefined): string {
  const built = join(repository, 'dist', 'package');
  if (activities === undefined) return built;
  const folder = mkdtempSync(join(tmpdir(), 'mci-bench-root-'));
  cpSync(join(built, 'package.json'), join(folder, 'package.json'));
  const hostJson = z
    .looseObject({ extensions: z.looseObject({ durableTask: z.looseObject({}) }) })
    .parse(JSON.parse(readFileSync(join(built, 'host.json'), 'utf8')));
  hostJson.extensions.durableTask['maxConcurrentActivityFunctions'] = Number(activities);
  writeFileSync(join(folder, 'host.json'), JSON.stringify(hostJson));
  return folder;
}

async function main(): Promise<void> {
  const tell = (told: ToldByApp) => process.send?.(told);
  const port = await freePort(0, 'the app');
  const host = await startHost({
    root: packageFolder(process.env['BENCH_ACTIVITIES']),
    entry: join(repository, 'dist', 'local', 'app-entry.js'),
    port,
    dataFolder: z.string().parse(process.env['BENCH_DATA_FOLDER']),
    settings: { PUBLIC_BASE_URL: `http://localhost:${port}` },
    log: (level, category, message) => {
      if (['error', 'critical'].includes(level)) process.stderr.write(`${category}: ${message}\n`);
    },
  });
  if (host.startError !== undefined) throw host.startError;
  const answer = {
    hold: () => {
      hostClock.holdAt(hostClock.time());
    },
    release: () => {
      hostClock.release();
    },
    idle: () => host.idle(),
  };
  process.on('message', (message) => {
    const asked = askedOfApp.parse(message);
    Promise.resolve(answer[asked]()).then(
      () => tell({ done: asked }),
      (error: unknown) => tell({ failed: String(error) }),
    );
  });
  process.on('disconnect', () => process.exit());
  tell({ url: host.url });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
