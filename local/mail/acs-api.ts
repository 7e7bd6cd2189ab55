// The e-mail REST API of Azure Communication Services, as @azure/communication-email 1.1.0 uses it:
// signed requests, a send as a long-running operation with the caller's id, and faults on demand.
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { json, parseBody, Refused, type Answer, type Asked } from '../http-server';
import { address, attachment, type Mailbox, type StoredMail } from './mailbox';

/** What happens to the next sends: wait, then refuse with the status, or accept and cut the line. */
export const fault = z.strictObject({
  next: z.int().positive(),
  status: z.int().min(400).max(599).optional(),
  retryAfterSeconds: z.int().nonnegative().optional(),
  delayMs: z.int().nonnegative().optional(),
  dropAfterAccept: z.boolean().optional(),
});
export type Fault = z.infer<typeof fault>;

const addresses = z.array(address).default([]);
const sendRequest = z.object({
  senderAddress: z.string().min(1),
  content: z
    .object({
      subject: z.string().min(1),
      plainText: z.string().default(''),
      html: z.string().default(''),
    })
    .refine(({ plainText, html }) => plainText || html, 'plainText or html is needed'),
  recipients: z
    .object({ to: addresses, cc: addresses, bcc: addresses })
    .refine(({ to, cc, bcc }) => to.length + cc.length + bcc.length > 0, 'nobody to send to')
    .refine(({ to, cc, bcc }) => to.length + cc.length + bcc.length <= 50, 'at most 50 recipients'),
  replyTo: addresses,
  headers: z.record(z.string(), z.string()).default({}),
  attachments: z.array(attachment).optional(),
});

const faultCodes: Partial<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Denied',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  503: 'ServiceUnavailable',
};

interface AcsApi {
  accessKey: string;
  mailbox: Mailbox;
  now: () => Date;
  takeFault: () => Fault | undefined;
  accepted: (mail: StoredMail) => void;
}

export async function send(asked: Asked, api: AcsApi): Promise<Answer | 'reset'> {
  requireSignature(asked, api.accessKey);
  const fault = api.takeFault();
  if (fault?.delayMs) await sleep(fault.delayMs);
  if (fault?.status) {
    const { status, retryAfterSeconds } = fault;
    const headers =
      retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
    throw new Refused(status, faultCodes[status] ?? 'Fault', 'A fault was asked for.', headers);
  }

  const id = operationId(asked);
  if (!api.mailbox.get(id)) {
    const mail = asMail(id, parseBody(sendRequest, asked.body), api.now());
    api.mailbox.accept(mail);
    api.accepted(mail);
  }
  if (fault?.dropAfterAccept) return 'reset';
  const host = asked.headers.host ?? '';
  return json(202, operation(id, 'Running'), {
    'operation-location': `http://${host}/emails/operations/${id}${asked.url.search}`,
    'retry-after': '1',
  });
}

/** Succeeded means handed on; what became of it comes as a delivery report. */
export function sendResult(asked: Asked, id: string, api: AcsApi): Answer {
  requireSignature(asked, api.accessKey);
  if (!api.mailbox.get(id)) throw new Refused(404, 'NotFound', `There is no operation ${id}.`);
  return json(200, operation(id, 'Succeeded'));
}

function operation(id: string, status: string) {
  return { id, status, error: null };
}

function operationId({ headers }: Asked): string {
  const id = headers['operation-id'] ?? randomUUID();
  const parsed = z.guid().safeParse(id);
  if (!parsed.success) throw new Refused(400, 'BadRequest', 'Operation-Id must be a UUID.');
  return parsed.data.toLowerCase();
}

function requireSignature({ method, target, url, headers, body }: Asked, accessKey: string): void {
  const contentHash = createHash('sha256').update(body).digest('base64');
  const date = String(headers['x-ms-date']);
  const signed = `${method}\n${target}\n${date};${headers.host ?? ''};${contentHash}`;
  const key = Buffer.from(accessKey, 'base64');
  const signature = createHmac('sha256', key).update(signed).digest('base64');
  const expected = `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`;
  if (headers.authorization !== expected || headers['x-ms-content-sha256'] !== contentHash)
    throw new Refused(401, 'Denied', 'Denied by the resource provider.');
  if (!url.searchParams.has('api-version'))
    throw new Refused(400, 'MissingApiVersionParameter', 'The api-version parameter is missing.');
}

function asMail(id: string, request: z.infer<typeof sendRequest>, receivedAt: Date): StoredMail {
  const { senderAddress, content, recipients, attachments, ...rest } = request;
  const everyone = [...recipients.to, ...recipients.cc, ...recipients.bcc, ...rest.replyTo];
  const wrong = everyone.find(({ address }) => !isDeliverable(address));
  if (wrong)
    throw new Refused(400, 'InvalidEmailAddress', `${wrong.address} is not an e-mail address.`);
  return {
    id,
    receivedAt: receivedAt.toISOString(),
    from: senderAddress,
    ...recipients,
    ...rest,
    subject: content.subject,
    html: content.html,
    text: content.plainText,
    ...(attachments && { attachments }),
    delivery: 'Pending',
  };
}

function isDeliverable(address: string): boolean {
  return /^[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+$/.test(address) && !/^invalid@/i.test(address);
}
