// Continuation tokens: a position in one of the caller's own lists, in plain sight. It opens nothing that the caller could
// not ask for anyway, so it needs no seal; one of another list is refused, since its position means nothing here.
import * as z from 'zod';
import { problem } from '../problem';
import { Rejected } from '../request';

/** The last row shown, by the list's order. */
export type Position = readonly [name: string, id: string];

const token = z.strictObject({
  /** What is paged through: engagement, tab, search. */
  list: z.array(z.string()),
  after: z.tuple([z.string(), z.string()]),
});

export function tokenAfter(list: readonly string[], after: Position): string {
  return Buffer.from(JSON.stringify({ list, after })).toString('base64url');
}

/** Throws `Rejected` (400) for what is no token of this list. */
export function positionIn(list: readonly string[], text: string): Position {
  const parsed = token.safeParse(jsonIn(text));
  if (parsed.success && JSON.stringify(parsed.data.list) === JSON.stringify(list)) {
    return parsed.data.after;
  }
  const errors = [{ path: 'continuationToken', message: 'is not a token of this list' }];
  throw new Rejected(problem(400, 'invalid', 'The query is not valid.', { errors }));
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
