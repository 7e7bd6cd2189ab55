// What can go wrong with a request, and how it is said: the server's problem document, or that it can't be reached.
import { momentOf } from '../formats';

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  /** 429: when to try again. */
  readonly retryAt?: string;
  /** `proof-incomplete`: the items that are missing. */
  readonly missing?: readonly string[];
  /** `engagements-refused`: why each of them is not possible. */
  readonly engagements?: readonly {
    readonly engagementId: string;
    readonly reason: { readonly text: string };
  }[];
}

/** The server refused or failed, and said so. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  constructor(readonly problem: Problem) {
    super(problem.title);
  }
  /** The last part of the problem's type, such as `tenant-not-found`. */
  get kind(): string {
    return this.problem.type.split(':').at(-1) ?? '';
  }
}

/** No answer came: offline, cut off, or too slow. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** There is no valid token, and none can be had without the user. */
export class SignInNeeded extends Error {
  override readonly name = 'SignInNeeded';
}

/** The problem in an answer that is not ok; one is made up where a proxy has answered instead of the app. */
export async function problemIn(response: Response): Promise<Problem> {
  const { status } = response;
  const fallback: Problem = {
    type: 'about:blank',
    title: `The server answered ${status}.`,
    status,
  };
  const read = (await response.json().catch(() => undefined)) as Partial<Problem> | undefined;
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retryAt = Number.isFinite(seconds)
    ? { retryAt: new Date(Date.now() + seconds * 1000).toISOString() }
    : {};
  return { ...fallback, ...(status === 429 ? retryAt : {}), ...read, status };
}

/** A title and perhaps a sentence more, for a message bar. */
export function wordsFor(error: unknown): { title: string; detail?: string | undefined } {
  if (error instanceof ProblemError) {
    const { status, title, detail, retryAt, engagements, missing } = error.problem;
    if (status === 412) {
      return { title: 'This row has changed since you opened it.', detail: 'It was loaded again.' };
    }
    if (retryAt !== undefined) {
      return { title, detail: `This is possible again after ${momentOf(retryAt)}.` };
    }
    if (engagements !== undefined) {
      return { title, detail: engagements.map(({ reason }) => reason.text).join(' ') };
    }
    if (missing !== undefined) return { title, detail: `Missing: ${missing.join(', ')}.` };
    return { title, detail };
  }
  if (error instanceof SignInNeeded) return { title: 'Your session has ended. Sign in again.' };
  if (error instanceof Unreachable) {
    return navigator.onLine
      ? { title: 'The server can’t be reached.', detail: 'Nothing was lost. Try again.' }
      : { title: 'You are offline.', detail: 'Try again when you are connected.' };
  }
  return { title: 'Something went wrong on this page.', detail: 'Reload it and try again.' };
}

/** A request that a newer one has replaced; nobody needs to hear of it. */
export function isSuperseded(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
