// English: counts, labels, and the statement that a customer agrees to.
import { plural } from '../formats';
import type { Names } from '../facts';

export const common = {
  days: plural('en', { one: '# day', other: '# days' }),
  daysLeft: plural('en', { one: '# day left', other: '# days left' }),
  labeled: (label: string, value: string) => `${label}: ${value}`,
  dateWithDaysLeft: (date: string, daysLeft: string) => `${date} (${daysLeft})`,
  labels: {
    workshop: 'Workshop',
    partner: 'Partner',
    customer: 'Customer',
    answerBy: 'Answer by',
    deliverBy: 'Deliver by',
    recordedAt: 'Recorded',
    agreedBy: 'Agreed by',
    declinedBy: 'Declined by',
    reason: 'Reason',
    contactAddress: 'Contact address',
    contactAt: (organization: string) => `Contact at ${organization}`,
    contacts: 'Contacts',
    whatAgreeingMeans: 'What agreeing means',
    agreedText: 'The text agreed to',
  },
  statement: (f: StatementFacts): readonly string[] => [
    `On behalf of ${f.customer}, I agree to the following:`,
    `1. ${f.customer} takes part in the workshop “${f.workshop}”, delivered by ${f.partner}.`,
    `2. ${f.partner} reports its participation in this workshop to Microsoft under Microsoft Commerce Incentives, a program through which Microsoft may pay partners for delivering workshops.`,
    `3. For this purpose, ${f.partner} shares with Microsoft the name of ${f.customer}, its Microsoft tenant (${f.tenant}), the contact for this request (${f.contact}) and the result of the workshop.`,
    `4. This consent is exclusive: for this workshop, ${f.customer} agrees with ${f.partner} and with no other partner.`,
    `5. ${f.partner} may deliver the workshop and submit the workshop claim, its request for payment to Microsoft, within ${f.deliveryDays} of the time at which this consent is recorded. If no workshop claim has been submitted by then, the exclusivity ends.`,
  ],
};

export interface StatementFacts extends Names {
  readonly tenant: string;
  readonly contact: string;
  readonly deliveryDays: string;
}
