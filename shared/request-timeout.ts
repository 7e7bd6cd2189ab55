// A service that hangs must not take its callers with it: each try of a request to Azure is given up after a while.
import type { TableServiceClientOptions } from '@azure/data-tables';

type AdditionalPolicy = NonNullable<TableServiceClientOptions['additionalPolicies']>[number];

/**
 * For `additionalPolicies` of an Azure SDK client; a try that lasts longer ends as an `AbortError`. (The pipeline's own
 * `timeout` leaves its timer behind when a request fails.)
 */
export function requestTimeout(milliseconds: number): AdditionalPolicy {
  return {
    position: 'perRetry',
    policy: {
      name: 'requestTimeout',
      async sendRequest(request, next) {
        const giveUp = new AbortController();
        const timer = setTimeout(() => {
          giveUp.abort();
        }, milliseconds);
        request.abortSignal = giveUp.signal;
        try {
          return await next(request);
        } finally {
          clearTimeout(timer);
        }
      },
    },
  };
}
