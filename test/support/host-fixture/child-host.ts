// Starts a fixture app on the built host in a process of its own (one app per process), and talks to it.
// HOST_DIST names the build; by default it is <repo>/dist, which `npm test` makes first.
import { type ChildProcess, fork } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { transformSync } from '@swc/core';
import type { RegisteredFunction } from '../../../local/host/core';
import type { HostOptions } from '../../../local/host/host';

const repo = resolve(__dirname, '../../..');
const running = new Set<ChildHost>();
const folders: string[] = [];
const builtApps = new Map<string, string>();

type Message = Partial<{
  id: number;
  value: unknown;
  error: string;
  note: unknown;
  log: string;
  started: { url: string; port: number; functions: RegisteredFunction[] };
  failed: string;
}>;

interface Status {
  runtimeStatus: string;
  output: unknown;
  input: unknown;
  customStatus: unknown;
}

export interface ChildHost {
  readonly url: string;
  readonly port: number;
  readonly functions: readonly RegisteredFunction[];
  readonly dataFolder: string;
  /** What the app noted, in order. */
  readonly notes: unknown[];
  readonly logs: string[];
  noted(...what: unknown[]): Promise<void>;
  advance(duration: string): Promise<{ from: string; to: string; steps: number }>;
  idle(): Promise<void>;
  close(): Promise<void>;
  /** kill -9 */
  kill(): Promise<void>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  start(orchestration: string, id: string, input?: unknown): Promise<Response>;
  raise(id: string, event: string, data?: unknown): Promise<Response>;
  /** Posts a management command such as `terminate`. */
  post(id: string, command: string): Promise<Response>;
  status(id: string): Promise<Status>;
}

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'host-test-'));
  folders.push(folder);
  return folder;
}

/** Ends what the tests started and removes what they wrote. */
export async function cleanUp(): Promise<void> {
  await Promise.all([...running].map((host) => host.kill()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** The app's folder with its TypeScript compiled next to its package.json, inside the repo so that it finds the SDKs. */
function built(name: string): string {
  const already = builtApps.get(name);
  if (already !== undefined) return already;
  const target = join(repo, 'node_modules/.cache/host-fixture', `${name}-${String(process.pid)}`);
  const compile = (from: string, to: string): void => {
    const { code } = transformSync(readFileSync(from, 'utf8'), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    writeFileSync(to, code);
  };
  mkdirSync(target, { recursive: true });
  folders.push(target);
  for (const file of readdirSync(join(__dirname, name))) {
    const source = join(__dirname, name, file);
    if (file.endsWith('.ts')) compile(source, join(target, file.replace(/ts$/, 'js')));
    else cpSync(source, join(target, file));
  }
  compile(join(__dirname, 'run-host.ts'), join(target, 'run-host.js'));
  builtApps.set(name, target);
  return target;
}

export async function startChild(
  options: Partial<HostOptions> & { app?: string } = {},
): Promise<ChildHost> {
  const { app = 'journeys', dataFolder = newFolder(), port = 0, settings = {}, ...rest } = options;
  const root = built(app);
  const hostOptions = {
    root,
    port,
    dataFolder,
    settings: { YEARLY: '0 0 0 1 1 *', ...settings },
    ...rest,
  };
  const child = fork(join(root, 'run-host.js'), {
    env: {
      ...process.env,
      HOST_OPTIONS: JSON.stringify(hostOptions),
      HOST_DIST: process.env['HOST_DIST'] ?? join(repo, 'dist'),
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return connect(child, dataFolder);
}

async function connect(child: ChildProcess, dataFolder: string): Promise<ChildHost> {
  const asked = new Map<number, (message: Message) => void>();
  const notes: unknown[] = [];
  const logs: string[] = [];
  const watchers = new Set<() => void>();
  let ids = 0;
  const exited = new Promise<void>((done) =>
    child.once('exit', () => {
      done();
    }),
  );
  const started = new Promise<NonNullable<Message['started']>>((done, fail) => {
    child.on('message', (message: Message) => {
      if (message.started) done(message.started);
      if (message.failed !== undefined) fail(new Error(message.failed));
      if (message.note !== undefined) notes.push(message.note);
      if (message.log !== undefined) logs.push(message.log);
      if (message.id !== undefined) asked.get(message.id)?.(message);
      for (const look of watchers) look();
    });
    child.once('exit', (code) => {
      fail(new Error(`The host ended with ${String(code)}.`));
    });
  });
  const ask = (what: string, argument?: string): Promise<unknown> =>
    new Promise((done, fail) => {
      const id = ++ids;
      asked.set(id, ({ value, error }) => {
        if (error === undefined) done(value);
        else fail(new Error(error));
      });
      child.send({ id, do: what, with: argument });
    });
  const { url, port, functions } = await started;
  const api = `${url}/runtime/webhooks/durabletask`;
  const post = (path: string, body?: unknown): Promise<Response> =>
    fetch(`${api}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  const host: ChildHost = {
    url,
    port,
    functions,
    dataFolder,
    notes,
    logs,
    noted: (...what) =>
      new Promise((done) => {
        const look = (): void => {
          if (!notes.some((one) => JSON.stringify(one) === JSON.stringify(what))) return;
          watchers.delete(look);
          done();
        };
        watchers.add(look);
        look();
      }),
    advance: async (duration) =>
      (await ask('advance', duration)) as { from: string; to: string; steps: number },
    idle: async () => {
      await ask('idle');
    },
    async close() {
      await ask('close');
      running.delete(host);
      await exited;
    },
    async kill() {
      running.delete(host);
      child.kill('SIGKILL');
      await exited;
    },
    fetch: (path, init) => fetch(`${url}${path}`, init),
    start: (orchestration, id, input) => post(`orchestrators/${orchestration}/${id}`, input),
    raise: (id, event, data) => post(`instances/${id}/raiseEvent/${event}`, data),
    post: (id, command) => post(`instances/${id}/${command}`),
    status: async (id) => (await (await fetch(`${api}/instances/${id}`)).json()) as Status,
  };
  running.add(host);
  return host;
}
