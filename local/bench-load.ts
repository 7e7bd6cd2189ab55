// `npm run bench:load`: what starting a process with this app costs, beside one with a hello-world app: CPU of the whole
// process (user and system), memory, and the size of what is deployed. Interleaved; medians; ratios to hello.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { repository } from './sample';

const rounds = Number(process.argv[2] ?? 15);
const dist = join(repository, 'dist');
const entries = {
  hello: join(__dirname, 'load', 'hello.js'),
  'the package': join(dist, 'package', 'main.js'),
  '… and all that it loads later': join(__dirname, 'load', 'all-of-package.js'),
  'the unbundled build': join(dist, 'functions', 'main.js'),
};
const cost = z.object({ cpuMs: z.number(), rssMb: z.number(), functions: z.int() });
type Cost = z.infer<typeof cost> & { wallMs: number };

/** As in Azure: the services by endpoint and identity. */
function settings(): Record<string, string> {
  const sample = readFileSync(join(repository, 'local.settings.sample.json'), 'utf8');
  const { Values } = z
    .object({ Values: z.record(z.string(), z.string()) })
    .parse(JSON.parse(sample));
  return {
    ...Values,
    TABLES_CONNECTION_STRING: '',
    TABLES_ENDPOINT: 'https://mci.table.core.windows.net',
    MAIL_CONNECTION_STRING: '',
    MAIL_ENDPOINT: 'https://mci.communication.azure.com',
    AZURE_CLIENT_ID: '00000000-0000-4000-8000-000000000001',
  };
}

/** Of this shell's environment only PATH: NODE_EXTRA_CA_CERTS, for one, would cost more than hello itself. */
function start(entry: string): Cost {
  const env = { ...settings(), PATH: process.env['PATH'] };
  const args = ['--require', join(__dirname, 'load', 'worker.js'), entry];
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  const wallMs = performance.now() - started;
  if (status !== 0) throw new Error(`${entry} did not start: ${stderr}`);
  return { ...cost.parse(JSON.parse(stdout)), wallMs };
}

function main(): void {
  const costs = Object.entries(entries).map(([name, entry]) => ({
    name,
    entry,
    all: [] as Cost[],
  }));
  for (let round = 0; round < rounds; round += 1) {
    for (const { entry, all } of costs) all.push(start(entry));
  }
  const hello = costs[0]?.all ?? [];
  console.log(`Node ${process.version}, medians of ${rounds} starts each, beside hello:\n`);
  line('', ['CPU ms', 'wall ms', 'RSS MB', 'functions']);
  for (const { name, all } of costs) {
    const cells = (['cpuMs', 'wallMs', 'rssMb'] as const).map((key) => {
      const [value, its] = [all, hello].map((of) => median(of.map((each) => each[key])));
      return `${String(value?.toFixed(0))} (${((value ?? NaN) / (its ?? NaN)).toFixed(2)} ×)`;
    });
    line(name, [...cells, String(all[0]?.functions)]);
  }
  const own = archive(join(dist, 'package'), ['.']);
  const its = archive(repository, [...libraries('@azure/functions'), 'dist/local/load/hello.js']);
  console.log(`\nAs tar.gz: the package ${kB(own)}, hello with its libraries ${kB(its)}.`);
}

function line(name: string, cells: readonly string[]): void {
  console.log([name.padEnd(30), ...cells.map((cell) => cell.padStart(16))].join(''));
}

/** Where a library and those that it needs lie. */
function libraries(name: string): string[] {
  const folder = `node_modules/${name}`;
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()).default({}) })
    .parse(JSON.parse(readFileSync(join(repository, folder, 'package.json'), 'utf8')));
  return [folder, ...Object.keys(dependencies).flatMap(libraries)];
}

function archive(folder: string, args: string[]): number {
  return execFileSync('tar', ['-cz', '--exclude=*.map', '-C', folder, ...args], { maxBuffer: 1e9 })
    .length;
}

function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

main();
