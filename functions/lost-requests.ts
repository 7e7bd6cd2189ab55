// With HTTP streaming the worker gets an invocation and its request on two ways, and waits for the second without end. Some
// requests never come (a header with other characters than ASCII, more than 16 KiB of headers): each would hold one of the
// host's places (maxConcurrentRequests in host.json) for ever. Here the wait has an end.
import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';

/** What is used of the API that the worker gives to programming models; at runtime only, there is no package of it. */
interface CoreApi {
  getProgrammingModel(): ProgrammingModel;
  setProgrammingModel(model: ProgrammingModel): void;
}
interface ProgrammingModel {
  readonly name: string;
  readonly version: string;
  getCapabilities(defaults: unknown): unknown;
  getInvocationModel(context: unknown): InvocationModel;
}
interface InvocationModel {
  getArguments(): Promise<unknown>;
  invokeFunction(...args: unknown[]): Promise<unknown>;
  getResponse(...args: unknown[]): Promise<unknown>;
}

/** The request is there within milliseconds, or after the host's ten tries (2 s), or never. */
const patienceMs = 5_000;

/** To be called when the functions are registered: before, another model is set. */
export function giveUpLostRequests(): void {
  const core = createRequire(__filename)('@azure/functions-core') as CoreApi;
  const model = core.getProgrammingModel();
  core.setProgrammingModel({
    name: model.name,
    version: model.version,
    getCapabilities: (defaults) => model.getCapabilities(defaults),
    getInvocationModel(context) {
      const invocation = model.getInvocationModel(context);
      return {
        getArguments: () => inTime(invocation.getArguments()),
        invokeFunction: (...args) => invocation.invokeFunction(...args),
        getResponse: (...args) => invocation.getResponse(...args),
      };
    },
  });
}

async function inTime(wanted: Promise<unknown>): Promise<unknown> {
  const giveUp = new AbortController();
  const late = sleep(patienceMs, undefined, { signal: giveUp.signal, ref: false }).then(() => {
    throw new Error('The request of this invocation did not reach the worker.');
  });
  try {
    return await Promise.race([wanted, late]);
  } finally {
    giveUp.abort();
  }
}
