// Reads what a request carries: the body within its limit, parsed by a schema. What is wrong is thrown as `Rejected`.
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type * as z from 'zod';
import { problem } from './problem';

/** Ends a request with the problem it holds; `endpoint.ts` catches it. */
export class Rejected extends Error {
  override readonly name = 'Rejected';
  constructor(readonly response: HttpResponseInit) {
    super('the request was rejected');
  }
}

export const defaultMaxBytes = 256 * 1024;

/** 415 for another content type, 413 for too much, 400 for what does not parse. */
export async function readJson(request: HttpRequest, maxBytes = defaultMaxBytes): Promise<unknown> {
  requireType(request, 'application/json');
  const text = await readText(request, maxBytes);
  try {
    return JSON.parse(text);
  } catch {
    throw new Rejected(problem(400, 'not-json', 'The body is not JSON.'));
  }
}

/** A form's fields; one that comes more than once is an array. */
export async function readForm(request: HttpRequest): Promise<Record<string, unknown>> {
  requireType(request, 'application/x-www-form-urlencoded');
  return fieldsOf(new URLSearchParams(await readText(request, defaultMaxBytes)));
}

export function fieldsOf(params: URLSearchParams): Record<string, unknown> {
  return Object.fromEntries(
    [...new Set(params.keys())].map((name) => {
      const all = params.getAll(name);
      return [name, all.length === 1 ? all[0] : all];
    }),
  );
}

/** 400 with every error and its path. */
export function check<S extends z.ZodType>(schema: S, value: unknown, where: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) => {
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [undefined];
    return keys.map((key) => ({
      path: [...issue.path, ...(key === undefined ? [] : [key])].map(String).join('.'),
      message: key === undefined ? issue.message : 'is not a known field',
    }));
  });
  throw new Rejected(problem(400, 'invalid', `The ${where} is not valid.`, { errors }));
}

function requireType(request: HttpRequest, type: string): void {
  const given = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (given !== type) {
    throw new Rejected(problem(415, 'unsupported-media-type', `The body must be ${type}.`));
  }
}

async function readText(request: HttpRequest, maxBytes: number): Promise<string> {
  const tooLarge = problem(413, 'too-large', `The body is larger than ${maxBytes} bytes.`);
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw new Rejected(tooLarge);
  const bytes = new Uint8Array(await request.arrayBuffer());
  if (bytes.byteLength > maxBytes) throw new Rejected(tooLarge);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Rejected(problem(400, 'not-utf-8', 'The body is not UTF-8.'));
  }
}
