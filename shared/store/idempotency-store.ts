// What a request with an Idempotency-Key was answered: the same key and body get the same answer, and are done once.
import type { TableClient } from '@azure/data-tables';
import * as z from 'zod';
import { storedObject } from '../domain/stored';
import { addSeconds, instant, type Instant } from '../domain/time';
import { readOne, remove, RowTooLarge, toEntity, type Entity } from './entity';
import { range } from './keys';
import { removeOlder, sweepMs } from './remove-rows';
import { statusOf } from './tables';

export const answerSchema = storedObject({
  status: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type KeptAnswer = z.infer<typeof answerSchema>;

export const answerRow = storedObject({
  /** Hash of the method, path and body. */
  fingerprint: z.string(),
  startedAt: instant,
  answer: answerSchema.optional(),
});

export type Begun =
  | { readonly state: 'new' }
  | { readonly state: 'otherBody' }
  | { readonly state: 'underWay' }
  | { readonly state: 'answered'; readonly answer: KeptAnswer };

/** One request: whose, and the hash of its key. */
export interface RequestKey {
  readonly owner: string;
  readonly key: string;
}

export interface IdempotencyStore {
  /** `new`: the caller is to do it and then `keep` or `forget`. One that was left undone is new again after a minute. */
  begin(request: RequestKey, fingerprint: string, now: Instant): Promise<Begun>;
  /** An answer too large for a row is forgotten: a repeat is done again, and the record knows the request. */
  keep(request: RequestKey, fingerprint: string, now: Instant, answer: KeptAnswer): Promise<void>;
  /** It was not done: the next try starts afresh. */
  forget(request: RequestKey): Promise<void>;
  /** What was kept for longer; yields how many. A request that is repeated after that is known by its record only. */
  removeOld(olderThanMs: number, withinMs?: number): Promise<number>;
}

/** No request lives longer. */
const abandonedAfterSeconds = 60;

export function createIdempotencyStore(table: TableClient): IdempotencyStore {
  const partition = ({ owner }: RequestKey) => `i_${owner}`;
  async function forget(request: RequestKey) {
    await remove(table, partition(request), request.key);
  }

  return {
    async begin(request, fingerprint, now) {
      const fresh = toEntity(partition(request), request.key, answerRow, {
        fingerprint,
        startedAt: now,
      });
      try {
        await table.createEntity(fresh);
        return { state: 'new' };
      } catch (error) {
        if (statusOf(error) !== 409) throw error;
      }
      const stored = await readOne(table, partition(request), request.key, answerRow);
      if (stored === undefined) return { state: 'underWay' };
      const { value, etag } = stored;
      if (value.fingerprint !== fingerprint) return { state: 'otherBody' };
      if (value.answer !== undefined) return { state: 'answered', answer: value.answer };
      if (addSeconds(value.startedAt, abandonedAfterSeconds) > now) return { state: 'underWay' };
      try {
        await table.updateEntity(fresh, 'Replace', { etag });
        return { state: 'new' };
      } catch (error) {
        if (statusOf(error) !== 412) throw error;
        return { state: 'underWay' };
      }
    },
    async keep(request, fingerprint, now, kept) {
      const done = { fingerprint, startedAt: now, answer: kept };
      let entity: Entity;
      try {
        entity = toEntity(partition(request), request.key, answerRow, done);
      } catch (error) {
        if (!(error instanceof RowTooLarge)) throw error;
        return forget(request);
      }
      await table.upsertEntity(entity, 'Replace');
    },
    forget,
    removeOld: (olderThanMs, withinMs = sweepMs) =>
      removeOlder(table, range('i_'), olderThanMs, withinMs),
  };
}
