// Calls the public API with the user's token: 401 is tried once with a fresh token, what is refused is thrown as a problem.
import type { Session } from '../sign-in/sign-in';
import { isSuperseded, ProblemError, problemIn, SignInNeeded, Unreachable } from './problem';

/** Reading may take this long, writing twice as long. */
const timeoutMs = 30_000;

export interface Change {
  readonly body: unknown;
  /** The same for every try of one intent, so that it is carried out once. */
  readonly idempotencyKey: string;
  /** The row as the user has seen it. */
  readonly etag?: string | undefined;
}

export interface Api {
  get<T>(path: string, signal?: AbortSignal): Promise<T>;
  post<T>(path: string, change: Change, signal?: AbortSignal): Promise<T>;
  download(path: string, signal?: AbortSignal): Promise<Blob>;
}

export function createApi(session: Session, onSignInNeeded: (error: SignInNeeded) => void): Api {
  async function send(path: string, init: RequestInit, isRetry = false): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${await tokenOf(isRetry)}`);
    const response = await fetchOrThrow(`/api/${path}`, { ...init, headers });
    if (response.ok) return response;
    if (response.status !== 401) throw new ProblemError(await problemIn(response));
    if (!isRetry) return send(path, init, true);
    throw ended(new SignInNeeded());
  }

  async function tokenOf(isFresh: boolean): Promise<string> {
    try {
      return await session.token(isFresh);
    } catch (error) {
      throw error instanceof SignInNeeded ? ended(error) : error;
    }
  }

  function ended(error: SignInNeeded): SignInNeeded {
    onSignInNeeded(error);
    return error;
  }

  return {
    get: async <T>(path: string, signal?: AbortSignal) =>
      readJson<T>(await send(path, { signal: limited(timeoutMs, signal) })),
    post: async <T>(path: string, { body, idempotencyKey, etag }: Change, signal?: AbortSignal) => {
      const headers: Record<string, string> = {
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
        ...(etag === undefined ? {} : { 'if-match': etag }),
      };
      const init = { method: 'POST', headers, body: JSON.stringify(body) };
      return readJson<T>(await send(path, { ...init, signal: limited(2 * timeoutMs, signal) }));
    },
    download: async (path, signal) =>
      (await send(path, { signal: limited(timeoutMs, signal) })).blob(),
  };
}

/** Throws `Unreachable` where no answer came; an abort by the page passes. */
export async function fetchOrThrow(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, cache: 'no-store', referrerPolicy: 'no-referrer' });
  } catch (error) {
    if (isSuperseded(error)) throw error;
    throw new Unreachable('no answer came', { cause: error });
  }
}

/** The answer as the API's document describes it; one that was cut off is none. */
async function readJson<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch (error) {
    if (isSuperseded(error)) throw error;
    throw new Unreachable('the answer was cut off', { cause: error });
  }
}

function limited(milliseconds: number, signal: AbortSignal | undefined): AbortSignal {
  const limit = AbortSignal.timeout(milliseconds);
  return signal === undefined ? limit : AbortSignal.any([limit, signal]);
}
