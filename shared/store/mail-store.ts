// What governs all mails together: the sending quota, and whose mail a delivery report is about.
import { setTimeout as sleep } from 'node:timers/promises';
import type { TableClient } from '@azure/data-tables';
import * as z from 'zod';
import { storedObject } from '../domain/stored';
import { addSeconds, instant, type Instant } from '../domain/time';
import { readOne, toEntity } from './entity';
import { Contention } from './contention';
import { range } from './keys';
import { removeOlder, sweepMs } from './remove-rows';
import { statusOf } from './tables';

/** Mails per minute and per hour that the mail service grants the subscription. */
export interface MailQuota {
  readonly perMinute: number;
  readonly perHour: number;
}

export const quotaRow = storedObject({ slots: z.array(instant), blockedUntil: instant.optional() });
type QuotaRow = z.infer<typeof quotaRow>;

export const sentRow = storedObject({ locator: z.string(), rowKey: z.string() });
export type SentMail = z.infer<typeof sentRow>;

export interface MailStore {
  /** Takes the next free instant to send one mail at; that may be now, or later. */
  takeSlot(now: Instant): Promise<Instant>;
  /** The service asked for a pause: nobody gets a slot before. A longer one that was asked for stands. */
  blockUntil(until: Instant): Promise<void>;
  noteSent(operationId: string, mail: SentMail): Promise<void>;
  findSent(operationId: string): Promise<SentMail | undefined>;
  /** What was noted longer ago; yields how many. A delivery report that comes after that is of no known mail. */
  removeOldSent(olderThanMs: number, withinMs?: number): Promise<number>;
}

/** The first instant, not before `now`, at which one more mail keeps every sliding minute and hour within the quota. */
export function nextSlot(
  { slots, blockedUntil }: QuotaRow,
  quota: MailQuota,
  now: Instant,
): Instant {
  const inMinute = slots.at(-quota.perMinute);
  const inHour = slots.at(-quota.perHour);
  const candidates = [now, slots.at(-1), blockedUntil];
  if (inMinute !== undefined) candidates.push(addSeconds(inMinute, 60));
  if (inHour !== undefined) candidates.push(addSeconds(inHour, 3600));
  return candidates.reduce<Instant>((a, b) => (b !== undefined && b > a ? b : a), now);
}

export function createMailStore(table: TableClient, quota: MailQuota): MailStore {
  async function change<T>(decide: (row: QuotaRow) => [QuotaRow, T]): Promise<T> {
    for (let tried = 0; tried < 20; tried += 1) {
      const stored = await readOne(table, 'quota', 'quota', quotaRow);
      const [row, answer] = decide(stored?.value ?? { slots: [] });
      const entity = toEntity('quota', 'quota', quotaRow, row);
      try {
        if (stored === undefined) await table.createEntity(entity);
        else await table.updateEntity(entity, 'Replace', { etag: stored.etag });
        return answer;
      } catch (error) {
        const status = statusOf(error);
        if (status !== 409 && status !== 412) throw error;
        await sleep(Math.random() * 20 * (tried + 1));
      }
    }
    throw new Contention('too many mails at once took a slot of the quota');
  }

  return {
    takeSlot(now) {
      return change((row) => {
        const slot = nextSlot(row, quota, now);
        return [{ ...row, slots: [...row.slots, slot].slice(-quota.perHour) }, slot];
      });
    },
    async blockUntil(until) {
      await change((row) => {
        const { blockedUntil = until } = row;
        return [{ ...row, blockedUntil: blockedUntil > until ? blockedUntil : until }, undefined];
      });
    },
    async noteSent(operationId, mail) {
      await table.upsertEntity(toEntity(`m_${operationId}`, 'sent', sentRow, mail), 'Replace');
    },
    async findSent(operationId) {
      if (!z.uuid().safeParse(operationId).success) return undefined;
      return (await readOne(table, `m_${operationId}`, 'sent', sentRow))?.value;
    },
    removeOldSent: (olderThanMs, withinMs = sweepMs) =>
      removeOlder(table, range('m_'), olderThanMs, withinMs),
  };
}
