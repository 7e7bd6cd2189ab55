// `If-Match` (RFC 9110, 13.1.1): the ETags of the row that the caller has seen. A weak one counts as its strong form: the
// service only gives strong ones, and a proxy that compresses an answer makes its ETag weak.
import { problem } from './problem';
import { Rejected } from './request';

const tag = String.raw`(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"`;
const list = new RegExp(`^${tag}(?:[ \\t]*,[ \\t]*${tag})*$`);

/** Undefined: any state will do. An ETag that is none of ours is well-formed and never matches. 400 for what is no ETag. */
export function seenIn(
  ifMatch: string | null,
): readonly { attempt: number; version: number }[] | undefined {
  const given = ifMatch?.trim();
  if (given === undefined || given === '*') return undefined;
  if (!list.test(given)) {
    const title = 'The If-Match header must be * or ETags in double quotes, as "1-3".';
    throw new Rejected(problem(400, 'invalid-if-match', title));
  }
  return [...given.matchAll(/"(\d{1,4})-(\d{1,6})"/g)].map(([, attempt, version]) => ({
    attempt: Number(attempt),
    version: Number(version),
  }));
}
