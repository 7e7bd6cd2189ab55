// One invocation as the Node worker does it (runtime.md 1.5): arguments, preInvocation hooks, the handler, postInvocation
// hooks, the response.
import { randomUUID } from 'node:crypto';
import { type App, type Binding, explain, type LoadedFunction, type Log } from './core';
import type { TypedData } from './core';

/** Rejects with what the handler threw; that is logged here, once. */
export type Invoke = (
  target: LoadedFunction,
  trigger: TypedData,
  triggerMetadata?: Readonly<Record<string, TypedData>>,
  invocationId?: string,
) => Promise<TypedData | null | undefined>;

/** The function's trigger, when it is of this type. */
export function triggerOf(target: LoadedFunction | undefined, type: string): Binding | undefined {
  const bindings = Object.values(target?.bindings ?? {});
  return bindings.find((binding) => binding.type.toLowerCase() === type.toLowerCase());
}

/** `quiet` resolves when no invocation is under way. */
export function createInvoker(app: App, log: Log, durableClient: TypedData) {
  const running = new Set<Promise<unknown>>();

  const run: Invoke = async (target, trigger, triggerMetadata = {}, id = randomUUID()) => {
    const { functionId, callback, ...metadata } = target;
    const dataOf = ({ type }: Binding): TypedData =>
      /trigger$/i.test(type) ? trigger : durableClient;
    const inputData = Object.entries(target.bindings)
      .filter(([, { direction }]) => direction === 'in')
      .map(([name, binding]) => ({ name, data: dataOf(binding) }));
    const core = {
      invocationId: id,
      request: { invocationId: id, functionId, inputData, triggerMetadata },
      metadata,
      state: '',
      log: (level: string, category: string, message: string): void => {
        log(level, category === 'user' ? `Function.${target.name}.User` : target.name, message);
      },
    };
    const invocation = app.getInvocationModel(core);
    const { context, inputs } = await invocation.getArguments();
    const hookData = {};

    core.state = 'preInvocationHooks';
    const before = { invocationContext: context, inputs, functionCallback: callback };
    await app.runHooks('preInvocation', before, hookData);

    core.state = 'invocation';
    const after: object & { result?: unknown; error?: unknown } = { ...before };
    try {
      const { functionCallback: handler } = before;
      after.result = await invocation.invokeFunction(context, before.inputs, handler);
    } catch (error) {
      after.error = error;
    }

    core.state = 'postInvocationHooks';
    await app.runHooks('postInvocation', after, hookData);
    const { result, error } = after;
    if (error !== undefined) throw error instanceof Error ? error : new Error(explain(error));
    return (await invocation.getResponse(context, result)).returnValue;
  };

  const invoke: Invoke = async (target, ...rest) => {
    const invocation = run(target, ...rest);
    running.add(invocation);
    try {
      return await invocation;
    } catch (error) {
      // An orchestrator throws by protocol: its failure is told by the engine.
      if (triggerOf(target, 'orchestrationTrigger') === undefined) {
        log('error', target.name, `Executed '${target.name}' (Failed): ${explain(error)}`);
      }
      throw error;
    } finally {
      running.delete(invocation);
    }
  };

  return {
    invoke,
    quiet: async (): Promise<void> => {
      while (running.size > 0) await Promise.allSettled(running);
    },
  };
}
