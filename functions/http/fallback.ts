// What no other route takes: 405 with `Allow` for a known path, else 404, both as problem documents.
import type { HttpHandler, HttpMethod } from '@azure/functions';
import type { Operation } from './operation';
import { notFound, problem } from './problem';
import { createRouteFinder } from './routes';

export const allMethods: HttpMethod[] = [
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
];

export function fallback(operations: readonly Operation[]): HttpHandler {
  const find = createRouteFinder(operations);
  return (request) => {
    const path = new URL(request.url).pathname.slice(1);
    const known = find(path);
    if (known.length === 0) return notFound('There is nothing at this address.');
    const allow = allMethods
      .filter((method) => known.some(({ methods }) => methods.includes(method)))
      .join(', ');
    return problem(405, 'method-not-allowed', `Only ${allow} here.`, {}, { allow });
  };
}
