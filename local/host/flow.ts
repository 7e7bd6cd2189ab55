// Tasks that settle once and tell so at once, and flows (generators) that wait for them: DTFx runs an orchestration
// synchronously, which promises can't.

export type Outcome = 'ok' | 'failed' | 'canceled';
export type Flow = Generator<Task, Outcome, Outcome>;

export interface Task {
  settle(outcome: Outcome): void;
  whenSettled(go: (outcome: Outcome) => void): void;
}

export function createTask(): Task {
  let settled: Outcome | undefined;
  const waiting: ((outcome: Outcome) => void)[] = [];
  return {
    settle(outcome) {
      settled ??= outcome;
      for (const go of waiting.splice(0)) go(settled);
    },
    whenSettled(go) {
      if (settled === undefined) waiting.push(go);
      else go(settled);
    },
  };
}

/** Runs the flow up to its first unsettled task, and on from there as tasks settle. */
export function run(flow: Flow): Task {
  const done = createTask();
  const step = (last: Outcome): void => {
    const next = flow.next(last);
    if (next.done) done.settle(next.value);
    else next.value.whenSettled(step);
  };
  step('ok');
  return done;
}

/** Settles when so many of the tasks have settled, however they did. */
export function settledOf(tasks: readonly Task[], needed: number): Task {
  const done = createTask();
  let left = needed;
  const count = (): void => {
    if (--left <= 0) done.settle('ok');
  };
  if (needed === 0) count();
  for (const task of tasks) task.whenSettled(count);
  return done;
}
