// Each row of the state table: tab, type, status, actions, in the state's own words (R3–R8; domain.md, One association's states).
import type { Association, Status } from '../../../shared/domain/association';
import type { Pair } from '../../../shared/domain/customer';
import { rowOf, type Row, type RowQuestion } from '../../../shared/domain/customers-page';
import { unmetCriteria } from '../../../shared/domain/eligibility';
import type { Sending } from '../../../shared/domain/resend';
import { addDays, type Instant } from '../../../shared/domain/time';
import {
  aCustomerProfile,
  aLocationNotEligible,
  aLocationNotEnrolled,
  anAnchor,
  anAssociation,
  addedAt,
  anEngagement,
  anotherPartner,
  answeredAt,
  aPartner,
  askedAt,
  at,
  consentDeadline,
  deliveryDeadline,
  msAfter,
  resendableAt,
  statuses,
} from '../../support/examples';

const now = addDays(addedAt, 5);

function rowFor(pair: Partial<Pair>, question: Partial<RowQuestion> = {}): Row | undefined {
  return rowOf({
    pair: {
      own: undefined,
      anchor: undefined,
      isKnown: false,
      sending: undefined,
      ...pair,
    },
    unmet: [],
    engagement: anEngagement,
    partner: aPartner,
    now,
    ...question,
  });
}

function summaryOf(row: Row | undefined) {
  return row && [row.tab, row.type, row.status.text, row.actions];
}

type Summary = ReturnType<typeof summaryOf>;
const claimable: Summary = ['eligible', 'not started', '–', ['claimCustomer']];
const givenToAnother: Summary = [
  'ineligible',
  undefined,
  'The customer has given consent to another partner for this workshop.',
  [],
];

/** The pair as the store holds it for a partner whose last attempt is in this state. */
const situations: Record<
  Status,
  { pair: (own: Association) => Partial<Pair>; added: Summary; claimed: Summary }
> = {
  associated: same([
    'eligible',
    'not started',
    '25 days left',
    ['triggerCustomerConsent', 'cancel'],
  ]),
  consentRequested: same([
    'eligible',
    'not started',
    '25 days left',
    ['resendCustomerConsent', 'cancel'],
  ]),
  active: same(
    ['eligible', 'active', '87 days left', ['submitWorkshopClaim', 'cancel']],
    (own) => ({
      own,
      anchor: anAnchor(aPartner),
      isKnown: true,
    }),
  ),
  completed: same(['complete', undefined, 'Submitted', ['viewWorkshopClaim']], (own) => ({
    own,
    anchor: anAnchor(aPartner, 'completed'),
    isKnown: true,
  })),
  declined: hiddenIfAdded(),
  consentExpired: hiddenIfAdded(),
  canceled: hiddenIfAdded(),
  superseded: same(givenToAnother, (own) => ({
    own,
    anchor: anAnchor(anotherPartner),
    isKnown: own.origin === 'claimed',
  })),
  deliveryExpired: same(claimable, (own) => ({
    own,
    anchor: anAnchor(aPartner, 'released'),
    isKnown: true,
  })),
};

function same(expected: Summary, pair = pairOfOrigin) {
  return { pair, added: expected, claimed: expected };
}

function hiddenIfAdded() {
  return { pair: pairOfOrigin, added: undefined, claimed: claimable };
}

/** Only a known customer can be claimed; an added one is not known. */
function pairOfOrigin(own: Association): Partial<Pair> {
  return { own, isKnown: own.origin === 'claimed' };
}

describe.each(statuses)('the row of a customer who is %s', (status) => {
  const { pair, ...expected } = situations[status];

  it.each(['added', 'claimed'] as const)('and was %s', (origin) => {
    const row = rowFor(pair({ ...anAssociation(status), origin }));

    expect(summaryOf(row)).toEqual(expected[origin]);
  });
});

describe('R4, R5: a customer without an own attempt', () => {
  it('can be claimed when it is known', () => {
    expect(summaryOf(rowFor({ isKnown: true }))).toEqual(claimable);
  });

  it('is not shown when it is not known, whoever holds it and whatever it misses', () => {
    const unmet = unmetCriteria(
      anEngagement.customerCriteria,
      { ...aCustomerProfile, licences: {} },
      0,
    );

    expect(rowFor({})).toBeUndefined();
    expect(rowFor({ anchor: anAnchor(anotherPartner) }, { unmet })).toBeUndefined();
    expect(rowFor({ anchor: anAnchor(anotherPartner, 'completed') })).toBeUndefined();
  });

  it('R11: offers no claim when no location of the partner is enrolled and eligible', () => {
    const unfit = aPartner.locations.filter(({ id }) =>
      [aLocationNotEligible, aLocationNotEnrolled].includes(id),
    );
    const row = rowFor({ isKnown: true }, { partner: { ...aPartner, locations: unfit } });

    expect(summaryOf(row)).toEqual(['eligible', 'not started', '–', []]);
    expect(row?.why).toMatch(/consent before\. None of your locations/);
  });

  it.each([
    ['2025-12-31T23:59:59.999Z', [], /can be claimed from 2026-01-01 on/],
    ['2026-01-01T00:00:00.000Z', ['claimCustomer'], /so it can be claimed\.$/],
    ['2027-06-30T23:59:59.999Z', ['claimCustomer'], /so it can be claimed\.$/],
    ['2027-07-01T00:00:00.000Z', [], /before\. The last day to claim customers was 2027-06-30\.$/],
  ])('can be claimed only while the engagement is open: %s', (when, actions, why) => {
    const row = rowFor({ isKnown: true }, { now: at(when) });

    expect(row?.actions).toEqual(actions);
    expect(row?.why).toMatch(why);
  });
});

