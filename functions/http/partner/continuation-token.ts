// Continuation tokens: a position in one of the caller's own lists, in plain sight. It opens nothing that the caller could
// not ask for anyway, so it needs no seal; one of another list is refused, since its position means nothing here.
import * as z from 'zod';
import type { Position } from '../../../shared/lists/read-tab';
import { problem } from '../problem';
import { Rejected } from '../request';

/** As it comes in a query. */
export const continuationToken = z.string().max(2000);

const token = z.strictObject({
  /** What is paged through: engagement, tab, order, search. */
  list: z.array(z.string()),
  stretch: z.int().min(0).max(9),
  /** A part of a key (shared/store/pages/page-keys.ts). */
  after: z
    .string()
    .regex(/^[0-9a-z_-]{1,400}$/)
    .optional(),
});

export function tokenAfter(list: readonly string[], { stretch, after }: Position): string {
  return Buffer.from(JSON.stringify({ list, stretch, after })).toString('base64url');
}

/** Undefined without a token. Throws `Rejected` (400) for what is no token of this list. */
export function positionIn(
  list: readonly string[],
  text: string | undefined,
): Position | undefined {
  if (text === undefined) return undefined;
  const parsed = token.safeParse(jsonIn(text));
  if (parsed.success && JSON.stringify(parsed.data.list) === JSON.stringify(list)) {
    return { stretch: parsed.data.stretch, after: parsed.data.after };
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
