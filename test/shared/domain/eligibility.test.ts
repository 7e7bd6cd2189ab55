// Each kind of criterion at its edge, and which locations count (R5, R6a, R11, R15).
import * as z from 'zod';
import {
  eligibleLocations,
  isLocationEligible,
  isOpenForCustomers,
  unmetCriteria,
  unmetCriterion,
} from '../../../shared/domain/eligibility';
import {
  customerProfile,
  type CustomerCriterion,
  type CustomerProfile,
} from '../../../shared/domain/reference';
import {
  aCustomerProfile,
  aLocationId,
  aLocationNotEligible,
  aLocationNotEnrolled,
  anEngagement,
  anotherPartner,
  aPartner,
  at,
  locationOf,
} from '../../support/examples';

const customer = aCustomerProfile;
const unknown = customerProfile.parse({ id: customer.id, name: customer.name });
const licences = (count: number): CustomerCriterion => ({
  kind: 'minimumLicences',
  product: 'Entra ID P1',
  count,
});
const consumption = (usd: number): CustomerCriterion => ({
  kind: 'minimumMonthlyConsumption',
  service: 'Sentinel',
  usd,
});
const countries: CustomerCriterion = { kind: 'countries', allowed: ['SE', 'NO'] };
const segments: CustomerCriterion = { kind: 'segments', allowed: ['corporate', 'enterprise'] };
const completions: CustomerCriterion = { kind: 'maximumCompletions', count: 2 };

describe('R5: a criterion is met', () => {
  it.each<[string, CustomerCriterion, CustomerProfile, number]>([
    ['by exactly as many licences', licences(500), customer, 0],
    ['by exactly as much consumption', consumption(1200), customer, 0],
    ['by a country in the list', countries, customer, 0],
    ['by a segment in the list', segments, customer, 0],
    ['by one completed workshop fewer than allowed', completions, customer, 1],
  ])('%s', (_, criterion, profile, completed) => {
    expect(unmetCriteria([criterion], profile, completed)).toEqual([]);
  });
});

describe('R6a: a criterion is missed', () => {
  it.each<[string, CustomerCriterion, CustomerProfile, number, unknown]>([
    ['by one licence', licences(501), customer, 0, 500],
    ['by having none of the licences', licences(1), unknown, 0, 0],
    ['by a little consumption', consumption(1200.01), customer, 0, 1200],
    ['by no consumption', consumption(1), unknown, 0, 0],
    ['by another country', countries, { ...customer, country: 'DE' }, 0, 'DE'],
    ['by an unknown country', countries, unknown, 0, undefined],
    ['by another segment', segments, { ...customer, segment: 'education' }, 0, 'education'],
    ['by an unknown segment', segments, unknown, 0, undefined],
    ['by as many completed workshops as allowed', completions, customer, 2, 2],
  ])('%s', (_, criterion, profile, completed, has) => {
    const unmet = unmetCriteria([criterion], profile, completed);

    expect(unmet).toEqual([{ ...criterion, has }]);
    expect(z.array(unmetCriterion).parse(unmet)).toEqual(unmet);
  });

  it('together with every other one that is missed, in the engagement’s order', () => {
    const all = [licences(501), countries, segments, consumption(1), completions];

    expect(unmetCriteria(all, unknown, 2).map(({ kind }) => kind)).toEqual(
      all.map(({ kind }) => kind),
    );
    expect(unmetCriteria(all, customer, 0).map(({ kind }) => kind)).toEqual(['minimumLicences']);
  });
});

describe('R11: a location', () => {
  it('counts when it is both enrolled in MCI and eligible for the engagement', () => {
    expect(eligibleLocations(anEngagement, aPartner).map(({ id }) => id)).toEqual([aLocationId]);
    expect(isLocationEligible(anEngagement, aPartner, aLocationId)).toBe(true);
  });

  it.each([
    ['is not enrolled', aLocationNotEnrolled],
    ['is not eligible', aLocationNotEligible],
    ['is another partner’s', locationOf(anotherPartner)],
  ])('does not count when it %s', (_, id) => {
    expect(isLocationEligible(anEngagement, aPartner, id)).toBe(false);
  });
});

it.each([
  ['2028-02-28T23:59:59.999Z', false],
  ['2028-02-29T00:00:00.000Z', true],
  ['2028-02-29T23:59:59.999Z', true],
  ['2028-03-01T00:00:00.000Z', false],
])(
  'an engagement of one day, a leap day, is open for its 24 hours of UTC: %s is %s',
  (now, isOpen) => {
    const leapDay = {
      ...anEngagement,
      startsOn: '2028-02-29',
      lastDayToClaimCustomers: '2028-02-29',
    };

    expect(isOpenForCustomers(leapDay, at(now))).toBe(isOpen);
  },
);