it('offers no claim after the last attempt that is possible, and says why', () => {
  const own = { ...anAssociation('canceled'), attempt: 100 };
  const row = rowFor({ own, isKnown: true });

  expect(summaryOf(row)).toEqual(['eligible', 'not started', '–', []]);
  expect(row?.why).toMatch(/canceled the last attempt\. You have added or claimed it .* 100 times/);
  expect(summaryOf(rowFor({ own: { ...own, attempt: 99 }, isKnown: true }))).toEqual(claimable);
});

it('R7: a workshop completed before there were records is on Complete, without a claim to view', () => {
  const row = rowFor({ anchor: anAnchor(aPartner, 'completed'), isKnown: true });

  expect(summaryOf(row)).toEqual(['complete', undefined, 'Completed', []]);
});

describe('R8: the days left', () => {
  const textAt = (status: 'associated' | 'active', when: Instant) =>
    rowFor({ own: anAssociation(status), isKnown: status === 'active' }, { now: when })?.status
      .text;

  it('start at the whole window', () => {
    expect(textAt('associated', addedAt)).toBe('30 days left');
    expect(textAt('active', answeredAt)).toBe('90 days left');
  });

  it('end with 1 day, in the singular; an open row never shows 0', () => {
    expect(textAt('associated', addDays(consentDeadline, -1))).toBe('1 day left');
    expect(textAt('associated', msAfter(consentDeadline, -1))).toBe('1 day left');
    expect(textAt('active', msAfter(deliveryDeadline, -1))).toBe('1 day left');
  });

  it('are shown with the deadline and the rule behind the number', () => {
    expect(rowFor({ own: anAssociation('associated') })?.status).toEqual({
      text: '25 days left',
      daysLeft: 25,
      deadline: consentDeadline,
      rule: '30 days in total from the day the customer was added to obtain consent',
    });
    expect(rowFor({ own: anAssociation('active') })?.status).toMatchObject({
      deadline: deliveryDeadline,
      rule: '90 days from the consent to deliver the workshop and submit the claim',
    });
  });
});

describe('at the deadline, recorded or not', () => {
  it('R22: an added customer is gone', () => {
    expect(rowFor({ own: anAssociation('consentRequested') }, { now: consentDeadline })).toBe(
      undefined,
    );
  });

  it('R22: a claimed customer is claimable', () => {
    const own = { ...anAssociation('consentRequested'), origin: 'claimed' as const };
    expect(summaryOf(rowFor({ own, isKnown: true }, { now: consentDeadline }))).toEqual(claimable);
  });

  it('R29: a customer who had agreed is claimable', () => {
    const pair = { own: anAssociation('active'), anchor: anAnchor(aPartner), isKnown: true };
    expect(summaryOf(rowFor(pair, { now: msAfter(deliveryDeadline, -1) }))).toEqual([
      'eligible',
      'active',
      '1 day left',
      ['submitWorkshopClaim', 'cancel'],
    ]);
    expect(summaryOf(rowFor(pair, { now: deliveryDeadline }))).toEqual(claimable);
  });
});

describe('R20: a resend', () => {
  it.each([
    ['before 24 hours have passed', msAfter(resendableAt, -1), 0, []],
    ['after 24 hours', resendableAt, 0, ['resendCustomerConsent']],
    ['before the fifth', resendableAt, 4, ['resendCustomerConsent']],
    ['after the fifth', resendableAt, 5, []],
  ] as const)('is offered only when it would succeed: %s', (_, when, resends, offered) => {
    const asked = anAssociation('consentRequested');
    const own = { ...asked, consentRequest: { ...asked.consentRequest, resends } };

    expect(rowFor({ own }, { now: when })?.actions).toEqual([...offered, 'cancel']);
  });

  it.each<[Sending, Instant, Row['actions']]>([
    [{ state: 'waiting' }, msAfter(consentDeadline, -1), []],
    [{ state: 'failed' }, askedAt, ['resendCustomerConsent']],
    [{ state: 'sent', at: resendableAt }, msAfter(addDays(resendableAt, 1), -1), []],
    [{ state: 'sent', at: resendableAt }, addDays(resendableAt, 1), ['resendCustomerConsent']],
  ])('counts from the mail that has left: %j at %s', (sending, when, offered) => {
    const own = anAssociation('consentRequested');

    expect(rowFor({ own, sending }, { now: when })?.actions).toEqual([...offered, 'cancel']);
  });
});

describe('the sentence why the customer is here', () => {
  it.each<[string, Partial<Pair>, RegExp]>([
    ['not asked', { own: anAssociation('associated') }, /added .* 2026-03-02; .* not been asked/],
    ['asked', { own: anAssociation('consentRequested') }, /on 2026-03-03; no answer has come/],
    [
      'asked by a mail that waits',
      { own: anAssociation('consentRequested'), sending: { state: 'waiting' } },
      /has not left yet/,
    ],
    [
      'asked by a mail that failed',
      { own: anAssociation('consentRequested'), sending: { state: 'failed' } },
      /could not be sent/,
    ],
    ['agreed', { own: anAssociation('active') }, /Carl Quist gave consent on 2026-03-04/],
    ['completed', { own: anAssociation('completed') }, /submitted on 2026-04-11/],
    ['declined', { own: anAssociation('declined'), isKnown: true }, /it declined/],
    ['expired', { own: anAssociation('consentExpired'), isKnown: true }, /did not answer in time/],
    ['canceled', { own: anAssociation('canceled'), isKnown: true }, /you canceled/],
    [
      'undelivered',
      { own: anAssociation('deliveryExpired'), isKnown: true },
      /not delivered in time/,
    ],
  ])('tells the last that happened: %s', (_, pair, why) => {
    expect(rowFor(pair, { now: askedAt })?.why).toMatch(why);
  });
});
