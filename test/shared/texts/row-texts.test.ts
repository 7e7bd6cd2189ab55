// The words of each thing a row can tell, exactly as the page shows them (R6, R8).
import type { UnmetCriterion } from '../../../shared/domain/eligibility';
import type { Claiming, IneligibleReason, RowStatus, Why } from '../../../shared/domain/page-row';
import {
  reasonText,
  ruleText,
  statusText,
  unmetText,
  whyText,
} from '../../../shared/texts/row-texts';
import { anAssociation, consentDeadline, submittedAt } from '../../support/examples';

const licences: UnmetCriterion = {
  kind: 'minimumLicences',
  product: 'Entra ID P1',
  count: 501,
  has: 500,
};
const countries = { kind: 'countries' as const, allowed: ['SE', 'NO'] };
const segments = { kind: 'segments' as const, allowed: ['corporate', 'enterprise'] };

it.each<[UnmetCriterion, string]>([
  [licences, 'Needs at least 501 licences of Entra ID P1; has 500.'],
  [{ ...countries, has: 'DE' }, 'Must be in one of SE, NO; is in DE.'],
  [countries, 'Must be in one of SE, NO; is in an unknown country.'],
  [
    { ...segments, has: 'education' },
    'Must be of the segment corporate or enterprise; is of education.',
  ],
  [segments, 'Must be of the segment corporate or enterprise; is of an unknown segment.'],
  [
    { kind: 'minimumMonthlyConsumption', service: 'Sentinel', usd: 1200.01, has: 1200 },
    'Needs a monthly consumption of Sentinel of at least 1200.01 USD; has 1200 USD.',
  ],
  [
    { kind: 'maximumCompletions', count: 2, has: 2 },
    'May take part in at most 2 workshops; has completed 2.',
  ],
])('R6a: a criterion missed tells what is needed and what the customer has: %j', (unmet, text) => {
  expect(unmetText(unmet)).toBe(text);
});

it.each<[IneligibleReason, string]>([
  [
    { code: 'criteria-not-met', unmet: licences },
    'Needs at least 501 licences of Entra ID P1; has 500.',
  ],
  [
    { code: 'consent-given-to-another-partner' },
    'The customer has given consent to another partner for this workshop.',
  ],
  [
    { code: 'participated-with-another-partner' },
    'The customer has already taken part in this workshop with another partner.',
  ],
])('R6: the reason %j', (reason, text) => {
  expect(reasonText(reason)).toBe(text);
});

describe('R8: the status', () => {
  const left = (daysLeft: number): RowStatus => ({
    code: 'daysLeft',
    daysLeft,
    deadline: consentDeadline,
    rule: { code: 'deliveryWindow', days: 90 },
  });

  it.each<[RowStatus, string]>([
    [{ code: 'none' }, '–'],
    [{ code: 'submitted' }, 'Submitted'],
    [{ code: 'completed' }, 'Completed'],
    [left(25), '25 days left'],
    [left(1), '1 day left'],
  ])('%j', (status, text) => {
    expect(statusText({ status, reasons: [] })).toBe(text);
  });

  it('of an ineligible customer is all reasons', () => {
    const reasons: IneligibleReason[] = [licences, countries].map((unmet) => ({
      code: 'criteria-not-met',
      unmet,
    }));

    expect(statusText({ status: { code: 'ineligible' }, reasons })).toBe(
      'Needs at least 501 licences of Entra ID P1; has 500. Must be in one of SE, NO; is in an unknown country.',
    );
  });

  it('comes with the rule behind the number', () => {
    const consentWindow = { code: 'consentWindow' as const, days: 30 };

    expect(ruleText({ ...consentWindow, origin: 'added' })).toBe(
      '30 days in total from the day the customer was added to obtain consent',
    );
    expect(ruleText({ ...consentWindow, origin: 'claimed' })).toBe(
      '30 days in total from the day the customer was claimed to obtain consent',
    );
    expect(ruleText({ code: 'deliveryWindow', days: 90 })).toBe(
      '90 days from the consent to deliver the workshop and submit the claim',
    );
  });
});

const asked = (sending: 'sent' | 'waiting' | 'failed'): Why => ({
  code: 'open',
  own: anAssociation('consentRequested'),
  sending,
});
const known = (claiming: Claiming): Why => ({ code: 'known', lastEnding: undefined, claiming });
const after = (
  lastEnding: 'declined' | 'consentExpired' | 'canceled' | 'deliveryExpired',
): Why => ({
  code: 'known',
  lastEnding,
  claiming: { code: 'possible' },
});

it.each<[Why, string]>([
  [
    { code: 'open', own: anAssociation('associated'), sending: 'sent' },
    'You added this customer on 2026-03-02; consent has not been asked for yet.',
  ],
  [
    { code: 'open', own: { ...anAssociation('associated'), origin: 'claimed' }, sending: 'sent' },
    'You claimed this customer on 2026-03-02; consent has not been asked for yet.',
  ],
  [
    asked('sent'),
    'You added this customer on 2026-03-02 and asked for consent on 2026-03-03; no answer has come yet.',
  ],
  [
    asked('waiting'),
    'You added this customer on 2026-03-02 and asked for consent on 2026-03-03; the last e-mail has not left yet, and is sent as soon as possible.',
  ],
  [
    asked('failed'),
    'You added this customer on 2026-03-02 and asked for consent on 2026-03-03; the last e-mail could not be sent.',
  ],
  [
    { code: 'open', own: anAssociation('active'), sending: 'sent' },
    'You added this customer on 2026-03-02; Carl Quist gave consent on 2026-03-04.',
  ],
  [
    { code: 'completed', submittedAt },
    'You completed this workshop with the customer; the workshop claim was submitted on 2026-04-11.',
  ],
  [
    { code: 'completedBefore' },
    'You completed this workshop with the customer before this page kept the claims.',
  ],
  [{ code: 'criteriaNotMet' }, 'The customer does not meet every criterion of this engagement.'],
  [
    { code: 'heldByAnother' },
    'While another partner has the customer’s consent, nobody else can add or claim the customer for this workshop.',
  ],
  [
    { code: 'completedByAnother' },
    'Another partner has completed this workshop with the customer.',
  ],
  [
    known({ code: 'possible' }),
    'The customer has given you a consent before, so it can be claimed.',
  ],
  [
    after('declined'),
    'The customer has given you a consent before; it declined this workshop the last time, so it can be claimed.',
  ],
  [
    after('consentExpired'),
    'The customer has given you a consent before; it did not answer in time the last time, so it can be claimed.',
  ],
  [
    after('canceled'),
    'The customer has given you a consent before; you canceled the last attempt, so it can be claimed.',
  ],
  [
    after('deliveryExpired'),
    'The customer has given you a consent before; the last attempt was not delivered in time, so it can be claimed.',
  ],
  [
    known({ code: 'noLocation' }),
    'The customer has given you a consent before. None of your locations is both enrolled in MCI and eligible for this engagement.',
  ],
  [
    known({ code: 'tooManyAttempts', most: 100 }),
    'The customer has given you a consent before. You have added or claimed it for this workshop 100 times, which is as often as is possible.',
  ],
  [
    known({ code: 'notYet', startsOn: '2026-01-01' }),
    'The customer has given you a consent before. Customers can be claimed from 2026-01-01 on.',
  ],
  [
    known({ code: 'over', lastDay: '2027-06-30' }),
    'The customer has given you a consent before. The last day to claim customers was 2027-06-30.',
  ],
])('why the customer is here: %j', (why, text) => {
  expect(whyText({ why })).toBe(text);
});
