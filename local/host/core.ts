// The Node worker's side of the contract (runtime.md 1.1–1.4): provides '@azure/functions-core' to the app
// before its first import, takes its registrations and hooks, loads its entry and locks. One app per process.
import Module from 'node:module';
import { pathToFileURL } from 'node:url';
import { entryFiles } from './entry-files';

export interface Binding {
  readonly type: string;
  readonly direction: string;
  readonly [option: string]: unknown;
}
export interface RetryOptions {
  readonly maxRetryCount?: number;
  readonly retryStrategy?: 'fixedDelay' | 'exponentialBackoff';
  readonly delayInterval?: { readonly seconds: number };
  readonly minimumInterval?: { readonly seconds: number };
  readonly maximumInterval?: { readonly seconds: number };
}
/** A function as the app registered it. */
export interface RegisteredFunction {
  readonly name: string;
  readonly bindings: Readonly<Record<string, Binding>>;
  readonly retryOptions?: RetryOptions | undefined;
}
export type Callback = (...args: unknown[]) => unknown;
export interface LoadedFunction extends RegisteredFunction {
  readonly functionId: string;
  readonly callback: Callback;
}
export type TypedData = Readonly<Record<string, unknown>>;
export type Log = (level: string, category: string, message: string) => void;

/** An error as a log line tells it. */
export function explain(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

interface InvocationModel {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], callback: Callback): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<{ returnValue?: TypedData | null }>;
}
interface ProgrammingModel {
  getInvocationModel(coreContext: object): InvocationModel;
  getCapabilities(defaults: Record<string, string>): unknown;
}

const hookNames = ['preInvocation', 'postInvocation', 'appStart', 'appTerminate', 'log'] as const;
type HookName = (typeof hookNames)[number];
type Hook = (context: object) => unknown;

const capabilities = [
  'RawHttpBodyBytes',
  'RpcHttpTriggerMetadataRemoved',
  'RpcHttpBodyOnly',
  'IgnoreEmptyValuedRpcHttpHeaders',
  'UseNullableValueDictionaryForHttp',
  'WorkerStatus',
  'TypedDataCollection',
  'HandlesWorkerTerminateMessage',
];

/** An error of the worker itself, marked as the library expects it. */
function systemError<E extends Error>(error: E): E {
  return Object.assign(error, { isAzureFunctionsSystemError: true });
}

class Disposable {
  static from(...all: { dispose(): unknown }[]): Disposable {
    return new Disposable(() => {
      for (const one of all) one.dispose();
    });
  }
  constructor(private readonly onDispose: () => unknown) {}
  dispose(): void {
    this.onDispose();
  }
}

export type App = Awaited<ReturnType<typeof loadApp>>;

let isLoaded = false;

/** Loads the app of `root`; an error in its entry or its appStart hooks is thrown. */
export async function loadApp(root: string, entry: string | undefined, log: Log) {
  if (isLoaded) throw new Error('This process has loaded an app already: one app per process.');
  isLoaded = true;

  const functions = new Map<string, LoadedFunction>();
  const hooks = new Map<string, Hook[]>(hookNames.map((name) => [name, []]));
  const [appHookData, appLevelHookData] = [{}, {}];
  let model: ProgrammingModel | undefined;
  let isLocked = false;

  const core = {
    version: '3.12.0',
    hostVersion: '4.1045.0',
    Disposable,
    registerFunction(metadata: RegisteredFunction & { functionId?: string }, callback: Callback) {
      const { name } = metadata;
      if (isLocked) {
        throw systemError(new Error('A function can only be registered during app startup.'));
      }
      const key = name.toLowerCase();
      if (functions.has(key)) {
        throw systemError(new Error(`A function with the name "${name}" is registered already.`));
      }
      functions.set(key, { ...metadata, functionId: metadata.functionId ?? name, callback });
      return new Disposable(() => {
        if (isLocked) throw systemError(new Error('The app has started; its functions stay.'));
        functions.delete(key);
      });
    },
    registerHook(name: string, hook: Hook) {
      const registered = hooks.get(name);
      if (registered === undefined)
        throw systemError(new RangeError(`Unrecognized hook "${name}"`));
      registered.push(hook);
      return new Disposable(() => {
        hooks.set(
          name,
          (hooks.get(name) ?? []).filter((other) => other !== hook),
        );
      });
    },
    setProgrammingModel(chosen: ProgrammingModel) {
      if (isLocked) throw systemError(new Error('The programming model is chosen at startup.'));
      model = chosen;
    },
    getProgrammingModel: () => model,
    log,
  };

  /** Runs the hooks of this name on the context, which gets its read-only hook data. */
  async function runHooks(name: HookName, context: object, hookData: object): Promise<void> {
    const readOnly = (value: object): PropertyDescriptor => ({
      enumerable: true,
      get: () => value,
      set: () => {
        throw systemError(new Error('Hook data objects are read-only; set their properties.'));
      },
    });
    Object.defineProperties(context, {
      hookData: readOnly(hookData),
      appHookData: readOnly(appHookData),
    });
    for (const hook of hooks.get(name) ?? []) await hook(context);
  }

  injectCore(core);
  for (const file of entry === undefined ? entryFiles(root) : [entry]) {
    log('debug', 'system', `Loading entry point file "${file}"`);
    await import(pathToFileURL(file).href);
  }
  await runHooks('appStart', { functionAppDirectory: root }, appLevelHookData);
  const chosen: ProgrammingModel | undefined = core.getProgrammingModel();
  if (chosen === undefined) throw new Error(`The app in ${root} registers no functions.`);
  await chosen.getCapabilities(Object.fromEntries(capabilities.map((name) => [name, 'true'])));
  isLocked = true;

  return {
    functions: [...functions.values()],
    find: (name: string): LoadedFunction | undefined => functions.get(name.toLowerCase()),
    model: chosen,
    runHooks,
    terminate: () => runHooks('appTerminate', {}, appLevelHookData),
  };
}

function injectCore(core: object): void {
  const original: unknown = Reflect.get(Module.prototype, 'require');
  if (typeof original !== 'function') throw new Error('Module.prototype.require is missing.');
  const withCore = new Proxy(original, {
    apply: (target, self, args: unknown[]): unknown =>
      args[0] === '@azure/functions-core' ? core : Reflect.apply(target, self, args),
  });
  Reflect.set(Module.prototype, 'require', withCore);
}
