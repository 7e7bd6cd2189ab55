// The embedded Azure Functions host: loads the built app as the Node worker does, serves its functions and runs its
// orchestrations. A development and test double of `func start`; the contract it keeps is runtime.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, type Asked, freePort, serve } from '../http-server';
import { hostClock } from './clock';
import { explain, loadApp, type Log, type RegisteredFunction } from './core';
import { lockFolder } from './data-folder';
import { createDurableFunctions } from './durable-functions';
import { durableClient, durableEndpoints } from './durable-http';
import { createEngine } from './engine';
import { httpFunctions } from './http-functions';
import { createInvoker } from './invocation';
import { ownEndpoints } from './own-endpoints';
import { createRouter } from './routes';
import { createScheduler } from './scheduler';
import { createTimerTriggers } from './timer-triggers';

export interface HostOptions {
  /** The folder with package.json and host.json. */
  root: string;
  /** Absolute path of the entry module; by default package.json's "main". */
  entry?: string;
  /** 0 takes a free one. */
  port: number;
  dataFolder: string;
  /** Put into process.env before the app is loaded. */
  settings: Record<string, string>;
  log?: Log;
}

export interface Host {
  url: string;
  port: number;
  functions: readonly RegisteredFunction[];
  /** Moves the clock forward over every due instant; the duration is ISO 8601. */
  advance(durationIso: string): Promise<{ from: string; to: string; steps: number }>;
  /** Resolves when no invocation, turn or activity is under way or immediately due. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** What this host heeds of host.json. */
interface HostJson {
  http?: { routePrefix?: string };
  durableTask?: { hubName?: string; maxConcurrentActivityFunctions?: number };
}
const closingGraceMs = 5000;

/** One per process. Rejects when the port or the data folder is taken, or when the app fails to start. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { root, dataFolder, settings, log = printLog } = options;
  const hostJson = JSON.parse(readFileSync(join(root, 'host.json'), 'utf8')) as {
    extensions?: HostJson;
  };
  const { http, durableTask } = hostJson.extensions ?? {};
  const logError = (error: unknown): void => {
    log('error', 'Host', explain(error));
  };
  const port = await freePort(options.port, 'the app');
  const unlock = lockFolder(dataFolder);
  hostClock.open(dataFolder);
  const environment = { AZURE_FUNCTIONS_ENVIRONMENT: 'Development' };
  Object.assign(process.env, settings, environment, { WEBSITE_HOSTNAME: `localhost:${port}` });

  const app = await loadApp(root, options.entry, log);
  const { invoke, quiet } = createInvoker(
    app,
    log,
    durableClient(durableTask?.hubName ?? 'TestHubName', port),
  );
  const functions = createDurableFunctions(app, invoke);
  const maxActivities = durableTask?.maxConcurrentActivityFunctions ?? 10;
  const engine = createEngine(dataFolder, functions, maxActivities, logError);
  const timers = createTimerTriggers(app.functions, dataFolder, invoke);
  const scheduler = createScheduler(engine, timers, logError);
  const route = createRouter({
    ...ownEndpoints(app, scheduler, timers, invoke),
    ...durableEndpoints(engine, functions.isOrchestrator),
    ...httpFunctions(app.functions, http?.routePrefix ?? 'api', invoke),
  });

  let isClosing = false;
  const server = await serve('the app', port, (asked: Asked): Answer | Promise<Answer> => {
    const isOwn = /^\/(admin|runtime)(\/|$)/i.test(asked.url.pathname);
    if (isOwn && isForeign(asked, port)) return { status: 403 };
    return isClosing && !isOwn ? { status: 503 } : route(asked); // those under way still start and signal
  });
  engine.resume();
  scheduler.begin();

  return {
    url: server.url,
    port,
    functions: app.functions,
    advance: (duration) => scheduler.advance(duration),
    async idle() {
      await quiet();
      await scheduler.idle();
    },
    async close() {
      isClosing = true;
      scheduler.stop();
      engine.stop();
      const atRest = Promise.all([engine.settled(), quiet()]);
      await Promise.race([atRest, sleep(closingGraceMs, undefined, { ref: false })]);
      await sleep(20); // the last answers leave
      await server.stop();
      await app.terminate();
      unlock();
    },
  };
}

/** Sent by a web page of another origin; what is sent to another host name never gets here (http-server.ts). */
function isForeign({ headers }: Asked, port: number): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  const own = [undefined, `http://localhost:${port}`, `http://127.0.0.1:${port}`];
  return !own.includes(origin) || site === 'cross-site';
}

function printLog(level: string, category: string, message: string): void {
  if (['trace', 'debug'].includes(level)) return;
  const stream = ['error', 'critical', 'warning'].includes(level) ? process.stderr : process.stdout;
  stream.write(`[${hostClock.now().toISOString()}] ${level} ${category}: ${message}\n`);
}
