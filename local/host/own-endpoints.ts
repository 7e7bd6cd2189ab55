// The host's own endpoints: the clock, the functions, the host status, Event Grid deliveries and the durable
// API. They are local only: requests of foreign web pages and for other host names are refused.
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { hostClock } from './clock';
import type { App } from './core';
import { parseJson } from './data-folder';
import { rpcPath, webhookPath } from './durable-functions';
import { type Handle, isFromHere, json, problem, readBody, type Reply } from './http-server';
import { type Invoke, triggerOf } from './invocation';
import { InvalidDuration, type Scheduler } from './scheduler';
import type { TimerTriggers } from './timer-triggers';

export interface OwnEndpoints {
  readonly app: App;
  readonly port: number;
  readonly adminKey: string | undefined;
  readonly scheduler: Scheduler;
  readonly timers: TimerTriggers;
  readonly invoke: Invoke;
  readonly durable: (request: IncomingMessage, url: URL, path: string) => Promise<Reply>;
}

const advanceRequest = z.object({ advance: z.string() });

/** The handler of a path that is the host's own, or undefined for a path that is the app's. */
export function createOwnEndpoints(host: OwnEndpoints): (url: URL) => Handle | undefined {
  const { app, adminKey, scheduler } = host;

  async function postClock(request: IncomingMessage): Promise<Reply> {
    const body = advanceRequest.safeParse(parseJson((await readBody(request)).toString()));
    if (!body.success) return problem(400, 'The body must be {"advance": "<ISO 8601 duration>"}.');
    try {
      return json(200, await scheduler.advance(body.data.advance));
    } catch (error) {
      if (error instanceof InvalidDuration) return problem(400, error.message);
      throw error;
    }
  }

  function runTimerNow(name: string): Reply {
    const target = app.find(name);
    if (target === undefined) return problem(404, `There is no function "${name}".`);
    if (triggerOf(target, 'timerTrigger') === undefined) {
      return problem(400, `"${name}" is no timer function; only those are run from here.`);
    }
    void host.timers.run(target);
    return { status: 202 };
  }

  async function admin(request: IncomingMessage, url: URL): Promise<Reply> {
    const key = request.headers['x-functions-key'] ?? url.searchParams.get('code');
    if (adminKey !== undefined && key !== adminKey)
      return problem(401, 'The admin key is missing or wrong.');
    const [, , area = '', name] = url.pathname.split('/');
    switch (`${request.method ?? ''} ${area}`) {
      case 'GET clock':
        return json(200, { now: hostClock.now().toISOString() });
      case 'POST clock':
        return postClock(request);
      case 'GET functions':
        return json(
          200,
          app.functions.map(({ name, bindings }) => ({ name, bindings })),
        );
      case 'POST functions':
        return runTimerNow(decodeURIComponent(name ?? ''));
      case 'GET host':
        return json(200, { state: 'Running' });
      default:
        return problem(404, 'The embedded host has no such endpoint.');
    }
  }

  async function eventGrid(request: IncomingMessage, url: URL): Promise<Reply> {
    const name = url.searchParams.get('functionName') ?? '';
    const target = app.find(name);
    if (target === undefined || triggerOf(target, 'eventGridTrigger') === undefined) {
      return problem(404, `There is no Event Grid function "${name}".`);
    }
    const events = parseJson((await readBody(request)).toString());
    const type = String(request.headers['aeg-event-type']).toLowerCase();
    if (request.method !== 'POST' || type !== 'notification' || !Array.isArray(events)) {
      return problem(400, 'Expected a POST of a JSON array with aeg-event-type: Notification.');
    }
    const delivered = await Promise.allSettled(
      events.map((event: unknown) => host.invoke(target, { json: JSON.stringify(event) })),
    );
    return { status: delivered.every(({ status }) => status === 'fulfilled') ? 202 : 500 };
  }

  function ownHandler(path: string): Handle | undefined {
    for (const root of [`${webhookPath}/`, `${rpcPath}/`]) {
      if (path.toLowerCase().startsWith(root)) {
        return (request, url) => host.durable(request, url, url.pathname.slice(root.length));
      }
    }
    if (/^\/admin(\/|$)/i.test(path)) return admin;
    return /^\/runtime\/webhooks\/eventgrid$/i.test(path) ? eventGrid : undefined;
  }

  return (url) => {
    const handler = ownHandler(url.pathname);
    if (handler === undefined) return undefined;
    return async (request) =>
      isFromHere(request, host.port)
        ? handler(request, url)
        : problem(403, 'Only for this machine.');
  };
}
