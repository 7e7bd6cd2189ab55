// Each row of the state table: tab, type, status, actions, in the state's own words (R3–R8; domain.md, One association's states).
import type { Association, Status } from '../../../shared/domain/association';
import type { Pair } from '../../../shared/domain/customer';
import { rowOf, type RowQuestion } from '../../../shared/domain/customers-page';
import { unmetCriteria } from '../../../shared/domain/eligibility';
import type { Row } from '../../../shared/domain/page-row';
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
  submittedAt,
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
  return row && [row.tab, row.type, statusOf(row), row.actions];
}

function statusOf({ status }: Row) {
  return status.code === 'daysLeft' ? status.daysLeft : status.code;
}

type Summary = ReturnType<typeof summaryOf>;
const claimable: Summary = ['eligible', 'not started', 'none', ['claimCustomer']];
const givenToAnother: Summary = ['ineligible', undefined, 'ineligible', []];

/** The pair as the store holds it for a partner whose last attempt is in this state. */
const situations: Record<
  Status,
  { pair: (own: Association) => Partial<Pair>; added: Summary; claimed: Summary }
> = {
  associated: same(['eligible', 'not started', 25, ['triggerCustomerConsent', 'cancel']]),
  consentRequested: same(['eligible', 'not started', 25, ['resendCustomerConsent', 'cancel']]),
  active: same(['eligible', 'active', 87, ['submitWorkshopClaim', 'cancel']], (own) => ({
    own,
    anchor: anAnchor(aPartner),
    isKnown: true,
  })),
  completed: same(['complete', undefined, 'submitted', ['viewWorkshopClaim']], (own) => ({
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

    expect(summaryOf(row)).toEqual(['eligible', 'not started', 'none', []]);
    expect(row?.why).toMatchObject({ code: 'known', claiming: { code: 'noLocation' } });
  });

  it.each([
    ['2025-12-31T23:59:59.999Z', [], { code: 'notYet', startsOn: '2026-01-01' }],
    ['2026-01-01T00:00:00.000Z', ['claimCustomer'], { code: 'possible' }],
    ['2027-06-30T23:59:59.999Z', ['claimCustomer'], { code: 'possible' }],
    ['2027-07-01T00:00:00.000Z', [], { code: 'over', lastDay: '2027-06-30' }],
  ])('can be claimed only while the engagement is open: %s', (when, actions, claiming) => {
    const row = rowFor({ isKnown: true }, { now: at(when) });

    expect(row?.actions).toEqual(actions);
    expect(row?.why).toEqual({ code: 'known', lastEnding: undefined, claiming });
  });
});

it('offers no claim after the last attempt that is possible, and says why', () => {
  const own = { ...anAssociation('canceled'), attempt: 100 };
  const row = rowFor({ own, isKnown: true });

  expect(summaryOf(row)).toEqual(['eligible', 'not started', 'none', []]);
  expect(row?.why).toEqual({
    code: 'known',
    lastEnding: 'canceled',
    claiming: { code: 'tooManyAttempts', most: 100 },
  });
  expect(summaryOf(rowFor({ own: { ...own, attempt: 99 }, isKnown: true }))).toEqual(claimable);
});

it('R7: a workshop completed before there were records is on Complete, without a claim to view', () => {
  const row = rowFor({ anchor: anAnchor(aPartner, 'completed'), isKnown: true });

  expect(summaryOf(row)).toEqual(['complete', undefined, 'completed', []]);
});

describe('R8: the days left', () => {
  const leftAt = (status: 'associated' | 'active', when: Instant) => {
    const row = rowFor({ own: anAssociation(status), isKnown: status === 'active' }, { now: when });
    return row && statusOf(row);
  };

  it('start at the whole window', () => {
    expect(leftAt('associated', addedAt)).toBe(30);
    expect(leftAt('active', answeredAt)).toBe(90);
  });

  it('end with 1 day; an open row never shows 0', () => {
    expect(leftAt('associated', addDays(consentDeadline, -1))).toBe(1);
    expect(leftAt('associated', msAfter(consentDeadline, -1))).toBe(1);
    expect(leftAt('active', msAfter(deliveryDeadline, -1))).toBe(1);
  });

  it('are shown with the deadline and the rule behind the number', () => {
    expect(rowFor({ own: anAssociation('associated') })?.status).toEqual({
      code: 'daysLeft',
      daysLeft: 25,
      deadline: consentDeadline,
      rule: { code: 'consentWindow', days: 30, origin: 'added' },
    });
    expect(rowFor({ own: anAssociation('active') })?.status).toMatchObject({
      deadline: deliveryDeadline,
      rule: { code: 'deliveryWindow', days: 90 },
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
      1,
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

describe('why the customer is here', () => {
  const asked = anAssociation('consentRequested');

  it.each<[string, Partial<Pair>, object]>([
    ['not asked', { own: anAssociation('associated') }, { code: 'open', sending: 'sent' }],
    ['asked', { own: asked }, { code: 'open', own: asked, sending: 'sent' }],
    [
      'asked by a mail that waits',
      { own: asked, sending: { state: 'waiting' } },
      { sending: 'waiting' },
    ],
    [
      'asked by a mail that failed',
      { own: asked, sending: { state: 'failed' } },
      { sending: 'failed' },
    ],
    ['agreed', { own: anAssociation('active') }, { code: 'open', own: anAssociation('active') }],
    ['completed', { own: anAssociation('completed') }, { code: 'completed', submittedAt }],
    [
      'completed before there were records',
      { anchor: anAnchor(aPartner, 'completed'), isKnown: true },
      { code: 'completedBefore' },
    ],
    ['superseded', { own: anAssociation('superseded'), isKnown: true }, { lastEnding: undefined }],
    ...(['declined', 'consentExpired', 'canceled', 'deliveryExpired'] as const).map(
      (status): [string, Partial<Pair>, object] => [
        status,
        { own: anAssociation(status), isKnown: true },
        { code: 'known', lastEnding: status },
      ],
    ),
  ])('tells the last that happened: %s', (_, pair, why) => {
    expect(rowFor(pair, { now: askedAt })?.why).toMatchObject(why);
  });
});
