// When a request for consent may be sent again (R20). The limits count from a mail that has left, so this knows too how
// the mails fare that ask for one consent.
import * as z from 'zod';
import type { AssociationOf } from './association';
import type { Mail } from './mail';
import type { Refusal } from './refusal';
import type { ShownOf } from './shown-association';
import { addHours, instant, type Instant } from './time';

const cooldownHours = 24;
export const maxResends = 5;

/** `waiting`: one is still to leave. `sent`: when the last one asked for left. `failed`: it never left, nor will. */
export const sending = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting') }),
  z.object({ state: z.literal('sent'), at: instant }),
  z.object({ state: z.literal('failed') }),
]);
export type Sending = z.infer<typeof sending>;

/** What is known of a mail once it was asked for. */
interface PostedMail {
  readonly mail: Mail;
  readonly createdAt: Instant;
  readonly state: 'pending' | 'accepted' | 'delivered' | 'bounced' | 'rejected' | 'dropped';
  readonly acceptedAt?: Instant | undefined;
}

/**
 * By all mails of the association. Reminders that came by themselves (R21) start no wait; one that is yet to leave is
 * waited for. A mail of which nothing is known any more counts as sent when it was asked for.
 */
export function sendingOf(
  { consentRequest }: AssociationOf<'consentRequested'>,
  posted: readonly PostedMail[],
): Sending {
  const { contactVersion, lastSentAt } = consentRequest;
  const asking = posted.filter(({ mail }) => mail.contactVersion === contactVersion);
  if (asking.some(({ state }) => state === 'pending')) return { state: 'waiting' };
  const last = asking.find(({ createdAt }) => createdAt === lastSentAt);
  if (last?.state === 'rejected' || last?.state === 'dropped') return { state: 'failed' };
  return { state: 'sent', at: last?.acceptedAt ?? lastSentAt };
}

/**
 * Why a reminder can't be sent now, or undefined. The 24 h run from when the last mail left: one that waits is not
 * doubled, one that never left is not waited for.
 */
export function resendRefusal(
  { consentRequest, consentDeadline }: ShownOf<'consentRequested'>,
  at: Instant,
  { isReplaced, sending }: { readonly isReplaced: boolean; readonly sending: Sending | undefined },
): Refusal | undefined {
  const { resends, lastSentAt } = consentRequest;
  if (resends >= maxResends) return { code: 'resend-limit-reached', retryAt: consentDeadline };
  if (isReplaced || sending?.state === 'failed') return undefined;
  if (sending?.state === 'waiting') return { code: 'resend-waiting' };
  const retryAt = addHours(sending?.at ?? lastSentAt, cooldownHours);
  return retryAt <= at ? undefined : { code: 'resend-too-soon', retryAt };
}
