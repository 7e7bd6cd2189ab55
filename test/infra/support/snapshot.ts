// What would be deployed, as the compiler's committed snapshots show it: for rules to hold, and to be changed by mutants.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

export const repository = join(__dirname, '..', '..', '..');

export type Json = z.infer<ReturnType<typeof z.json>>;
const resource = z.looseObject({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  properties: z.record(z.string(), z.json()).default({}),
});
const snapshot = z.object({
  predictedResources: z.array(resource),
  outputs: z.record(z.string(), z.json()),
});
export type Resource = z.infer<typeof resource>;
/** What a rule has to complain of; nothing where it holds. */
export type Rule = (resources: readonly Resource[]) => string[];

export function readSnapshot(name: 'main' | 'private' | 'events/main') {
  const text = readFileSync(join(repository, 'infra', `${name}.snapshot.json`), 'utf8');
  const { predictedResources: resources, outputs } = snapshot.parse(JSON.parse(text));
  return { resources, outputs };
}

export const ofType = (resources: readonly Resource[], type: string): Resource[] =>
  resources.filter((each) => each.type === type);

/** The value at a path such as `properties.networkAcls.defaultAction`; undefined where there is none. */
export function at(resource: Resource, path: string): unknown {
  const step = (value: unknown, key: string) =>
    z.record(z.string(), z.unknown()).safeParse(value).data?.[key];
  return path.split('.').reduce<unknown>(step, resource);
}

/** A copy in which every resource of a type has another value at a path; without a value it has none. */
export function changed(
  resources: readonly Resource[],
  type: string,
  path: string,
  value?: Json,
): Resource[] {
  if (ofType(resources, type).length === 0) throw new Error(`nothing of type ${type}`);
  return resources.map((each) =>
    each.type === type ? resource.parse(put(z.json().parse(each), path.split('.'), value)) : each,
  );
}

/** A copy without the resources of a type. */
export const without = (resources: readonly Resource[], type: string): Resource[] =>
  resources.filter((each) => each.type !== type);

function put(target: Json, [key, ...rest]: readonly string[], value: Json | undefined): Json {
  if (key === undefined) return value ?? null;
  const copy = { ...z.record(z.string(), z.json()).parse(target) };
  if (rest.length > 0) copy[key] = put(copy[key] ?? {}, rest, value);
  else if (value === undefined) Reflect.deleteProperty(copy, key);
  else copy[key] = value;
  return copy;
}
