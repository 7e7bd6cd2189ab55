// The Event Grid extension's webhook (its HttpRequestProcessor): answers the handshakes of both schemas itself, and gives a
// function its events one by one, of the Event Grid schema and CloudEvents alike.
import type { Answer, Asked } from '../http-server';
import type { App, LoadedFunction } from './core';
import { type Invoke, triggerOf } from './invocation';
import type { Endpoints } from './routes';

export function eventGridEndpoints(app: App, invoke: Invoke): Endpoints {
  async function receive({ method, url, headers, body }: Asked): Promise<Answer> {
    const name = url.searchParams.get('functionName') ?? '';
    const target = app.functions.find((each) => each.name === name); // the case counts
    if (target === undefined || !triggerOf(target, 'eventGridTrigger')) {
      return plain(404, `cannot find function: '${name}'`);
    }
    if (method === 'OPTIONS') return { status: 200, headers: allowedOrigin };
    const type = headers['aeg-event-type']?.toString().toLowerCase() ?? '';
    switch (type) {
      case 'subscriptionvalidation':
        return plain(200, JSON.stringify({ validationResponse: codeIn(body) }));
      case 'unsubscribe':
        return { status: 202 };
      case 'notification':
        return deliver(target, JSON.parse(body.toString()));
      default:
        return { status: 400 };
    }
  }

  /** One failure fails the whole delivery, which Event Grid then sends again. */
  async function deliver(target: LoadedFunction, given: unknown): Promise<Answer> {
    const events = (Array.isArray(given) ? given : [given]).map(objectIn);
    const deliveries = await Promise.allSettled(
      events.map((event) => invoke(target, { json: JSON.stringify(event) })),
    );
    const hasFailed = deliveries.some(({ status }) => status === 'rejected');
    const message = `Exception while executing function: Functions.${target.name}`;
    return hasFailed ? plain(500, message) : { status: 202 };
  }

  return { 'GET,PUT,POST,DELETE,OPTIONS runtime/webhooks/eventgrid/{*extra}': receive };
}

const allowedOrigin = { 'webhook-allowed-origin': 'eventgrid.azure.net' };

const plain = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body,
});

/** In an array of the Event Grid schema, or in a CloudEvent, whose data is JSON within JSON. */
function codeIn(body: Buffer): unknown {
  const given: unknown = JSON.parse(body.toString());
  if (Array.isArray(given)) return objectIn(objectIn(given[0])['data'])['validationCode'];
  const { data } = objectIn(given);
  return objectIn(typeof data === 'string' ? JSON.parse(data) : data)['validationCode'];
}

function objectIn(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  throw new Error(`Expected a JSON object or array, got ${JSON.stringify(value)}.`);
}
