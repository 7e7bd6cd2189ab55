// Azurite decodes each chunk of a request's body by itself: of a character that is cut in two nothing is left. JSON says
// every character in ASCII as well, and ASCII can't be cut.
import type { TableServiceClientOptions } from '@azure/data-tables';

type AdditionalPolicy = NonNullable<TableServiceClientOptions['additionalPolicies']>[number];

/** For `additionalPolicies`; a transaction's body is no JSON, and is left alone. */
export const asciiBody: AdditionalPolicy = {
  position: 'perCall',
  policy: {
    name: 'asciiBody',
    sendRequest(request, next) {
      const isJson = request.headers.get('content-type')?.startsWith('application/json') ?? false;
      if (isJson && typeof request.body === 'string') {
        request.body = request.body.replaceAll(/[\u0080-\uffff]/g, escaped);
      }
      return next(request);
    },
  },
};

function escaped(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
