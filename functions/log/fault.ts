// A fault as it may be told: names, codes, and places in the code. Never a message: a parser quotes what it could not read, a
// service what it was asked.
import * as z from 'zod';

const word = z.string().regex(/^[\w.-]{1,80}$/);
const place = z
  .string()
  .regex(/^at (?:async )?(?:[^()]{1,200} \()?(?:node:|file:|\/|[A-Z]:\\)[^()]*:\d+:\d+\)?$/);

export const fault = z.strictObject({
  name: word,
  code: word.optional(),
  /** What a service answered. */
  status: z.int().optional(),
  /** Where a value was not as its schema wants it, and how. */
  issues: z.array(z.string().regex(/^[\w.-]* \w+$/)).optional(),
  frames: z.array(place).optional(),
  get causes() {
    return z.array(fault).optional();
  },
});
export type Fault = z.infer<typeof fault>;

const most = { issues: 5, frames: 8, causes: 3, depth: 4 };

/** Whatever was thrown: what can't be told is left out. */
const thrown = z.object({
  name: word.catch('Error'),
  code: word.optional().catch(undefined),
  statusCode: z.int().optional().catch(undefined),
  message: z.string().catch(''),
  stack: z.string().catch(''),
  issues: z
    .array(z.object({ path: z.array(z.union([z.string(), z.number()])), code: z.string() }))
    .catch([]),
  cause: z.unknown().optional(),
  errors: z.array(z.unknown()).catch([]),
});

export function faultOf(error: unknown, depth = 1): Fault {
  const read = thrown.safeParse(error);
  if (!read.success) return { name: typeof error };
  const { name, code, statusCode: status, issues, errors, cause } = read.data;
  const within = [...errors, ...(cause === undefined ? [] : [cause])];
  const causes =
    depth < most.depth ? within.slice(0, most.causes).map((each) => faultOf(each, depth + 1)) : [];
  const frames = framesOf(read.data);
  return {
    name,
    ...(code === undefined ? {} : { code }),
    ...(status === undefined ? {} : { status }),
    ...(issues.length === 0 ? {} : { issues: issues.slice(0, most.issues).map(told) }),
    ...(frames.length === 0 ? {} : { frames }),
    ...(causes.length === 0 ? {} : { causes }),
  };
}

/** A key of ours is a word; one of a record may be anything. */
function told({ path, code }: z.infer<typeof thrown>['issues'][number]): string {
  const keys = path.map((key) => (/^\w{1,40}$/.test(String(key)) ? key : '-'));
  return `${keys.join('.')} ${code}`;
}

/** A stack begins with the message, which may have lines of its own. */
function framesOf({ message, stack }: z.infer<typeof thrown>): string[] {
  const start = stack.indexOf(message);
  return stack
    .slice(start === -1 ? 0 : start + message.length)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => place.safeParse(line).success)
    .slice(0, most.frames);
}
