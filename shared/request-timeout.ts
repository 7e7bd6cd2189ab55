// A service that hangs must not take its callers with it: each try of a request to Azure is given up after a while.
import type { TableServiceClientOptions } from '@azure/data-tables';

type AdditionalPolicy = NonNullable<TableServiceClientOptions['additionalPolicies']>[number];

/** For `additionalPolicies` of an Azure SDK client; a try that lasts longer ends as an `AbortError`. */
export function requestTimeout(milliseconds: number): AdditionalPolicy {
  return {
    position: 'perRetry',
    policy: {
      name: 'requestTimeout',
      sendRequest(request, next) {
        request.timeout = milliseconds;
        return next(request);
      },
    },
  };
}
