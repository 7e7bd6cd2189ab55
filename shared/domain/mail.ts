// Which mails exist, to whom they go, and whether one that waits in the outbox is still wanted.
import * as z from 'zod';
import { spoken, type Association } from './association';
import { storedObject } from './stored';
import type { Instant } from './time';

const customerMailKind = z.enum([
  'consentRequest',
  'consentReminder',
  'consentReceipt',
  'cancelNotice',
]);
const partnerMailKind = z.enum([
  'consentWarning',
  'consentGiven',
  'consentDeclined',
  'consentExpired',
  'superseded',
  'deliveryWarning',
  'deliveryExpired',
  'lateInterest',
]);
export const mailKind = z.enum([...customerMailKind.options, ...partnerMailKind.options]);
export type MailKind = z.infer<typeof mailKind>;
export type PartnerMailKind = z.infer<typeof partnerMailKind>;

/** A mail that a change asks for; its text is made when it is sent. */
export const mail = storedObject({
  kind: mailKind,
  to: storedObject({ name: z.string(), email: z.string() }),
  /** Of what is sent; see `spoken`. */
  language: z.string(),
  /** The contact that a consent link is for; absent in mails without a link. */
  contactVersion: z.int().optional(),
});
export type Mail = z.infer<typeof mail>;

type AskedAssociation = Extract<Association, { consentRequest: unknown }>;

export function consentMail(
  kind: 'consentRequest' | 'consentReminder',
  { consentRequest }: AskedAssociation,
): Mail {
  const { customerContact, language, contactVersion } = consentRequest;
  return { kind, to: addressee(customerContact), language, contactVersion };
}

export function customerNotice(
  kind: 'consentReceipt' | 'cancelNotice',
  asked: AskedAssociation,
): Mail {
  const { customerContact, language } = asked.consentRequest;
  return { kind, to: addressee(customerContact), language };
}

/** To the contact named in the consent request, else to the partner account's own. */
export function partnerNotice(kind: PartnerMailKind, a: Association): Mail {
  const request = requestOf(a);
  const language = spoken(request?.partnerLanguage);
  return { kind, to: addressee(request?.partnerContact ?? a.partner.contact), language };
}

export function requestOf(a: Association) {
  return a.status === 'associated' ? undefined : a.consentRequest;
}

/** Invariant 6: after an association ends, only its own ending notice goes out; a replaced contact gets no more links. */
export function isStillWanted(mail: Mail, a: Association, now: Instant): boolean {
  switch (mail.kind) {
    case 'consentRequest':
    case 'consentReminder':
      return (
        a.status === 'consentRequested' &&
        now < a.consentDeadline &&
        mail.contactVersion === a.consentRequest.contactVersion
      );
    case 'consentWarning':
      return (
        (a.status === 'associated' || a.status === 'consentRequested') && now < a.consentDeadline
      );
    case 'consentReceipt':
    case 'consentGiven':
      return a.status === 'active' || a.status === 'completed';
    case 'deliveryWarning':
      return a.status === 'active' && now < a.deliveryDeadline;
    case 'cancelNotice':
      return a.status === 'canceled';
    case 'consentDeclined':
      return a.status === 'declined';
    case 'superseded':
      return a.status === 'superseded';
    case 'deliveryExpired':
      return a.status === 'deliveryExpired';
    case 'consentExpired':
    case 'lateInterest':
      return a.status === 'consentExpired';
  }
}

function addressee({ name, email }: { name: string; email: string }) {
  return { name, email };
}
