// Sends one mail through Azure Communication Services. The caller keeps the outbox and decides when to try again.
import type { EmailClient, EmailMessage } from '@azure/communication-email';
import * as z from 'zod';
import { headerText } from './header-text';
import { retryAfterSeconds } from './retry-after';

export { createEmailClient } from './email-client';

interface Mailbox {
  readonly name: string;
  readonly email: string;
}

export interface OutgoingMail {
  /** A UUID, the same at every try: the service's own key of the operation. */
  readonly operationId: string;
  readonly to: Mailbox;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly replyTo?: Mailbox | undefined;
}

export type SendOutcome =
  /** The service has taken it over; whether it arrives is told by delivery events. */
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'throttled'; readonly retryAfterSeconds: number }
  /** The service will never take a mail to this recipient. */
  | { readonly outcome: 'rejected'; readonly reason: string };

/** Throws, with its `cause`, what may pass or must be repaired: network, 5xx, refused credentials, a sender not verified. */
export type SendMail = (mail: OutgoingMail) => Promise<SendOutcome>;

const serviceError = z.object({
  statusCode: z.number(),
  code: z.string().optional(),
  message: z.string(),
  response: z.custom<{ headers: { get: (name: string) => string | undefined } }>().optional(),
});

/**
 * `beginSend` posts the mail and then asks for its status at once. That question uses up a quota of its own, and its
 * failure would hide that the mail has been accepted; so it is aborted as soon as the service has said 202.
 * A service that does not answer in time is a fault: it must not hold up the outbox.
 */
export function createMailSender(config: {
  readonly client: EmailClient;
  readonly senderAddress: string;
  readonly timeoutMs?: number;
}): SendMail {
  const { client, senderAddress, timeoutMs = 30_000 } = config;
  return async (mail) => {
    const end = new AbortController();
    const timer = setTimeout(() => {
      end.abort('timeout');
    }, timeoutMs);
    try {
      await client.beginSend(toMessage(mail, senderAddress), {
        operationId: mail.operationId,
        abortSignal: end.signal,
        onResponse: ({ status }) => {
          if (status === 202) end.abort('accepted');
        },
      });
    } catch (error) {
      if (end.signal.reason !== 'accepted') return outcomeOf(error, mail.operationId);
    } finally {
      clearTimeout(timer);
    }
    return { outcome: 'accepted' };
  };
}

function toMessage(mail: OutgoingMail, senderAddress: string): EmailMessage {
  return {
    senderAddress,
    content: { subject: headerText(mail.subject), plainText: mail.text, html: mail.html },
    recipients: { to: [toAddress(mail.to)] },
    ...(mail.replyTo === undefined ? {} : { replyTo: [toAddress(mail.replyTo)] }),
    // Tracking would rewrite the link to pass through another host.
    disableUserEngagementTracking: true,
  };
}

/** What could end or quote a display name is left out of it: names come from people, headers from us. */
function toAddress({ name, email }: Mailbox) {
  const displayName = headerText(name.replaceAll(/["<>\\]/g, ' '));
  return { address: email, ...(displayName === '' ? {} : { displayName }) };
}

function outcomeOf(error: unknown, operationId: string): SendOutcome {
  const answer = serviceError.safeParse(error).data;
  if (answer?.statusCode === 429) {
    const retryAfter = answer.response?.headers.get('retry-after');
    return { outcome: 'throttled', retryAfterSeconds: retryAfterSeconds(retryAfter, Date.now()) };
  }
  if (answer?.statusCode === 400 && isAboutRecipient(answer)) {
    const code = answer.code ?? 'BadRequest';
    return { outcome: 'rejected', reason: `${code}: ${answer.message}`.slice(0, 500) };
  }
  throw new Error(`mail ${operationId} could not be handed to the mail service`, { cause: error });
}

/**
 * Microsoft documents no list of codes. Known are `InvalidEmailAddress`, `EmailDroppedAllRecipientsSuppressed`, and
 * `BadRequest` with "See property 'recipients…'"; a sender or a body that is wrong (`InvalidSenderUserName`, "See property
 * 'senderAddress'") says nothing about this mail.
 */
function isAboutRecipient({ code = '', message }: z.infer<typeof serviceError>): boolean {
  return /^InvalidEmailAddress$|recipient/i.test(code) || /property 'recipients/i.test(message);
}
