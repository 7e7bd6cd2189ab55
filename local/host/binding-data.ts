// The trigger metadata of an HTTP function, from which the worker takes headers and parameters of a streamed request. As
// HttpTriggerAttributeBindingProvider makes it: what the body says, then the query, then the route, whatever the case of the
// names; then all headers, unless one of those bears that name already.
import type { TypedData } from './core';
import { parseJson } from './data-folder';
import type { Incoming } from './front';
import type { Params } from './routes';

/** `body` where it has been read: that of a chunked request has not. */
export function bindingData(
  { url, headers }: Incoming,
  params: Params,
  body: Buffer | undefined,
): Record<string, TypedData> {
  const data = new Map<string, readonly [name: string, value: TypedData]>();
  const has = (name: string): boolean => data.has(name.toLowerCase());
  const set = (name: string, value: TypedData): void => {
    const [first] = data.get(name.toLowerCase()) ?? [name];
    data.set(name.toLowerCase(), [first, value]);
  };

  for (const [name, value] of propertiesOf(body)) set(name, value);
  for (const [name, value] of url.searchParams) {
    if (name.toLowerCase() !== 'code') set(name, { string: value });
  }
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined) set(name, { string: value });
  }
  const query = Object.fromEntries(url.searchParams);
  if (!has('Query')) set('Query', { json: JSON.stringify(query) });
  if (!has('Headers')) set('Headers', { json: JSON.stringify(headers) });
  return Object.fromEntries(data.values());
}

/** The properties of a body that is a JSON object, but for arrays and null. */
function propertiesOf(body: Buffer | undefined): [string, TypedData][] {
  const value = parseJson(body?.toString() ?? '');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value as Record<string, unknown>)
    .filter(([, property]) => property !== null && !Array.isArray(property))
    .map(([name, property]) => [name, dataOf(property)]);
}

/** As Newtonsoft's JToken gives it. */
function dataOf(property: unknown): TypedData {
  const text = JSON.stringify(property);
  if (typeof property === 'object') return { json: text };
  if (typeof property === 'boolean') return { string: property ? 'True' : 'False' };
  return { string: typeof property === 'string' ? property : text };
}
