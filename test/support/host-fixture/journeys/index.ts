// A function app for the host's tests: HTTP functions, timers and an Event Grid function here, orchestrations
// in orchestrations.ts.
import {
  app,
  type HttpRequest,
  type InvocationContext,
  output,
  type Timer,
  trigger,
} from '@azure/functions';
import * as df from 'durable-functions';
import { note } from './note';
import './orchestrations';

app.setup({ enableHttpStream: process.env['STREAMING'] === 'yes' });

app.hook.appStart(() => {
  note('appStart');
});
app.hook.appTerminate(() => {
  process.send?.({ note: 'appTerminate' });
});
app.hook.preInvocation((context) => {
  if (context.invocationContext.functionName === 'hooked') context.inputs = ['from the hook'];
});

// Registered before what the host's order puts before them.
app.http('special', {
  route: 'things/special/{id}',
  methods: ['GET', 'PUT'],
  authLevel: 'anonymous',
  handler: () => ({ body: 'special' }),
});
app.http('sortsBehindRest', {
  route: 'files/known',
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: () => ({ body: 'never' }),
});
app.http('echo', {
  route: 'things/{kind}/{id}',
  methods: ['GET', 'POST', 'HEAD'],
  authLevel: 'anonymous',
  handler: async (request: HttpRequest) => ({
    status: 201,
    headers: { 'X-Kind': request.params['kind'] ?? '' },
    jsonBody: {
      method: request.method,
      url: request.url,
      params: request.params,
      query: Object.fromEntries(request.query),
      header: request.headers.get('x-test'),
      body: await request.text(),
    },
  }),
});
app.http('rest', {
  route: 'files/{*path}',
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: (request: HttpRequest) => ({ jsonBody: request.params }),
});
app.http('Rest2', {
  route: 'files/{*path}',
  methods: ['PUT'],
  authLevel: 'anonymous',
  handler: () => ({ body: 'the catch-all of PUT' }),
});
app.http('keyed', {
  methods: ['GET'],
  authLevel: 'function',
  handler: () => ({ body: 'let in' }),
});
app.http('optional', {
  route: 'pages/{number?}',
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: (request: HttpRequest) => ({ jsonBody: request.params }),
});
app.http('bytes', {
  methods: ['POST'],
  authLevel: 'anonymous',
  handler: async (request: HttpRequest) => ({
    body: Buffer.from(await request.arrayBuffer()),
    headers: { 'Content-Type': 'application/octet-stream' },
  }),
});
app.http('cookies', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: () => ({ cookies: [{ name: 'seen', value: 'yes', httpOnly: true }] }),
});
app.http('early', {
  methods: ['POST'],
  authLevel: 'anonymous',
  handler: () => ({ status: 403 }),
});
app.http('stopping', {
  methods: ['POST'],
  authLevel: 'anonymous',
  handler: async (request: HttpRequest) => {
    const reader = request.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    return { status: 413 };
  },
});
app.http('leaving', {
  methods: ['POST'],
  authLevel: 'anonymous',
  handler: async (request: HttpRequest) => {
    note('leaving begins');
    await request.text().catch(() => {
      note('leaving is cut off');
    });
    return {};
  },
});
app.generic('nothing', {
  trigger: trigger.http({ route: 'nothing', methods: ['GET'], authLevel: 'anonymous' }),
  return: output.http({}),
  handler: () => undefined,
});
app.http('throws', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: () => {
    throw new Error('secret detail');
  },
});
app.http('hooked', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: (request: unknown) => ({ body: String(request) }),
});
app.http('client', {
  methods: ['GET'],
  authLevel: 'anonymous',
  extraInputs: [df.input.durableClient()],
  handler: async (_request: HttpRequest, context: InvocationContext) => {
    return { body: await df.getClient(context).startNew('greet', { input: { name: 'Ada' } }) };
  },
});
app.http('clientInput', {
  methods: ['GET'],
  authLevel: 'anonymous',
  extraInputs: [df.input.durableClient()],
  handler: (_request: HttpRequest, context: InvocationContext) => {
    const [input] = context.options.extraInputs;
    return { jsonBody: input && context.extraInputs.get(input) };
  },
});

app.timer('yearly', {
  schedule: '%YEARLY%',
  handler: (timer: Timer) => {
    note('yearly', timer.isPastDue, timer.scheduleStatus);
  },
});
app.timer('atStart', {
  schedule: '0 0 0 1 1 *',
  runOnStartup: true,
  handler: (timer: Timer) => {
    note('atStart', timer.isPastDue);
  },
});
app.eventGrid('onReport', {
  handler: (event: Record<string, unknown>) => {
    if (event['subject'] === 'fails') throw new Error('not now');
    note('onReport', event['eventType'] ?? event['type'], event['data']);
  },
});
