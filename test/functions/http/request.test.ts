// How a body is read: within its limit, whatever its length says, and never more of it kept than that.
import type { HttpRequest } from '@azure/functions';
import { readForm, readJson, Rejected } from '../../../functions/http/request';

const json = { 'content-type': 'application/json' };

function requestOf(
  body: string | ReadableStream<Uint8Array> | null,
  headers: Record<string, string> = json,
): Pick<HttpRequest, 'headers' | 'body'> {
  const options = { method: 'POST', headers, body, duplex: 'half' } as const;
  return new Request('http://host/', options);
}

/** A stream of so many mebibytes, of which no more than `kept` may be in memory at its end. */
function megabytes(count: number) {
  const before = process.memoryUsage().arrayBuffers;
  const stream = { given: 0, most: 0 };
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (stream.given === count) {
        controller.close();
        return;
      }
      stream.given += 1;
      controller.enqueue(new Uint8Array(1024 * 1024).fill(0x20));
      stream.most = Math.max(stream.most, process.memoryUsage().arrayBuffers - before);
    },
  });
  return { body, stream };
}

async function statusOf(reading: Promise<unknown>): Promise<unknown> {
  return reading.then(
    () => 200,
    (error: unknown) => (error instanceof Rejected ? error.response.status : error),
  );
}

describe('a body in chunks', () => {
  it('is put together, also where a character is cut', async () => {
    const bytes = new TextEncoder().encode('{"name":"é"}');
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
        controller.close();
      },
    });
    expect(await readJson(requestOf(body))).toEqual({ name: 'é' });
  });

  it('over the limit is refused with 413, taken to its end, and not kept', async () => {
    const { body, stream } = megabytes(600);
    expect(await statusOf(readJson(requestOf(body), 1024 * 1024))).toBe(413);
    expect(stream.given).toBe(600);
    expect(stream.most).toBeLessThan(300 * 1024 * 1024);
  });

  it('of exactly the limit is taken', async () => {
    expect(await readJson(requestOf(`"${'x'.repeat(98)}"`), 100)).toHaveLength(98);
    expect(await statusOf(readJson(requestOf(`"${'x'.repeat(99)}"`), 100))).toBe(413);
  });

  it('that breaks off is refused with 400', async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"a":'));
        controller.error(new Error('aborted'));
      },
    });
    expect(await statusOf(readJson(requestOf(body)))).toBe(400);
  });
});

describe('a body', () => {
  it('that says it is over the limit is refused before it is read', async () => {
    const { body, stream } = megabytes(600);
    const headers = { ...json, 'content-length': '300000000' };
    expect(await statusOf(readJson({ ...requestOf(body), headers: new Headers(headers) }))).toBe(
      413,
    );
    expect(stream.given).toBeLessThan(3);
  });

  it('that is compressed is refused with 415, and told why', async () => {
    const reading = readJson(requestOf('{}', { ...json, 'content-encoding': 'gzip' }));
    await expect(reading).rejects.toMatchObject({
      response: { status: 415, headers: { 'accept-encoding': 'identity' } },
    });
    expect(await readJson(requestOf('{}', { ...json, 'content-encoding': 'identity' }))).toEqual(
      {},
    );
  });

  it('that is none at all is no JSON, and a form without fields', async () => {
    expect(await statusOf(readJson(requestOf(null)))).toBe(400);
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect(await readForm(requestOf(null, form))).toEqual({});
  });
});
