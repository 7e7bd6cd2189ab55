// The host's own endpoints besides the durable API: the clock, the functions, the status, Event Grid deliveries.
import { type Answer, type Asked, json } from '../http-server';
import { hostClock } from './clock';
import type { App } from './core';
import { parseJson } from './data-folder';
import { type Invoke, triggerOf } from './invocation';
import type { Endpoints, Params } from './routes';
import { InvalidDuration, type Scheduler } from './scheduler';
import type { TimerTriggers } from './timer-triggers';

export function ownEndpoints(
  app: App,
  scheduler: Scheduler,
  timers: TimerTriggers,
  invoke: Invoke,
): Endpoints {
  async function moveClock({ body }: Asked): Promise<Answer> {
    const { advance } = (parseJson(body.toString()) ?? {}) as { advance?: unknown };
    try {
      return json(200, await scheduler.advance(String(advance)));
    } catch (error) {
      if (error instanceof InvalidDuration) return problem(400, error.message);
      throw error;
    }
  }

  function runTimer(_: Asked, { name = '' }: Params): Answer {
    const target = app.find(name);
    if (target === undefined) return problem(404, `There is no function "${name}".`);
    if (!triggerOf(target, 'timerTrigger')) return problem(400, `"${name}" is no timer function.`);
    void timers.run(target);
    return { status: 202 };
  }

  async function deliver({ url, headers, body }: Asked): Promise<Answer> {
    const name = url.searchParams.get('functionName') ?? '';
    const target = app.find(name);
    if (target === undefined || !triggerOf(target, 'eventGridTrigger')) {
      return problem(404, `There is no Event Grid function "${name}".`);
    }
    const events = parseJson(body.toString());
    const type = headers['aeg-event-type']?.toString().toLowerCase();
    if (type !== 'notification' || !Array.isArray(events)) {
      return problem(400, 'Expected a JSON array with aeg-event-type: Notification.');
    }
    const delivered = await Promise.allSettled(
      events.map((event: unknown) => invoke(target, { json: JSON.stringify(event) })),
    );
    return { status: delivered.every(({ status }) => status === 'fulfilled') ? 202 : 500 };
  }

  const functions = app.functions.map(({ name, bindings }) => ({ name, bindings }));
  return {
    'GET admin/clock': () => json(200, { now: hostClock.now().toISOString() }),
    'POST admin/clock': moveClock,
    'GET admin/functions': () => json(200, functions),
    'POST admin/functions/{name}': runTimer,
    'GET admin/host/status': () => json(200, { state: 'Running' }),
    'POST runtime/webhooks/eventgrid': deliver,
  };
}

function problem(status: number, title: string): Answer {
  const headers = { 'content-type': 'application/problem+json' };
  return json(status, { type: 'about:blank', status, title }, headers);
}
