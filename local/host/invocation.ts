// One invocation as the Node worker does it (runtime.md 1.5): arguments, preInvocation hooks, the handler,
// postInvocation hooks, the response; with the retries that the function registered, which are the host's.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import {
  type App,
  type Binding,
  type Callback,
  explain,
  type LoadedFunction,
  type Log,
  type RetryOptions,
  type TypedData,
} from './core';

export type Invoke = (
  target: LoadedFunction,
  trigger: TypedData,
  metadata?: Readonly<Record<string, TypedData>>,
) => Promise<TypedData | null | undefined>;

function isTrigger(binding: Binding): boolean {
  return binding.type.toLowerCase().endsWith('trigger');
}

/** The function's trigger, when it is of this type. */
export function triggerOf(target: { bindings: Readonly<Record<string, Binding>> }, type: string) {
  return Object.values(target.bindings).find(
    (binding) => binding.type.toLowerCase() === type.toLowerCase(),
  );
}

export interface Invoker {
  /** Rejects with what the handler threw, after its retries; that is logged here, once. */
  readonly invoke: Invoke;
  /** Resolves when no invocation is under way. */
  readonly quiet: () => Promise<void>;
}

/** `inputOf` gives the value of an extra input binding, such as a durable client. */
export function createInvoker(
  app: App,
  log: Log,
  inputOf: (binding: Binding) => TypedData,
): Invoker {
  const running = new Set<Promise<unknown>>();

  async function invokeWithRetries(...[target, trigger, metadata = {}]: Parameters<Invoke>) {
    const inputData = Object.entries(target.bindings)
      .filter(([, binding]) => binding.direction === 'in')
      .map(([name, binding]) => ({ name, data: isTrigger(binding) ? trigger : inputOf(binding) }));
    const maxRetryCount = target.retryOptions?.maxRetryCount ?? 0;
    for (let retryCount = 0; ; retryCount++) {
      const retryContext = retryCount === 0 ? undefined : { retryCount, maxRetryCount };
      const request = { inputData, triggerMetadata: metadata, retryContext };
      try {
        return await invokeOnce(app, log, target, request);
      } catch (error) {
        const isFinal = maxRetryCount !== -1 && retryCount >= maxRetryCount;
        // An orchestrator throws by protocol: its failure is told by the engine.
        if (isFinal && triggerOf(target, 'orchestrationTrigger') === undefined) {
          log('error', target.name, `Executed '${target.name}' (Failed): ${explain(error)}`);
        }
        if (isFinal) throw error;
        log('warning', target.name, `Attempt ${retryCount + 1} failed: ${String(error)}`);
        await sleep(retryDelayMs(target.retryOptions, retryCount));
      }
    }
  }

  return {
    async invoke(...args) {
      const invocation = invokeWithRetries(...args);
      running.add(invocation);
      try {
        return await invocation;
      } finally {
        running.delete(invocation);
      }
    },
    async quiet() {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}

function retryDelayMs(options: RetryOptions | undefined, retryCount: number): number {
  if (options?.retryStrategy !== 'exponentialBackoff') {
    return 1000 * (options?.delayInterval?.seconds ?? 0);
  }
  const seconds = (options.minimumInterval?.seconds ?? 0) * 2 ** retryCount;
  return 1000 * Math.min(seconds, options.maximumInterval?.seconds ?? seconds);
}

async function invokeOnce(app: App, log: Log, target: LoadedFunction, request: object) {
  const invocationId = randomUUID();
  const { functionId, callback, ...metadata } = target;
  const core = {
    invocationId,
    request: { invocationId, functionId, traceContext: undefined, ...request },
    metadata,
    state: undefined as string | undefined,
    log(level: string, category: string, message: string) {
      log(level, category === 'user' ? `Function.${target.name}.User` : target.name, message);
    },
  };
  const invocation = app.model.getInvocationModel(core);
  const { context, inputs } = await invocation.getArguments();

  const hookData = {};
  const before: { inputs: unknown[]; functionCallback: Callback } = {
    inputs,
    functionCallback: callback,
  };
  Object.defineProperty(before, 'invocationContext', { enumerable: true, value: context });
  core.state = 'preInvocationHooks';
  await app.runHooks('preInvocation', before, hookData);

  const after: { inputs: unknown[]; result: unknown; error: unknown } = {
    inputs: before.inputs,
    result: null,
    error: null,
  };
  Object.defineProperty(after, 'invocationContext', { enumerable: true, value: context });
  core.state = 'invocation';
  try {
    after.result = await invocation.invokeFunction(context, before.inputs, before.functionCallback);
  } catch (error) {
    after.error = error;
  }
  core.state = 'postInvocationHooks';
  await app.runHooks('postInvocation', after, hookData);
  core.state = undefined;
  if (after.error instanceof Error) throw after.error;
  if (after.error !== null && after.error !== undefined) throw new Error(inspect(after.error));
  return (await invocation.getResponse(context, after.result)).returnValue;
}
