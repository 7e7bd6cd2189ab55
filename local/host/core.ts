// The Node worker's side of the contract (runtime.md 1.1–1.4): provides '@azure/functions-core' to the app before its
// first import, takes its registrations and hooks, loads its entry and locks. One app per process.
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';

export interface Binding {
  readonly type: string;
  readonly direction: string;
  readonly [option: string]: unknown;
}
/** A function as the app registered it. */
export interface RegisteredFunction {
  readonly name: string;
  readonly bindings: Readonly<Record<string, Binding>>;
}
type Callback = (...args: unknown[]) => unknown;
export type LoadedFunction = RegisteredFunction & { functionId: string; callback: Callback };
export type TypedData = Readonly<Record<string, unknown>>;
export type Log = (level: string, category: string, message: string) => void;

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
/** An error as a log line tells it. */
export const explain = (error: unknown): string =>
  error instanceof Error ? (error.stack ?? error.message) : String(error);

interface ProgrammingModel {
  getInvocationModel(coreContext: object): {
    getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
    invokeFunction(context: unknown, inputs: unknown[], callback: Callback): Promise<unknown>;
    getResponse(context: unknown, result: unknown): Promise<{ returnValue?: TypedData | null }>;
  };
  getCapabilities(defaults: Record<string, string>): Promise<Record<string, string>>;
}

const capabilities =
  'RawHttpBodyBytes RpcHttpTriggerMetadataRemoved RpcHttpBodyOnly IgnoreEmptyValuedRpcHttpHeaders ' +
  'UseNullableValueDictionaryForHttp WorkerStatus TypedDataCollection HandlesWorkerTerminateMessage';
const supported =
  /^(http|(http|timer|eventGrid|orchestration|activity)Trigger|(durable|orchestration)Client)$/i;

class Disposable {
  constructor(readonly dispose: () => void) {}
}

export type App = Awaited<ReturnType<typeof loadApp>>;

/** Loads the app of `root`. When its entry throws it has no functions, and a `startError`; other errors are thrown. */
export async function loadApp(root: string, entry: string | undefined, log: Log) {
  type Hook = (context: object) => unknown;
  const functions = new Map<string, LoadedFunction>();
  const hookNames = ['preInvocation', 'postInvocation', 'appStart', 'appTerminate', 'log'];
  const hooks = new Map(hookNames.map((name) => [name, new Set<Hook>()]));
  const [appHookData, appLevelHookData] = [{}, {}];
  let isLocked = false;

  const core = {
    version: '3.12.0',
    hostVersion: '4.1045.0',
    Disposable,
    log,
    registerFunction(metadata: RegisteredFunction & { retryOptions?: object }, callback: Callback) {
      const { name, bindings, retryOptions } = metadata;
      const key = name.toLowerCase();
      if (isLocked) throw systemError('A function can only be registered during app startup.');
      if (functions.has(key)) throw systemError(`A function "${name}" is registered already.`);
      const other = Object.values(bindings).find(({ type }) => !supported.test(type))?.type;
      const beyond = retryOptions ? 'retries' : other;
      if (beyond) throw systemError(`${name}: the embedded host does not support ${beyond}.`);
      functions.set(key, { functionId: name, ...metadata, callback });
      return new Disposable(() => functions.delete(key));
    },
    registerHook(name: string, hook: Hook) {
      const registered = hooks.get(name);
      if (!registered) throw systemError(`Unrecognized hook "${name}"`, RangeError);
      registered.add(hook);
      return new Disposable(() => registered.delete(hook));
    },
    model: undefined as ProgrammingModel | undefined,
    setProgrammingModel: (model: ProgrammingModel) => (core.model = model),
    getProgrammingModel: () => core.model,
  };

  async function runHooks(name: string, context: object, hookData: object): Promise<void> {
    Object.assign(context, { hookData, appHookData });
    for (const hook of hooks.get(name) ?? []) await hook(context);
  }

  injectCore(core);
  let startError: Error | undefined;
  try {
    createRequire(join(root, 'package.json'))(entry ?? root); // a folder stands for its package's main
  } catch (error) {
    startError = error instanceof Error ? error : new Error(String(error));
    functions.clear();
  }
  await runHooks('appStart', { functionAppDirectory: root }, appLevelHookData);
  const { model } = core;
  if (model === undefined) startError ??= new Error(`The app in ${root} registers no functions.`);
  const defaults = capabilities.split(' ').map((name) => [name, 'true'] as const);
  const agreed = await model?.getCapabilities(Object.fromEntries(defaults));
  isLocked = true;

  return {
    functions: [...functions.values()],
    find: (name: string): LoadedFunction | undefined => functions.get(name.toLowerCase()),
    getInvocationModel(coreContext: object) {
      if (model === undefined) throw new Error('The app has no functions.');
      return model.getInvocationModel(coreContext);
    },
    startError,
    /** Where the worker takes streamed requests, when the app has asked for streaming. */
    httpUri: agreed?.['HttpUri'],
    runHooks,
    terminate: () => runHooks('appTerminate', {}, appLevelHookData),
  };
}

/** An error of the worker itself, marked as the library expects it. */
function systemError(why: string, Kind: ErrorConstructor = Error): Error {
  return Object.assign(new Kind(why), { isAzureFunctionsSystemError: true });
}

function injectCore(core: object): void {
  const original: unknown = Reflect.get(Module.prototype, 'require');
  const withCore = new Proxy(original as (id: string) => unknown, {
    apply: (target, self, args: [string]) =>
      args[0] === '@azure/functions-core' ? core : Reflect.apply(target, self, args),
  });
  Reflect.set(Module.prototype, 'require', withCore);
}
