// The host's own endpoints: the real host's under admin, and the clock, which only the embedded host has.
import { type Answer, type Asked, json } from '../http-server';
import { hostClock } from './clock';
import type { App } from './core';
import { parseJson } from './data-folder';
import { triggerOf } from './invocation';
import type { Endpoints, Handle, Params } from './routes';
import { InvalidDuration, type Scheduler } from './scheduler';
import type { TimerTriggers } from './timer-triggers';

export function adminEndpoints(app: App, timers: TimerTriggers): Endpoints {
  function runTimer(_: Asked, { name = '' }: Params): Answer {
    const target = app.find(name);
    if (target === undefined) return problem(404, `There is no function "${name}".`);
    if (!triggerOf(target, 'timerTrigger')) return problem(400, `"${name}" is no timer function.`);
    void timers.run(target);
    return { status: 202 };
  }

  const functions = app.functions.map(({ name, bindings }) => ({ name, bindings }));
  return {
    'GET admin/functions': () => json(200, functions),
    'POST admin/functions/{name}': runTimer,
    'GET admin/host/status': () => json(200, { state: 'Running' }),
  };
}

/** Without a key, but for programs of this machine only: no web page gets here, not even by rebinding its own host name. */
export function clockEndpoints(scheduler: Scheduler): Endpoints {
  async function move({ body }: Asked): Promise<Answer> {
    const { advance } = (parseJson(body.toString()) ?? {}) as { advance?: unknown };
    try {
      return json(200, await scheduler.advance(String(advance)));
    } catch (error) {
      if (error instanceof InvalidDuration) return problem(400, error.message);
      throw error;
    }
  }
  const guarded =
    (handle: Handle): Handle =>
    (asked, params) =>
      isFromHere(asked) ? handle(asked, params) : { status: 403 };
  return {
    'GET admin/clock': guarded(() => json(200, { now: hostClock.now().toISOString() })),
    'POST admin/clock': guarded(move),
  };
}

function isFromHere({ url, headers }: Asked): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  const isOwnName = ['localhost', '127.0.0.1'].includes(url.hostname);
  const isOwnPage = origin === undefined || origin === url.origin;
  return isOwnName && isOwnPage && site !== 'cross-site';
}

function problem(status: number, title: string): Answer {
  const headers = { 'content-type': 'application/problem+json' };
  return json(status, { type: 'about:blank', status, title }, headers);
}
