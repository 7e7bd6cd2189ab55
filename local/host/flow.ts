// Tasks that settle once and run what waits for them at once, and flows (generators) that wait for them:
// DTFx runs an orchestration synchronously, which promises can't.

type Outcome = 'ok' | 'failed' | 'canceled';
export type Flow = Generator<Task, Outcome>;

export interface Task {
  readonly outcome: Outcome | undefined;
  settle(outcome: Outcome): void;
  whenSettled(go: () => void): void;
}

export function createTask(): Task {
  let outcome: Outcome | undefined;
  const waiting: (() => void)[] = [];
  return {
    get outcome() {
      return outcome;
    },
    settle(as) {
      if (outcome !== undefined) return;
      outcome = as;
      for (const go of waiting.splice(0)) go();
    },
    whenSettled(go) {
      if (outcome === undefined) waiting.push(go);
      else go();
    },
  };
}

/** Runs the flow up to its first unsettled task and on from there as tasks settle. */
export function run(flow: Flow): Task {
  const done = createTask();
  const step = (): void => {
    for (;;) {
      const next = flow.next();
      if (next.done === true) {
        done.settle(next.value);
        return;
      }
      if (next.value.outcome === undefined) {
        next.value.whenSettled(step);
        return;
      }
    }
  };
  step();
  return done;
}

/** Settles when as many of the tasks have settled, however they did. */
export function whenSettled(tasks: readonly Task[], needed: number): Task {
  const done = createTask();
  if (needed === 0) done.settle('ok');
  let settled = 0;
  for (const task of tasks) {
    task.whenSettled(() => {
      if (++settled === needed) done.settle('ok');
    });
  }
  return done;
}
