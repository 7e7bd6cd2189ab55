// Why an engagement can't be opened: every refusal, and which one is told when several hold (R2, R9, R11, R26, R27).
import type { Anchor, Association } from '../../../shared/domain/association';
import type { OpenCommand } from '../../../shared/domain/commands';
import type { Pair } from '../../../shared/domain/customer';
import { unmetCriteria } from '../../../shared/domain/eligibility';
import { openingRefusal } from '../../../shared/domain/opening';
import type { Engagement } from '../../../shared/domain/reference';
import type { OpeningRefusal } from '../../../shared/domain/refusal';
import { addDays } from '../../../shared/domain/time';
import {
  aClaimCommand,
  aLocationNotEligible,
  aLocationNotEnrolled,
  anAddCommand,
  anAnchor,
  anAssociation,
  anEngagement,
  anotherPartner,
  aPartner,
  at,
  consentDeadline,
  deliveryDeadline,
  locationOf,
  msAfter,
} from '../../support/examples';

const newcomer: Pair = {
  own: undefined,
  anchor: undefined,
  isKnown: false,
  sending: undefined,
};
const known: Pair = { ...newcomer, isKnown: true };
const duringDelivery = addDays(aClaimCommand.at, 5);

function codeOf(
  pair: Pair,
  command: OpenCommand = anAddCommand,
  engagement: Engagement = anEngagement,
) {
  return refusalOf(pair, command, engagement)?.code;
}

function refusalOf(pair: Pair, command: OpenCommand, engagement: Engagement) {
  const unmet = unmetCriteria(engagement.customerCriteria, command.profile, 0);
  return openingRefusal(pair, { ...command, unmet }, engagement);
}

describe('opening', () => {
  it('R9: adds a customer who is new to the partner, and claims one who is known', () => {
    expect(codeOf(newcomer, anAddCommand)).toBeUndefined();
    expect(codeOf(known, aClaimCommand)).toBeUndefined();
  });

  it('R9: answers claim-instead and add-instead the other way round', () => {
    expect(codeOf(known, anAddCommand)).toBe('claim-instead');
    expect(codeOf(newcomer, aClaimCommand)).toBe('add-instead');
  });

  it.each(['drive-consumption', 'sell'] as const)('R2: refuses a %s engagement', (intent) => {
    expect(codeOf(newcomer, anAddCommand, { ...anEngagement, intent })).toBe('not-build-intent');
  });

  it.each([
    ['is not enrolled in MCI', aLocationNotEnrolled],
    ['is enrolled but not eligible for the engagement', aLocationNotEligible],
    ['belongs to another partner', locationOf(anotherPartner)],
  ])('R11: refuses a location that %s', (_, locationId) => {
    expect(codeOf(newcomer, { ...anAddCommand, locationId })).toBe('location-not-eligible');
  });

  it.each([
    ['one millisecond before the first day', '2025-12-31T23:59:59.999Z', 'engagement-closed'],
    ['in the first moment of the first day', '2026-01-01T00:00:00.000Z', undefined],
    ['in the last moment of the last day', '2027-06-30T23:59:59.999Z', undefined],
    ['in the first moment after the last day', '2027-07-01T00:00:00.000Z', 'engagement-closed'],
  ])('is possible only while the engagement is open: %s', (_, now, expected) => {
    expect(codeOf(newcomer, { ...anAddCommand, at: at(now) })).toBe(expected);
  });

  it('R15: refuses a customer who misses criteria, naming them', () => {
    const profile = { ...anAddCommand.profile, licences: {} };

    expect(refusalOf(newcomer, { ...anAddCommand, profile }, anEngagement)).toMatchObject({
      code: 'criteria-not-met',
      unmet: [{ kind: 'minimumLicences' }],
    });
  });
});

