// What the customer's mails say: the request, its reminders, the receipt (R25) and the notice of a cancel (R30).
import type { AssociationOf } from '../domain/association';
import type { MailKind, PartnerMailKind } from '../domain/mail';
import { namesOf } from '../texts/facts';
import { formatInstant } from '../texts/formats';
import { consentStatement } from '../texts/statement';
import { textsIn } from '../texts/texts';
import type { MailContent, MailInput } from './mail-parts';
import { consentOf, deadlineRow, dueOf, need, workshopRows } from './mail-rows';

type CustomerMailKind = Exclude<MailKind, PartnerMailKind>;

export function customerMail(kind: CustomerMailKind, input: MailInput): MailContent {
  switch (kind) {
    case 'consentRequest':
    case 'consentReminder':
      return asking(kind, input);
    case 'consentReceipt':
      return receipt(input);
    case 'cancelNotice':
      return cancelNotice(input);
  }
}

function asking(
  kind: 'consentRequest' | 'consentReminder',
  { association, language, now, link }: MailInput,
): MailContent {
  const { common, mails } = textsIn(language);
  const a = need(asked(association), 'an open request');
  const due = dueOf(a, a.consentDeadline, now, language);
  const requestedAt = formatInstant(a.consentRequest.requestedAt, language);
  return {
    text: mails[kind]({ ...due, requestedAt }),
    rows: [...workshopRows(a, language), deadlineRow('answerBy', due, language)],
    url: need(link, 'a link'),
    statement: {
      heading: common.labels.whatAgreeingMeans,
      text: consentStatement(a, language),
    },
  };
}

function asked(a: MailInput['association']): AssociationOf<'consentRequested'> | undefined {
  return a.status === 'consentRequested' ? a : undefined;
}

/** Carries the text as it was agreed to, not as it would be made now. */
function receipt({ association: a, language }: MailInput): MailContent {
  const { common, mails } = textsIn(language);
  const consent = need(consentOf(a), 'a consent');
  const deadline = need('deliveryDeadline' in a ? a.deliveryDeadline : undefined, 'a deadline');
  const deliverBy = formatInstant(deadline, language);
  return {
    text: mails.consentReceipt({ ...namesOf(a), deadline: deliverBy }),
    rows: [
      ...workshopRows(a, language),
      [common.labels.recordedAt, formatInstant(consent.at, language)],
      [common.labels.agreedBy, consent.approverName],
      [common.labels.contactAddress, consent.contactEmail],
      [common.labels.deliverBy, deliverBy],
    ],
    statement: { heading: common.labels.agreedText, text: consent.statement },
  };
}

/** The partner's reason stays with the partner. */
function cancelNotice({ association: a, language }: MailInput): MailContent {
  const consent = consentOf(a);
  const consentAt = consent && formatInstant(consent.at, language);
  return {
    text: textsIn(language).mails.cancelNotice({ ...namesOf(a), consentAt }),
    rows: workshopRows(a, language),
  };
}
