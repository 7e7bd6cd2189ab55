// The orchestrations that the tests drive: what works in Azure, and each pitfall that fails there.
import * as df from 'durable-functions';
import type { OrchestrationContext, Task } from 'durable-functions';
import { note } from './note';

const DAY = 86_400_000;
type Story = Generator<Task, unknown, never>;

const inDays = (context: OrchestrationContext, days: number): Date =>
  new Date(context.df.currentUtcDateTime.getTime() + days * DAY);

df.app.activity('say', {
  handler: (what: unknown) => {
    note('say', what);
    return what;
  },
});
df.app.activity('fail', {
  handler: (times: number) => {
    note('fail');
    failures += 1;
    if (failures <= times) throw new Error(`boom ${String(failures)}`);
    return failures;
  },
});
let failures = 0;
df.app.activity('slow', {
  handler: async (ms: number) => {
    note('slow begins');
    await new Promise((resolve) => setTimeout(resolve, ms));
    note('slow ends');
    return 'slept';
  },
});

df.app.orchestration('greet', function* (context): Story {
  const input: { name: string } = context.df.getInput();
  return yield context.df.callActivity('say', `Hello ${input.name}`);
});

/** An answer within some days: one timer, cancelled when the answer comes first. */
df.app.orchestration('answer', function* (context): Story {
  const { days, then = false } = context.df.getInput<{ days: number; then?: boolean }>();
  const timer = context.df.createTimer(inDays(context, days));
  const event = context.df.waitForExternalEvent('Answer');
  const winner: Task = yield context.df.Task.any([event, timer]);
  if (winner !== event) return 'expired';
  timer.cancel();
  if (then) yield context.df.callActivity('say', 'after the answer');
  return event.result;
});

/** P3: the timer that lost stays open. */
df.app.orchestration('uncancelled', function* (context): Story {
  const timer = context.df.createTimer(inDays(context, 4));
  const event = context.df.waitForExternalEvent('Answer');
  yield context.df.Task.any([event, timer]);
  return 'answered';
});

/** P2: a cancelled long timer, and the instance goes on past its first chunk. */
df.app.orchestration('longThenMore', function* (context): Story {
  const timer = context.df.createTimer(inDays(context, 30));
  const first = context.df.waitForExternalEvent('Answer');
  yield context.df.Task.any([first, timer]);
  timer.cancel();
  yield context.df.waitForExternalEvent('More');
  yield context.df.callActivity('say', 'more');
  return 'done';
});

/** P5: a pending timer given to a second any. */
df.app.orchestration('reusedTimer', function* (context): Story {
  const timer = context.df.createTimer(inDays(context, 2));
  yield context.df.Task.any([context.df.waitForExternalEvent('Answer'), timer]);
  yield context.df.Task.any([context.df.waitForExternalEvent('Answer'), timer]);
  timer.cancel();
  return yield context.df.callActivity('say', 'after both');
});

/** P6: a completed activity given to a second any. */
df.app.orchestration('reusedActivity', function* (context): Story {
  const activity = context.df.callActivity('say', 'once or twice');
  yield context.df.Task.any([activity, context.df.waitForExternalEvent('Answer')]);
  yield context.df.Task.any([activity, context.df.waitForExternalEvent('Answer')]);
  return 'never here';
});

df.app.orchestration('hops', function* (context): Story {
  const { days, name } = context.df.getInput<{ days: number; name: string }>();
  const deadline = inDays(context, days).getTime();
  for (let hop = 1; ; hop++) {
    const now = context.df.currentUtcDateTime.getTime();
    yield context.df.callActivity('say', `${name} ${String(hop)} ${new Date(now).toISOString()}`);
    if (now >= deadline) return hop;
    yield context.df.createTimer(new Date(Math.min(deadline, now + 5 * DAY)));
  }
});

df.app.orchestration('retries', function* (context): Story {
  const { failing, attempts } = context.df.getInput<{ failing: number; attempts: number }>();
  const retry = new df.RetryOptions(DAY, attempts);
  retry.backoffCoefficient = 2;
  try {
    const tries: unknown = yield context.df.callActivityWithRetry('fail', retry, failing);
    yield context.df.callActivity('say', 'after the retries');
    return tries;
  } catch (error) {
    yield context.df.callActivity('say', 'after giving up');
    return error instanceof Error ? error.message.split('\n')[0] : '';
  }
});

df.app.orchestration('two', function* (context): Story {
  const one: unknown = yield context.df.waitForExternalEvent('Answer');
  const other: unknown = yield context.df.waitForExternalEvent('Answer');
  context.df.setCustomStatus({ seen: 2 });
  return [one, other];
});

df.app.orchestration('fanOut', function* (context): Story {
  const tasks = [1, 2, 3, 4].map(() => context.df.callActivity('slow', 60));
  return yield context.df.Task.all(tasks);
});

df.app.orchestration('slowOne', function* (context): Story {
  return yield context.df.callActivity('slow', context.df.getInput<number>());
});

df.app.orchestration('shift', function* (context): Story {
  note('turn', context.df.isReplaying);
  if (process.env['SHIFTED'] === 'yes') yield context.df.callActivity('say', 'new first step');
  yield context.df.createTimer(inDays(context, 1));
  return 'ended';
});

df.app.orchestration('beyond', function* (context): Story {
  return yield context.df.callSubOrchestrator('greet', { name: 'Ada' });
});
