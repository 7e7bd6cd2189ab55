// Carries out an orchestrator's action list as the extension's OutOfProcOrchestrationShim does: one action
// after the other, each awaited, compound children invoked again wherever they appear (pitfalls P5, P6),
// timers over 6 days in 3-day chunks of which a cancel reaches only the first (P1, P2).
import { type Flow, createTask, run, type Task, whenSettled } from './flow';
import type { Action, HistoryEvent, RetryOptions } from './history';

const DAY = 86_400_000;
const longestTimerMs = 6 * DAY;
const timerChunkMs = 3 * DAY;

/** What must stop the instance: its message becomes the output of a Failed instance. */
export class OrchestrationFailure extends Error {}

type ScheduledKind = 'TaskScheduled' | 'SubOrchestrationInstanceCreated' | 'TimerCreated';

export interface Scheduler {
  readonly name: string;
  /** The time of the turn that is being replayed. */
  time(): number;
  /** Takes the next id and opens a task under it. */
  schedule(kind: ScheduledKind, fields: Partial<HistoryEvent>): { id: number; task: Task };
  cancel(id: number): void;
  isKnown(kind: 'activity' | 'orchestrator', name: string): boolean;
}

export interface Shim {
  walk(actions: readonly Action[]): Task;
  raiseEvent(event: HistoryEvent): void;
  /** Set once the orchestrator asked to continue as new; events after that are carried over. */
  readonly restart: { input: string; carried: HistoryEvent[] } | undefined;
}

const unsupported: Readonly<Record<number, string>> = {
  7: 'callEntity',
  8: 'callHttp',
  9: 'signalEntity',
  13: 'entity locks',
  14: 'entity locks',
};

export function createShim(scheduler: Scheduler): Shim {
  const waiters = new Map<string, Task[]>(); // the last to wait is served first
  const buffered = new Map<string, number>(); // how many events nobody waited for yet
  let longTimerOpen = false; // one flag for the whole context in the real shim, and kept so
  let restart: Shim['restart'];

  const fail = (why: string): OrchestrationFailure =>
    new OrchestrationFailure(`Orchestrator function '${scheduler.name}' failed: ${why}`);

  function call({ functionName, input }: Action): Task {
    if (!scheduler.isKnown('activity', functionName)) {
      throw fail(
        `The function '${functionName}' doesn't exist, is disabled, or is not an activity function.`,
      );
    }
    const Input = JSON.stringify([input ?? null]);
    return scheduler.schedule('TaskScheduled', { Name: functionName, Version: '', Input }).task;
  }

  function callSub({ functionName, input, instanceId, version }: Action): Task {
    if (!scheduler.isKnown('orchestrator', functionName)) {
      throw fail(
        `The function '${functionName}' doesn't exist, is disabled, or is not an orchestrator function.`,
      );
    }
    return scheduler.schedule('SubOrchestrationInstanceCreated', {
      Name: functionName,
      Version: version ?? '',
      Input: JSON.stringify(input ?? null),
      ...(instanceId ? { InstanceId: instanceId } : {}),
    }).task;
  }

  function createTimer(fireAt: number, isCanceled: boolean): Task {
    let firstId: number | undefined;
    const chunk = (until: number): Task => {
      const FireAt = new Date(until).toISOString();
      const { id, task } = scheduler.schedule('TimerCreated', { FireAt });
      firstId ??= id;
      return task;
    };
    const timer = run(timerFlow(fireAt, chunk));
    if (isCanceled && firstId !== undefined) scheduler.cancel(firstId);
    return timer;
  }

  function* timerFlow(fireAt: number, chunk: (until: number) => Task): Flow {
    const isLong = fireAt - scheduler.time() > longestTimerMs;
    longTimerOpen ||= isLong;
    if (longTimerOpen) {
      let until = isLong ? scheduler.time() + timerChunkMs : fireAt;
      while (scheduler.time() < fireAt) {
        const task = chunk(until);
        yield task;
        if (task.outcome === 'canceled') return 'canceled';
        until = Math.min(fireAt, scheduler.time() + timerChunkMs);
      }
    } else {
      const task = chunk(fireAt);
      yield task;
      if (task.outcome === 'canceled') return 'canceled';
    }
    longTimerOpen = false;
    return 'ok';
  }

  function retried(options: RetryOptions | undefined, attempt: () => Task): Task {
    if (options === undefined) throw fail('a call with retries came without retry options.');
    const { firstRetryIntervalInMilliseconds: first, maxRetryIntervalInMilliseconds: max } =
      options;
    if (Math.max(first, max) > longestTimerMs) throw fail('a retry interval is over 6 days.');
    return run(retryFlow(options, attempt));
  }

  function* retryFlow(options: RetryOptions, attempt: () => Task): Flow {
    const giveUpAt = scheduler.time() + options.retryTimeoutInMilliseconds;
    for (let tries = 1; tries <= options.maxNumberOfAttempts; tries++) {
      const task = attempt();
      yield task;
      if (task.outcome === 'ok') return 'ok';
      const isLast = tries === options.maxNumberOfAttempts;
      if (!isLast && scheduler.time() >= giveUpAt) return 'failed';
      const delay = Math.min(
        options.firstRetryIntervalInMilliseconds * options.backoffCoefficient ** (tries - 1),
        options.maxRetryIntervalInMilliseconds,
      );
      // After the last attempt DTFx still makes a timer, due at once, and the SDK waits for it.
      const retryAt = new Date(scheduler.time() + (isLast ? 0 : delay));
      yield scheduler.schedule('TimerCreated', { FireAt: retryAt.toISOString() }).task;
    }
    return 'failed';
  }

  function waitForEvent(name: string): Task {
    const task = createTask();
    const count = buffered.get(name) ?? 0;
    if (count > 0) {
      buffered.set(name, count - 1);
      task.settle('ok');
    } else {
      waiters.set(name, [...(waiters.get(name) ?? []), task]);
    }
    return task;
  }

  function continueAsNew(input: unknown): Task {
    restart = { input: JSON.stringify(input ?? null), carried: [] };
    return whenSettled([], 0);
  }

  function invoke(action: Action): Task {
    switch (action.actionType) {
      case 0:
        return call(action);
      case 1:
        return retried(action.retryOptions, () => call(action));
      case 2:
        return callSub(action);
      case 3:
        return retried(action.retryOptions, () => callSub(action));
      case 4:
        return continueAsNew(action.input);
      case 5:
        return createTimer(Date.parse(action.fireAt), action.isCanceled);
      case 6:
        return waitForEvent(action.externalEventName.toLowerCase());
      case 11:
        return whenSettled(action.compoundActions.map(invoke), 1);
      case 12:
        return whenSettled(action.compoundActions.map(invoke), action.compoundActions.length);
      default: {
        const what = unsupported[action.actionType] ?? `action type ${action.actionType}`;
        throw fail(`the embedded host does not support ${what}.`);
      }
    }
  }

  function* walkFlow(actions: readonly Action[]): Flow {
    for (const action of actions) yield invoke(action);
    return 'ok';
  }

  return {
    walk: (actions) => run(walkFlow(actions)),
    raiseEvent(event) {
      if (restart !== undefined) {
        restart.carried.push(event);
        return;
      }
      const name = event.Name?.toLowerCase() ?? '';
      const waiter = waiters.get(name)?.pop();
      if (waiter === undefined) buffered.set(name, (buffered.get(name) ?? 0) + 1);
      else waiter.settle('ok');
    },
    get restart() {
      return restart;
    },
  };
}
