// The keys that the host asks for, as the real one keeps them (SecretManager): made once, kept in the data folder.
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer, Asked } from '../http-server';
import { parseJson, readIfPresent, writeAtomically } from './data-folder';
import type { Endpoints } from './routes';

const names = ['master', 'default', 'durabletask_extension', 'eventgrid_extension'] as const;
/** `default` opens functions of auth level "function", a system key the webhooks of its extension. */
export type KeyName = (typeof names)[number];
export type HostKeys = Readonly<Record<KeyName, string>>;

export function keysOf(folder: string): HostKeys {
  const file = join(folder, 'keys.json');
  const kept = readIfPresent(file);
  if (kept !== undefined) return parseJson(kept) as HostKeys;
  const made = names.map((name) => [name, randomBytes(32).toString('base64url')] as const);
  mkdirSync(folder, { recursive: true });
  writeAtomically(file, JSON.stringify(Object.fromEntries(made)));
  return Object.fromEntries(made) as HostKeys;
}

/** Why the request is not let in: 401 without a key, 403 with one for something else. The master key opens everything. */
export function refusedWithout(
  name: KeyName,
  keys: HostKeys,
  { headers, url }: Pick<Asked, 'headers' | 'url'>,
): Answer | undefined {
  const given = headers['x-functions-key'] ?? url.searchParams.get('code') ?? '';
  if (given === keys.master || given === keys[name]) return undefined;
  const isKey = names.some((each) => keys[each] === given);
  return isKey ? { status: 403 } : { status: 401, headers: { 'www-authenticate': 'Bearer' } };
}

/** The same endpoints for who has the key. */
export function withKey(name: KeyName, keys: HostKeys, endpoints: Endpoints): Endpoints {
  const guarded = Object.entries(endpoints).map(([key, handle]) => [
    key,
    (...[asked, params]: Parameters<typeof handle>) =>
      refusedWithout(name, keys, asked) ?? handle(asked, params),
  ]);
  return Object.fromEntries(guarded) as Endpoints;
}
