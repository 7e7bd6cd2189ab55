// The embedded Azure Functions host: loads the built app as the Node worker does, serves its functions and runs its
// orchestrations. A development and test double of `func start`; the contract it keeps is runtime.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, serve } from '../http-server';
import { hostClock } from './clock';
import { explain, loadApp, type Log, type RegisteredFunction } from './core';
import { lockFolder } from './data-folder';
import { createDurableFunctions } from './durable-functions';
import { durableClient, durableEndpoints } from './durable-http';
import { createEngine } from './engine';
import { eventGridEndpoints } from './event-grid';
import { openFront } from './front';
import { createHttpFunctions } from './http-functions';
import { createInvoker } from './invocation';
import { type HostKeys, keysOf, withKey } from './keys';
import { adminEndpoints, clockEndpoints } from './own-endpoints';
import { createPipeline } from './pipeline';
import { createRouter, decodePath, routesOf } from './routes';
import { createScheduler } from './scheduler';
import { createThrottle, type ThrottleOptions } from './throttle';
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
  /** What the app's entry threw: the host stays up without functions, as the real one does. */
  startError: Error | undefined;
  /** What its endpoints below admin/ and runtime/webhooks/ ask for. */
  keys: HostKeys;
  /** Moves the clock forward over every due instant; the duration is ISO 8601. */
  advance(durationIso: string): Promise<{ from: string; to: string; steps: number }>;
  /** Resolves when no invocation, turn or activity is under way or immediately due. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** What this host heeds of host.json. */
interface HostJson {
  http?: { routePrefix?: string } & ThrottleOptions;
  durableTask?: { hubName?: string; maxConcurrentActivityFunctions?: number };
}
const closingGraceMs = 5000;
const webhooks = 'runtime/webhooks';

/** One per process. Rejects when the port or the data folder is taken, or when the app fails to start. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { root, dataFolder, settings, log = printLog } = options;
  const hostJson = JSON.parse(readFileSync(join(root, 'host.json'), 'utf8')) as {
    extensions?: HostJson;
  };
  const { http = {}, durableTask } = hostJson.extensions ?? {};
  const logError = (error: unknown): void => {
    log('error', 'Host', explain(error));
  };
  const port = await freePort(options.port, 'the app');
  const rpcPort = await freePort(0, 'the durable endpoint');
  const unlock = lockFolder(dataFolder);
  hostClock.open(dataFolder);
  const keys = keysOf(dataFolder);
  const environment = { AZURE_FUNCTIONS_ENVIRONMENT: 'Development' };
  Object.assign(process.env, settings, environment, { WEBSITE_HOSTNAME: `localhost:${port}` });

  const app = await loadApp(root, options.entry, log);
  if (app.startError !== undefined) logError(app.startError);
  const urls = {
    webhook: `http://localhost:${port}/${webhooks}/durabletask`,
    key: keys.durabletask_extension,
    rpc: `http://127.0.0.1:${rpcPort}/durabletask/`,
  };
  const client = durableClient(durableTask?.hubName ?? 'TestHubName', urls);
  const { invoke, quiet } = createInvoker(app, log, client);
  const functions = createDurableFunctions(app, invoke);
  const maxActivities = durableTask?.maxConcurrentActivityFunctions ?? 10;
  const engine = createEngine(dataFolder, functions, maxActivities, logError);
  const timers = createTimerTriggers(app.functions, dataFolder, invoke);
  const scheduler = createScheduler(engine, timers, logError);
  const durable = (base: string) => durableEndpoints(base, engine, functions.isOrchestrator, urls);

  const findDurable = createRouter(routesOf(durable('durabletask')));
  const rpc = await serve('the durable endpoint', rpcPort, (asked) => {
    const found = findDurable(asked.method, decodePath(asked.url.pathname));
    return found?.target(asked, found.params) ?? { status: 404 };
  });
  let isClosing = false;
  const pipeline = createPipeline({
    endpoints: {
      ...clockEndpoints(scheduler),
      'GET,POST admin/host/ping': () => ({ status: 200 }),
      ...withKey('master', keys, adminEndpoints(app, timers)),
      ...withKey('durabletask_extension', keys, durable(`${webhooks}/durabletask`)),
      ...withKey('eventgrid_extension', keys, eventGridEndpoints(app, invoke)),
      ...withKey('master', keys, {
        [`GET,PUT,POST,DELETE,OPTIONS ${webhooks}/{extension}/{*extra}`]: () => ({ status: 404 }),
      }),
    },
    functions: createHttpFunctions(app, http.routePrefix ?? 'api', keys, invoke),
    throttle: createThrottle(http),
    isClosing: () => isClosing, // what is under way still starts and signals instances
  });
  const front = await openFront(port, pipeline, logError);
  engine.resume();
  scheduler.begin();

  return {
    url: front.url,
    port,
    functions: app.functions,
    startError: app.startError,
    keys,
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
      await Promise.all([front.stop(), rpc.stop()]);
      await app.terminate();
      unlock();
    },
  };
}

function printLog(level: string, category: string, message: string): void {
  if (['trace', 'debug'].includes(level)) return;
  const stream = ['error', 'critical', 'warning'].includes(level) ? process.stderr : process.stdout;
  stream.write(`[${hostClock.now().toISOString()}] ${level} ${category}: ${message}\n`);
}
