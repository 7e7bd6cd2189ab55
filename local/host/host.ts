// The embedded Azure Functions host: loads the built app as the Node worker does, serves its functions and runs
// its orchestrations. A development and test double of `func start`; the contract it keeps is runtime.md.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { hostClock } from './clock';
import { type Binding, explain, loadApp, type Log, type RegisteredFunction } from './core';
import { lockFolder } from './data-folder';
import { act, clientInput, findDurable, orchestrate } from './durable-functions';
import { createDurableHttp } from './durable-http';
import { createEngine } from './engine';
import { createHttpFunctions } from './http-functions';
import { type Handle, listen, type Reply } from './http-server';
import { openInstanceStore } from './instance-store';
import { createInvoker } from './invocation';
import { createOwnEndpoints } from './own-endpoints';
import { createRouter } from './routes';
import { createScheduler } from './scheduler';
import { createTimerTriggers } from './timer-triggers';

export type { RegisteredFunction } from './core';

export interface HostOptions {
  /** The folder with package.json and host.json. */
  root: string;
  /** Absolute path of the entry module; by default package.json's "main", which may be a glob. */
  entry?: string;
  /** 0 takes a free one. */
  port: number;
  dataFolder: string;
  /** When given, /admin/* asks for it (x-functions-key or ?code=). */
  adminKey?: string;
  /** Put into process.env before the app is loaded. */
  settings: Record<string, string>;
  log?: (level: string, category: string, message: string) => void;
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

const hostJson = z.object({
  extensions: z
    .object({
      http: z.object({ routePrefix: z.string().default('api') }).prefault({}),
      durableTask: z
        .object({
          hubName: z.string().default('TestHubName'),
          maxConcurrentActivityFunctions: z.number().int().positive().default(10),
          maxConcurrentOrchestratorFunctions: z.number().int().positive().default(10),
          defaultVersion: z.string().default(''),
        })
        .prefault({}),
    })
    .prefault({}),
});

const unavailable: Reply = { status: 503, headers: [['retry-after', '1']] };
const closingGraceMs = 5000;
const supported = [
  'httpTrigger',
  'http',
  'timerTrigger',
  'eventGridTrigger',
  'orchestrationTrigger',
  'activityTrigger',
  'durableClient',
  'orchestrationClient',
];

/** One per process. Rejects when the port or the data folder is taken, or when the app fails to start. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { root, entry, dataFolder, settings } = options;
  const log: Log = options.log ?? printLog;
  const { extensions } = hostJson.parse(JSON.parse(readFileSync(join(root, 'host.json'), 'utf8')));
  const { durableTask } = extensions;
  const logError = (error: unknown): void => {
    log('error', 'Host', explain(error));
  };

  const unlock = lockFolder(dataFolder);
  let serve: Handle = () => Promise.resolve(unavailable);
  const server = await listen(options.port, (request, url) => serve(request, url), logError).catch(
    (error: unknown) => {
      unlock();
      throw error;
    },
  );
  const { port } = server;
  try {
    hostClock.open(dataFolder);
    Object.assign(process.env, settings, {
      WEBSITE_HOSTNAME: `localhost:${port}`,
      AZURE_FUNCTIONS_ENVIRONMENT: 'Development',
    });
    const app = await loadApp(root, entry, log);
    warnOfUnsupported(app.functions, log);
    const client = clientInput(durableTask.hubName, port);
    const { invoke, quiet } = createInvoker(app, log, ({ type }) =>
      /^(durable|orchestration)Client$/i.test(type) ? client : {},
    );
    const isKnown = (kind: 'activity' | 'orchestrator', name: string): boolean =>
      findDurable(app, kind, name) !== undefined;
    const engine = createEngine({
      store: openInstanceStore(dataFolder),
      logError,
      maxTurns: durableTask.maxConcurrentOrchestratorFunctions,
      maxActivities: durableTask.maxConcurrentActivityFunctions,
      isKnown,
      orchestrate: (state, fresh) => orchestrate(app, invoke, state, fresh),
      act: (instanceId, name, input) => act(app, invoke, instanceId, name, input),
      onSchedule: () => {
        scheduler.rearm();
      },
    });
    const timers = createTimerTriggers(app.functions, settings, dataFolder, invoke);
    const scheduler = createScheduler(engine, timers, logError);
    const router = createRouter(app.functions, extensions.http.routePrefix);
    const httpFunctions = createHttpFunctions(router, invoke);
    const durable = createDurableHttp(
      engine,
      (name) => isKnown('orchestrator', name),
      durableTask.hubName,
      durableTask.defaultVersion,
    );
    const own = createOwnEndpoints({
      app,
      port,
      adminKey: options.adminKey,
      scheduler,
      timers,
      invoke,
      durable,
    });
    engine.resume();
    serve = (request, url) => (own(url) ?? httpFunctions)(request, url);
    scheduler.rearm();

    return {
      url: `http://127.0.0.1:${port}`,
      port,
      functions: app.functions,
      advance: (duration) => scheduler.advance(duration),
      async idle() {
        await quiet();
        await scheduler.idle();
      },
      async close() {
        scheduler.stop();
        serve = async (request, url) => (await own(url)?.(request, url)) ?? unavailable;
        await Promise.race([Promise.all([engine.stop(), quiet()]), after(closingGraceMs)]);
        await Promise.race([server.close(), after(closingGraceMs)]);
        server.abandon();
        await app.terminate();
        unlock();
      },
    };
  } catch (error) {
    await server.close();
    unlock();
    throw error;
  }
}

function warnOfUnsupported(functions: readonly RegisteredFunction[], log: Log): void {
  for (const { name, bindings } of functions) {
    for (const { type } of Object.values<Binding>(bindings)) {
      if (supported.some((known) => known.toLowerCase() === type.toLowerCase())) continue;
      log('warning', 'Host', `${name}: the embedded host does not serve the binding "${type}".`);
    }
  }
}

function printLog(level: string, category: string, message: string): void {
  if (['trace', 'debug'].includes(level)) return;
  const stream = ['error', 'critical', 'warning'].includes(level) ? process.stderr : process.stdout;
  stream.write(`[${hostClock.now().toISOString()}] ${level} ${category}: ${message}\n`);
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
