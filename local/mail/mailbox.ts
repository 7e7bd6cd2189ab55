// The mails accepted so far, oldest first: in memory, and in an append-only file for the next start.
import { appendFileSync, existsSync, mkdirSync, readFileSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

export const address = z.object({ address: z.string(), displayName: z.string().optional() });
export const attachment = z.object({
  name: z.string(),
  contentType: z.string(),
  contentInBase64: z.string(),
});
const delivery = z.enum(['Pending', 'Delivered', 'Bounced']);

const storedMail = z.object({
  id: z.string(),
  receivedAt: z.string(),
  from: z.string(),
  to: z.array(address),
  cc: z.array(address),
  bcc: z.array(address),
  replyTo: z.array(address),
  subject: z.string(),
  html: z.string(),
  text: z.string(),
  headers: z.record(z.string(), z.string()),
  attachments: z.array(attachment).optional(),
  delivery,
});
export type StoredMail = z.infer<typeof storedMail>;
export type Delivery = z.infer<typeof delivery>;

const line = z.union([
  z.object({ accepted: storedMail }),
  z.object({ delivered: z.object({ id: z.string(), delivery }) }),
  z.object({ cleared: z.literal(true) }),
]);
type Line = z.infer<typeof line>;

export interface Mailbox {
  all(): StoredMail[];
  get(id: string): StoredMail | undefined;
  accept(mail: StoredMail): void;
  recordDelivery(id: string, delivery: Delivery): void;
  clear(): void;
}

export function openMailbox(folder: string | undefined): Mailbox {
  const mails = new Map<string, StoredMail>();
  const file = folder === undefined ? undefined : join(folder, 'mails.jsonl');
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  if (file !== undefined && existsSync(file)) linesOf(file).forEach(apply);

  function apply(change: Line): void {
    if ('cleared' in change) mails.clear();
    else if ('accepted' in change) mails.set(change.accepted.id, change.accepted);
    else {
      const mail = mails.get(change.delivered.id);
      if (mail) mail.delivery = change.delivered.delivery;
    }
  }

  function write(change: Line): void {
    if (file !== undefined) appendFileSync(file, `${JSON.stringify(change)}\n`, { mode: 0o600 });
    apply(change);
  }

  return {
    all: () => [...mails.values()],
    get: (id) => mails.get(id),
    accept: (mail) => {
      write({ accepted: mail });
    },
    recordDelivery: (id, delivery) => {
      write({ delivered: { id, delivery } });
    },
    clear: () => {
      write({ cleared: true });
    },
  };
}

/** A last line cut off by a crash was never acknowledged: it is removed. */
function linesOf(file: string): Line[] {
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf('\n') + 1;
  if (end < bytes.length) truncateSync(file, end);
  const lines = bytes.toString('utf8', 0, end).split('\n').filter(Boolean);
  return lines.map((text) => line.parse(JSON.parse(text)));
}
