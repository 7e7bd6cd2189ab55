// `Idempotency-Key` on a partner's POST: the same key and body get the same answer, another body is refused. An answer too
// large to keep is given all the same; its repeat is done again, and the record knows the request.
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpRequest, HttpResponseInit } from '@azure/functions';
import type { Partner } from '../../shared/domain/reference';
import { sha256 } from '../../shared/store/keys';
import {
  answerSchema,
  type IdempotencyStore,
  type KeptAnswer,
  type RequestKey,
} from '../../shared/store/idempotency-store';
import type { Clock } from '../../shared/domain/time';
import { problem } from './problem';
import { Rejected } from './request';

/** How long a repeated request waits for the first one's answer. */
const patienceMs = 10_000;
const pollMs = 100;

/** The name of the request in the record, or undefined when it carries no key. 400 for a key that is none. */
export function requestKeyOf(request: HttpRequest, partner: Partner): RequestKey | undefined {
  const key = request.headers.get('idempotency-key');
  if (key === null || request.method !== 'POST') return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const title = 'The Idempotency-Key must be 1–255 visible ASCII characters.';
    throw new Rejected(problem(400, 'invalid-idempotency-key', title));
  }
  return { owner: partner.id, key: sha256(key) };
}

export async function onceOnly(
  { idempotency, clock }: { idempotency: IdempotencyStore; clock: Clock },
  key: RequestKey,
  fingerprint: string,
  run: () => Promise<HttpResponseInit>,
): Promise<HttpResponseInit> {
  for (let waited = 0; waited <= patienceMs; waited += pollMs) {
    const begun = await idempotency.begin(key, fingerprint, clock());
    switch (begun.state) {
      case 'new':
        return runAndKeep({ idempotency, clock }, key, fingerprint, run);
      case 'answered': {
        const { status, headers, body } = begun.answer;
        return { status, headers: { ...headers, 'idempotency-replayed': 'true' }, body };
      }
      case 'otherBody':
        return problem(422, 'idempotency-key-reused', 'This key was used with another request.');
      case 'underWay':
        await sleep(pollMs);
    }
  }
  const title = 'The first request with this key is still under way.';
  return problem(409, 'in-progress', title, {}, { 'retry-after': '1' });
}

/** An answer is kept; a fault is not, so that the next try can do better. */
async function runAndKeep(
  { idempotency, clock }: { idempotency: IdempotencyStore; clock: Clock },
  key: RequestKey,
  fingerprint: string,
  run: () => Promise<HttpResponseInit>,
): Promise<HttpResponseInit> {
  let answer: HttpResponseInit;
  try {
    answer = await run();
  } catch (error) {
    if (!(error instanceof Rejected)) {
      await idempotency.forget(key);
      throw error;
    }
    answer = error.response;
  }
  await idempotency.keep(key, fingerprint, clock(), keptAnswer(answer));
  return answer;
}

function keptAnswer({ status = 200, headers, body }: HttpResponseInit): KeptAnswer {
  return answerSchema.parse({ status, headers, body });
}
