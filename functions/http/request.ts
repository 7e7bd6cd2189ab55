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

/** Of a request, what is read here. */
type Carrier = Pick<HttpRequest, 'headers' | 'body'>;

export const defaultMaxBytes = 256 * 1024;

/** 415 for another content type or a compressed body, 413 for too much, 400 for what does not parse. */
export async function readJson(request: Carrier, maxBytes = defaultMaxBytes): Promise<unknown> {
  requireType(request, 'application/json');
  const text = await readText(request, maxBytes);
  try {
    return JSON.parse(text);
  } catch {
    throw new Rejected(problem(400, 'not-json', 'The body is not JSON.'));
  }
}

/** A form's fields; one that comes more than once is an array. */
export async function readForm(request: Carrier): Promise<Record<string, unknown>> {
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

function requireType(request: Carrier, type: string): void {
  const given = (request.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase();
  if (given !== type) {
    throw new Rejected(problem(415, 'unsupported-media-type', `The body must be ${type}.`));
  }
  const coding = request.headers.get('content-encoding') ?? 'identity';
  if (coding.trim().toLowerCase() !== 'identity') {
    const title = 'The body must not be compressed.';
    throw new Rejected(
      problem(415, 'unsupported-content-encoding', title, {}, { 'accept-encoding': 'identity' }),
    );
  }
}

async function readText(request: Carrier, maxBytes: number): Promise<string> {
  const bytes = await readBytes(request, maxBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Rejected(problem(400, 'not-utf-8', 'The body is not UTF-8.'));
  }
}

/**
 * Keeps no more than the limit. What is beyond is still read and dropped: the host hands on no answer before the whole body
 * is taken, and a stream that is left early cuts the connection off.
 */
async function readBytes({ headers, body }: Carrier, maxBytes: number): Promise<Buffer> {
  const tooLarge = problem(413, 'too-large', `The body is larger than ${maxBytes} bytes.`);
  if (Number(headers.get('content-length') ?? 0) > maxBytes) throw new Rejected(tooLarge);
  const kept: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of chunksOf(body)) {
      length += chunk.byteLength;
      if (length <= maxBytes) kept.push(chunk);
      else kept.length = 0;
    }
  } catch {
    // The caller has left; nobody reads this.
    throw new Rejected(problem(400, 'incomplete', 'The body ended before it was complete.'));
  }
  if (length > maxBytes) throw new Rejected(tooLarge);
  return Buffer.concat(kept);
}

function chunksOf(body: Carrier['body']): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  return body ?? [];
}
