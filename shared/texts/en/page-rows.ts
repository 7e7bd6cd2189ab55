// English: the rows of the partner's Customers page.
import type { UnmetOf } from '../facts';

const before = 'The customer has given you a consent before';

export const pageRows = {
  status: { none: '–', submitted: 'Submitted', completed: 'Completed' },
  consentWindow: {
    added: (days: number) =>
      `${days} days in total from the day the customer was added to obtain consent`,
    claimed: (days: number) =>
      `${days} days in total from the day the customer was claimed to obtain consent`,
  },
  deliveryWindow: (days: number) =>
    `${days} days from the consent to deliver the workshop and submit the claim`,

  reasons: {
    'consent-given-to-another-partner':
      'The customer has given consent to another partner for this workshop.',
    'participated-with-another-partner':
      'The customer has already taken part in this workshop with another partner.',
  },
  unmet: {
    minimumLicences: (f: UnmetOf<'minimumLicences'>) =>
      `Needs at least ${f.count} licences of ${f.product}; has ${f.has}.`,
    countries: (f: UnmetOf<'countries'>) =>
      `Must be in one of ${f.allowed.join(', ')}; is in ${f.has ?? 'an unknown country'}.`,
    segments: (f: UnmetOf<'segments'>) =>
      `Must be of the segment ${f.allowed.join(' or ')}; is of ${f.has ?? 'an unknown segment'}.`,
    minimumMonthlyConsumption: (f: UnmetOf<'minimumMonthlyConsumption'>) =>
      `Needs a monthly consumption of ${f.service} of at least ${f.usd} USD; has ${f.has} USD.`,
    maximumCompletions: (f: UnmetOf<'maximumCompletions'>) =>
      `May take part in at most ${f.count} workshops; has completed ${f.has}.`,
  },

  completed: (submittedOn: string) =>
    `You completed this workshop with the customer; the workshop claim was submitted on ${submittedOn}.`,
  completedBefore:
    'You completed this workshop with the customer before this page kept the claims.',
  criteriaNotMet: 'The customer does not meet every criterion of this engagement.',
  heldByAnother:
    'While another partner has the customer’s consent, nobody else can add or claim the customer for this workshop.',
  completedByAnother: 'Another partner has completed this workshop with the customer.',

  opened: {
    added: (on: string) => `You added this customer on ${on}`,
    claimed: (on: string) => `You claimed this customer on ${on}`,
  },
  notAsked: (opened: string) => `${opened}; consent has not been asked for yet.`,
  asked: {
    waiting: (opened: string, on: string) =>
      `${opened} and asked for consent on ${on}; the last e-mail has not left yet, and is sent as soon as possible.`,
    sent: (opened: string, on: string) =>
      `${opened} and asked for consent on ${on}; no answer has come yet.`,
    failed: (opened: string, on: string) =>
      `${opened} and asked for consent on ${on}; the last e-mail could not be sent.`,
  },
  agreed: (opened: string, approver: string, on: string) =>
    `${opened}; ${approver} gave consent on ${on}.`,

  known: {
    never: before,
    declined: `${before}; it declined this workshop the last time`,
    consentExpired: `${before}; it did not answer in time the last time`,
    canceled: `${before}; you canceled the last attempt`,
    deliveryExpired: `${before}; the last attempt was not delivered in time`,
  },
  claimable: (known: string) => `${known}, so it can be claimed.`,
  notClaimable: (known: string, reason: string) => `${known}. ${reason}`,
  claiming: {
    noLocation: 'None of your locations is both enrolled in MCI and eligible for this engagement.',
    tooManyAttempts: (most: number) =>
      `You have added or claimed it for this workshop ${most} times, which is as often as is possible.`,
    notYet: (startsOn: string) => `Customers can be claimed from ${startsOn} on.`,
    over: (lastDay: string) => `The last day to claim customers was ${lastDay}.`,
  },
};
