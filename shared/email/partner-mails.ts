// What the partner's mails say: warnings on both clocks (R21), answers, and the ends (R22, R24, R26, R29).
import type { Association, Language } from '../domain/association';
import { requestOf, type PartnerMailKind } from '../domain/mail';
import type { Instant } from '../domain/time';
import { namesOf, type MailText } from '../texts/facts';
import { formatInstant } from '../texts/formats';
import { textsIn } from '../texts/texts';
import type { MailContent, MailInput, Row } from './mail-parts';
import { consentOf, deadlineRow, dueOf, need, workshopRows } from './mail-rows';

export function partnerMail(kind: PartnerMailKind, input: MailInput): MailContent {
  const { association: a, language, portalUrl } = input;
  const { text, rows } = wordsOf(kind, input);
  return { text, rows: [...workshopRows(a, language), ...rows], url: portalUrl };
}

interface Words {
  readonly text: MailText;
  readonly rows: readonly Row[];
}

function wordsOf(kind: PartnerMailKind, input: MailInput): Words {
  switch (kind) {
    case 'consentWarning':
      return consentWarning(input);
    case 'consentGiven':
    case 'deliveryWarning':
      return toDeliver(kind, input);
    case 'consentDeclined':
      return consentDeclined(input);
    case 'consentExpired':
    case 'deliveryExpired':
    case 'superseded':
    case 'lateInterest':
      return { text: endingText(kind, input), rows: [] };
  }
}

/** "Not asked yet" and "asked, no answer" are different mails. */
function consentWarning({ association: a, language, now }: MailInput): Words {
  const { mails } = textsIn(language);
  const due = { ...dueOf(a, a.consentDeadline, now, language), origin: a.origin };
  const request = requestOf(a);
  const text =
    request === undefined
      ? mails.consentNotAsked(due)
      : mails.consentNotAnswered({
          ...due,
          lastSentAt: formatInstant(request.lastSentAt, language),
        });
  return { text, rows: [deadlineRow('answerBy', due, language)] };
}

function toDeliver(
  kind: 'consentGiven' | 'deliveryWarning',
  { association: a, language, now }: MailInput,
): Words {
  const { common, mails } = textsIn(language);
  const consent = need(consentOf(a), 'a consent');
  const due = dueOf(a, deliveryDeadlineOf(a), now, language);
  return {
    text: mails[kind](due),
    rows: [
      [common.labels.recordedAt, formatInstant(consent.at, language)],
      [common.labels.agreedBy, consent.approverName],
      deadlineRow('deliverBy', due, language),
    ],
  };
}

function consentDeclined({ association: a, language }: MailInput): Words {
  const { common, mails } = textsIn(language);
  if (a.status !== 'declined') throw new Error('this mail needs a declined association');
  const rows: Row[] = [[common.labels.recordedAt, formatInstant(a.declinedAt, language)]];
  if (a.declinedBy.kind !== 'system') rows.push([common.labels.declinedBy, a.declinedBy.name]);
  if (a.declineReason !== undefined) rows.push([common.labels.reason, a.declineReason]);
  return { text: mails.consentDeclined({ ...namesOf(a), origin: a.origin }), rows };
}

/** Never names the winner of a lost pair. */
function endingText(
  kind: 'consentExpired' | 'deliveryExpired' | 'superseded' | 'lateInterest',
  { association: a, language, now }: MailInput,
): MailText {
  const { mails } = textsIn(language);
  const names = { ...namesOf(a), origin: a.origin };
  const deadline = formatInstant(a.consentDeadline, language);
  switch (kind) {
    case 'consentExpired':
      return mails.consentExpired({ ...names, deadline, wasAsked: requestOf(a) !== undefined });
    case 'superseded':
      return mails.superseded(names);
    case 'deliveryExpired':
      return mails.deliveryExpired({
        ...names,
        deadline: formatInstant(deliveryDeadlineOf(a), language),
      });
    case 'lateInterest':
      return mails.lateInterest({ ...names, deadline, interestAt: interestAt(a, now, language) });
  }
}

function interestAt(a: Association, now: Instant, language: Language): string {
  const at = a.status === 'consentExpired' ? a.lateInterestAt : undefined;
  return formatInstant(at ?? now, language);
}

function deliveryDeadlineOf(a: Association): Instant {
  return need('deliveryDeadline' in a ? a.deliveryDeadline : undefined, 'a delivery deadline');
}
