// A function app for the host's tests: HTTP functions, timers and an Event Grid function here, orchestrations
// in orchestrations.ts. What ran is told by GET /journal.
import {
  app,
  type HttpRequest,
  type InvocationContext,
  output,
  type Timer,
  trigger,
} from '@azure/functions';
import * as df from 'durable-functions';
import { journal, note } from './journal';
import './orchestrations';

app.hook.appStart(() => {
  note('appStart');
});
app.hook.appTerminate(() => {
  process.send?.({ note: 'appTerminate' });
});
app.hook.preInvocation((context) => {
  if (context.invocationContext.functionName === 'hooked') context.inputs = ['from the hook'];
});

app.http('journal', {
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: () => ({ jsonBody: journal }),
});
app.http('echo', {
  route: 'things/{kind}/{id:int}',
  methods: ['GET', 'POST', 'HEAD'],
  authLevel: 'function',
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
app.http('special', {
  route: 'things/special/{id:int}',
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: () => ({ body: 'special' }),
});
app.http('rest', {
  route: 'files/{*path}',
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: (request: HttpRequest) => ({ jsonBody: request.params }),
});
app.http('optional', {
  route: 'pages/{number:int?}',
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: (request: HttpRequest) => ({ jsonBody: request.params }),
});
app.http('byId', {
  route: 'items/{id:guid}',
  methods: ['GET'],
  authLevel: 'anonymous',
  handler: (request: HttpRequest) => ({ body: request.params['id'] }),
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
  handler: () => ({
    cookies: [
      { name: 'a', value: '1 2', httpOnly: true, sameSite: 'Strict', maxAge: 60 },
      { name: 'b', value: 'x', path: '/p', secure: true, expires: new Date(86_400_000) },
    ],
  }),
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
  handler: async (request: HttpRequest, context: InvocationContext) => {
    const client = df.getClient(context);
    const id = await client.startNew('greet', { input: { name: 'Ada' } });
    const links = client.createHttpManagementPayload(id);
    return { jsonBody: { id, links } };
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
  retry: { strategy: 'fixedDelay', maxRetryCount: 2, delayInterval: { milliseconds: 5 } },
  handler: (timer: Timer, context: InvocationContext) => {
    note('atStart', timer.isPastDue, context.retryContext?.retryCount ?? 0);
    if (context.retryContext === undefined) throw new Error('not the first time');
  },
});
app.eventGrid('onReport', {
  handler: (event) => {
    note('onReport', event.eventType, event.data);
  },
});
