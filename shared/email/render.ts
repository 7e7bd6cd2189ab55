// A mail as it is sent: subject, plain text and HTML, in the language of its addressee.
import { requestOf, type MailKind } from '../domain/mail';
import { namesOf } from '../texts/facts';
import { textsIn } from '../texts/texts';
import { customerMail } from './customer-mails';
import { headerText } from './header-text';
import { htmlMail } from './html-mail';
import type { MailContent, MailInput, MailParts } from './mail-parts';
import { contactRows, need } from './mail-rows';
import { partnerMail } from './partner-mails';
import { textMail } from './text-mail';

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Throws when the record lacks what the mail tells, as a receipt without a consent or a request without a link. */
export function renderMail(kind: MailKind, input: MailInput): RenderedMail {
  const parts = partsOf(kind, input);
  return { subject: headerText(parts.text.subject), text: textMail(parts), html: htmlMail(parts) };
}

function partsOf(kind: MailKind, input: MailInput): MailParts {
  switch (kind) {
    case 'consentRequest':
    case 'consentReminder':
    case 'consentReceipt':
    case 'cancelNotice':
      return complete(customerMail(kind, input), 'customer', input);
    case 'consentWarning':
    case 'consentGiven':
    case 'consentDeclined':
    case 'consentExpired':
    case 'superseded':
    case 'deliveryWarning':
    case 'deliveryExpired':
    case 'lateInterest':
      return complete(partnerMail(kind, input), 'partner', input);
  }
}

function complete(
  content: MailContent,
  to: 'customer' | 'partner',
  { association: a, language }: MailInput,
): MailParts {
  const { common, mails } = textsIn(language);
  const request = requestOf(a);
  const addressee =
    to === 'customer'
      ? need(request, 'a customer contact').customerContact
      : (request?.partnerContact ?? a.partner.contact);
  const footer = to === 'customer' ? mails.customerFooter : mails.partnerFooter;
  return {
    ...content,
    language,
    greeting: mails.greeting(addressee.name),
    plainLink: mails.plainLink,
    contacts: { heading: common.labels.contacts, rows: contactRows(a, language) },
    footer: footer(namesOf(a)),
  };
}
