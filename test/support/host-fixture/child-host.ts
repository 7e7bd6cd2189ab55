// Starts a fixture app on the built host in a process of its own (one app per process), and talks to it.
// Tells the process by HOST_DIST which build that is.
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RegisteredFunction } from '../../../local/host/core';
import type { HostOptions } from '../../../local/host/host';
import type { HostKeys } from '../../../local/host/keys';
import { dist } from '../dist';
import { buildApp } from './build-app';

const running = new Set<ChildHost>();
const folders: string[] = [];

type Message = Partial<{
  id: number;
  value: unknown;
  error: string;
  note: unknown;
  log: string;
  started: { url: string; port: number; functions: RegisteredFunction[]; keys: HostKeys };
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
  readonly keys: HostKeys;
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
  /** With the master key. */
  asMaster(path: string, init?: RequestInit): Promise<Response>;
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

export async function startChild(
  options: Partial<HostOptions> & { app?: string } = {},
): Promise<ChildHost> {
  const { app = 'journeys', dataFolder = newFolder(), port = 0, settings = {}, ...rest } = options;
  const root = buildApp(app);
  folders.push(root);
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
      HOST_DIST: dist,
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
  const { url, port, functions, keys } = await started;
  const api = '/runtime/webhooks/durabletask';
  const asMaster = (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = new Headers(init.headers);
    headers.set('x-functions-key', keys.master);
    return fetch(`${url}${path}`, { ...init, headers });
  };
  const post = (path: string, body?: unknown): Promise<Response> =>
    asMaster(`${api}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  const host: ChildHost = {
    url,
    port,
    functions,
    keys,
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
    asMaster,
    start: (orchestration, id, input) => post(`orchestrators/${orchestration}/${id}`, input),
    raise: (id, event, data) => post(`instances/${id}/raiseEvent/${event}`, data),
    post: (id, command) => post(`instances/${id}/${command}`),
    status: async (id) => (await (await asMaster(`${api}/instances/${id}`)).json()) as Status,
  };
  running.add(host);
  return host;
}