describe('the own earlier attempt', () => {
  it.each(['associated', 'consentRequested', 'active'] as const)(
    'refuses another one while it is %s',
    (status) => {
      const pair = { ...newcomer, own: anAssociation(status) };
      expect(codeOf(pair, { ...anAddCommand, at: duringDelivery })).toBe('already-open');
    },
  );

  it('refuses another one for ever when it is completed', () => {
    const own = anAssociation('completed');
    expect(codeOf({ ...known, own, anchor: anAnchor(aPartner, 'completed') }, aClaimCommand)).toBe(
      'already-completed',
    );
    expect(codeOf({ ...known, own }, aClaimCommand)).toBe('already-completed');
  });

  it.each(['declined', 'consentExpired', 'superseded', 'deliveryExpired', 'canceled'] as const)(
    'R22, R29: does not stand in the way once it is %s',
    (status) => {
      expect(codeOf({ ...newcomer, own: anAssociation(status) })).toBeUndefined();
    },
  );

  it('can be followed by another up to the hundredth, whether the customer is added or claimed', () => {
    const pair = (attempt: number) => ({ own: { ...anAssociation('canceled'), attempt } });

    expect(codeOf({ ...newcomer, ...pair(99) })).toBeUndefined();
    expect(codeOf({ ...newcomer, ...pair(100) })).toBe('too-many-attempts');
    expect(codeOf({ ...known, ...pair(99) }, aClaimCommand)).toBeUndefined();
    expect(codeOf({ ...known, ...pair(100) }, aClaimCommand)).toBe('too-many-attempts');
  });

  it.each([
    ['one millisecond before', -1, 'already-open'],
    ['at', 0, undefined],
  ])('counts as ended by its deadline, recorded or not: %s it', (_, ms, expected) => {
    const pending = { ...newcomer, own: anAssociation('associated') };
    const active = { ...known, own: anAssociation('active'), anchor: anAnchor(aPartner) };
    const add = { ...anAddCommand, at: msAfter(consentDeadline, ms) };
    const claim = { ...aClaimCommand, at: msAfter(deliveryDeadline, ms) };

    expect(codeOf(pending, add)).toBe(expected);
    expect(codeOf(active, claim)).toBe(expected);
  });
});

describe('R27: while another partner', () => {
  const heldBy = (state: Anchor['state'], own?: Association) => ({
    ...newcomer,
    own,
    anchor: anAnchor(anotherPartner, state),
  });

  it('holds the consent, adding is refused', () => {
    expect(codeOf(heldBy('active'), { ...anAddCommand, at: duringDelivery })).toBe(
      'consent-given-to-another-partner',
    );
  });

  it('holds the consent, claiming is refused', () => {
    const pair = { ...heldBy('active'), isKnown: true };
    expect(codeOf(pair, { ...aClaimCommand, at: duringDelivery })).toBe(
      'consent-given-to-another-partner',
    );
  });

  it('has completed the workshop, it is refused for ever', () => {
    const pair = heldBy('completed');
    expect(codeOf(pair, { ...anAddCommand, at: at('2027-06-01') })).toBe(
      'participated-with-another-partner',
    );
  });

  it('has let it go, it is possible again', () => {
    expect(codeOf(heldBy('released'), { ...anAddCommand, at: duringDelivery })).toBeUndefined();
  });

  it('holds it past its delivery deadline, recorded or not, it is possible from that instant', () => {
    const pair = heldBy('active');
    expect(codeOf(pair, { ...anAddCommand, at: msAfter(deliveryDeadline, -1) })).toBe(
      'consent-given-to-another-partner',
    );
    expect(codeOf(pair, { ...anAddCommand, at: deliveryDeadline })).toBeUndefined();
  });

  it('has won, the own pending attempt no longer counts as open', () => {
    const pair = heldBy('released', anAssociation('consentRequested'));
    expect(codeOf(pair, { ...anAddCommand, at: duringDelivery })).toBeUndefined();
  });
});

describe('when several reasons hold', () => {
  // Each line takes away the reason that the line before it tells; the others still hold.
  const closed: Engagement = { ...anEngagement, lastDayToClaimCustomers: '2026-01-02' };
  const unsuitable = { ...anAddCommand.profile, licences: {} };
  const command = { ...anAddCommand, at: duringDelivery, profile: unsuitable };
  const elsewhere = { ...command, locationId: aLocationNotEligible };
  const rival = { ...known, anchor: anAnchor(anotherPartner) };
  const completed = { ...rival, own: anAssociation('completed') };
  const lastAttempt = { ...anAssociation('canceled'), attempt: 100 };

  it.each<[OpeningRefusal['code'], Pair, OpenCommand, Engagement]>([
    ['not-build-intent', completed, elsewhere, { ...closed, intent: 'sell' }],
    ['location-not-eligible', completed, elsewhere, closed],
    ['already-completed', completed, command, closed],
    ['already-open', { ...rival, own: anAssociation('active') }, command, closed],
    ['consent-given-to-another-partner', rival, command, closed],
    ['engagement-closed', { ...known, own: lastAttempt }, command, closed],
    ['too-many-attempts', { ...known, own: lastAttempt }, command, anEngagement],
    ['claim-instead', known, command, anEngagement],
    ['criteria-not-met', newcomer, command, anEngagement],
  ])('tells %s first', (expected, ...situation) => {
    expect(codeOf(...situation)).toBe(expected);
  });
});
