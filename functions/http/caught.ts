// The one catch of all operations: what was rejected is answered as it says, what is busy with 503, all else is logged once
// and answers 500.
import { RestError } from '@azure/data-tables';
import type { HttpResponseInit, InvocationContext } from '@azure/functions';
import { DirectoryUnavailable } from '../../shared/directory/tenant-directory';
import { Contention } from '../../shared/store/execute';
import { logFault } from '../log/log';
import { problem } from './problem';
import { Rejected } from './request';
import { KeysUnavailable } from './verify-token';

export async function caught(
  context: InvocationContext,
  run: () => Promise<HttpResponseInit>,
): Promise<HttpResponseInit> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Rejected) return error.response;
    logFault(context, error);
    if (isUnavailable(error)) {
      const title = 'A service behind this one does not answer. Nothing was lost; try again.';
      return problem(503, 'unavailable', title, {}, unavailableHeaders);
    }
    return problem(500, 'fault', 'Something went wrong on our side.', {
      invocationId: context.invocationId,
    });
  }
}

export const unavailableHeaders = { 'retry-after': '5' };

/** Storage or another service is down, or too many were first. */
function isUnavailable(error: unknown): boolean {
  const busy = [Contention, KeysUnavailable, DirectoryUnavailable];
  if (busy.some((kind) => error instanceof kind)) return true;
  if (error instanceof Error && error.name === 'AbortError') return true;
  if (!(error instanceof RestError)) return false;
  const { statusCode } = error;
  return statusCode === undefined || statusCode === 408 || statusCode === 429 || statusCode >= 500;
}
