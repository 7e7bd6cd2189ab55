// Continuation tokens: a position in one list, sealed with a key so that it can't be made up, changed or used elsewhere.
import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { problem } from './problem';
import { Rejected } from './request';

/** The last row shown, by the list's order. */
export type Position = readonly [name: string, id: string];

const position = z.tuple([z.string(), z.string()]);

/** `list` names what is paged through: a token of another list does not open. */
export function sealToken(key: string, list: readonly string[], at: Position): string {
  const payload = Buffer.from(JSON.stringify(at)).toString('base64url');
  return `${payload}.${seal(key, list, payload)}`;
}

/** Throws `Rejected` (400) for anything that was not sealed here for this list. */
export function openToken(key: string, list: readonly string[], token: string): Position {
  const [payload = '', given = ''] = token.split('.');
  const expected = Buffer.from(seal(key, list, payload));
  const actual = Buffer.from(given);
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) {
    const errors = [{ path: 'continuationToken', message: 'is not a token of this list' }];
    throw new Rejected(problem(400, 'invalid', 'The query is not valid.', { errors }));
  }
  return position.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
}

function seal(key: string, list: readonly string[], payload: string): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([...list, payload]))
    .digest('base64url');
}
