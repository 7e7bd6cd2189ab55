// The rows of facts in a mail: workshop, organizations, deadlines, and both contacts.
import type { Association, Language } from '../domain/association';
import { requestOf } from '../domain/mail';
import { daysLeft, type Instant } from '../domain/time';
import { formatInstant } from '../texts/formats';
import { namesOf, type Due } from '../texts/facts';
import { textsIn } from '../texts/texts';
import type { Row } from './mail-parts';

export function workshopRows(a: Association, language: Language): Row[] {
  const { labels } = textsIn(language).common;
  return [
    [labels.workshop, a.engagement.name],
    [labels.partner, a.partner.name],
    [labels.customer, a.customer.name],
  ];
}

export function dueOf(a: Association, deadline: Instant, now: Instant, language: Language): Due {
  return {
    ...namesOf(a),
    deadline: formatInstant(deadline, language),
    daysLeft: textsIn(language).common.daysLeft(daysLeft(deadline, now)),
  };
}

export function deadlineRow(
  label: 'answerBy' | 'deliverBy',
  { deadline, daysLeft }: Due,
  language: Language,
): Row {
  const { common } = textsIn(language);
  return [common.labels[label], common.dateWithDaysLeft(deadline, daysLeft)];
}

/** The partner's contact is the one named in the request, else the account's own; the customer's is there once asked. */
export function contactRows(a: Association, language: Language): Row[] {
  const { labels } = textsIn(language).common;
  const request = requestOf(a);
  if (request === undefined) {
    const { name, email } = a.partner.contact;
    return [[labels.contactAt(a.partner.name), lines(name, email)]];
  }
  const { customerContact: theirs, partnerContact: ours } = request;
  const company = ours.company === a.partner.name ? undefined : ours.company;
  return [
    [labels.contactAt(a.partner.name), lines(ours.name, company, ours.email)],
    [labels.contactAt(a.customer.name), lines(theirs.name, theirs.title, theirs.email)],
  ];
}

function lines(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join('\n');
}

export function consentOf(a: Association) {
  return 'consent' in a ? a.consent : undefined;
}

/** Faults: the outbox asked for a mail that the record can't fill. */
export function need<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`this mail needs ${what}`);
  return value;
}
