// Whether the services that the app can't work without answer: each is given 2 s, and asked again after 10 s at the earliest.
import * as z from 'zod';

export interface Check {
  /** For the log: what is asked. */
  readonly name: string;
  /** Rejects when it does not answer as it should; the signal is aborted when its time is over. */
  readonly ask: (signal: AbortSignal) => Promise<void>;
}
export interface Failure {
  readonly name: string;
  readonly cause: unknown;
}
/** What did not answer; empty when everything did. Callers at the same time share one round of questions. */
export type Readiness = () => Promise<readonly Failure[]>;

const timeoutMs = 2_000;
const keepMs = 10_000;

export function createReadiness(
  checks: readonly Check[],
  now: () => number = () => performance.now(),
): Readiness {
  let last: { readonly at: number; readonly failures: Promise<readonly Failure[]> } | undefined;
  return () => {
    if (last === undefined || now() - last.at >= keepMs) {
      last = { at: now(), failures: askAll(checks) };
    }
    return last.failures;
  };
}

async function askAll(checks: readonly Check[]): Promise<readonly Failure[]> {
  const answers = await Promise.all(checks.map(failureOf));
  return answers.filter((failure) => failure !== undefined);
}

/** What does not heed its signal is given up all the same. */
async function failureOf({ name, ask }: Check): Promise<Failure | undefined> {
  const giveUp = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${timeoutMs} ms`));
      giveUp.abort();
    }, timeoutMs);
  });
  try {
    await Promise.race([ask(giveUp.signal), late]);
    return undefined;
  } catch (cause) {
    return { name, cause };
  } finally {
    clearTimeout(timer);
  }
}

/** A service that answers at all, whatever it says to a question without credentials; 5xx is no answer. */
export function answers(name: string, url: string): Check {
  return {
    name,
    async ask(signal) {
      const { status, body } = await fetch(url, { signal, redirect: 'manual' });
      await body?.cancel();
      if (status >= 500) throw new Error(`it answers ${status}`);
    },
  };
}

const keySet = z.object({ keys: z.array(z.unknown()).min(1) });

/** A JSON document with at least one key. */
export function servesKeys(name: string, url: string): Check {
  return {
    name,
    async ask(signal) {
      const response = await fetch(url, { signal });
      if (!response.ok) throw new Error(`it answers ${response.status}`);
      keySet.parse(await response.json());
    },
  };
}
