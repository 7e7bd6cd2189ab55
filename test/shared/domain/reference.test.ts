// Engagements with their default windows, and an account hierarchy as one customer (R12, R14, R18, R23).
import { tpid } from '../../../shared/domain/ids';
import { combinedProfile, engagement, noProfile } from '../../../shared/domain/reference';
import { aCustomerProfile, anEngagement } from '../../support/examples';

describe('an engagement', () => {
  it('R18, R23, R28: has 30 days to consent, 90 to deliver, and the whole proof by default', () => {
    expect(anEngagement).toMatchObject({
      consentWindowDays: 30,
      deliveryWindowDays: 90,
      proofOfExecution: [
        'findingsAndRecommendations',
        'invoice',
        'partnerSurvey',
        'customerSurvey',
      ],
    });
  });

  it.each([
    ['ends before it begins', { startsOn: '2026-02-01', lastDayToClaimCustomers: '2026-01-31' }],
    ['has no day to consent', { consentWindowDays: 0 }],
    ['has half a day to deliver', { deliveryWindowDays: 0.5 }],
    ['begins on a day that does not exist', { startsOn: '2027-02-29' }],
    ['has a field that is not known', { consentWindow: 30 }],
  ])('is refused when it %s', (_, change) => {
    expect(engagement.safeParse({ ...anEngagement, ...change }).success).toBe(false);
  });
});

it('an engagement asks for each item of the proof once, however often it is named', () => {
  const proofOfExecution = ['invoice', 'partnerSurvey', 'invoice'];

  expect(engagement.parse({ ...anEngagement, proofOfExecution }).proofOfExecution).toEqual([
    'invoice',
    'partnerSurvey',
  ]);
});

describe('an account hierarchy as one customer', () => {
  const hierarchy = tpid.parse('7001234');
  const sister = {
    ...aCustomerProfile,
    domains: ['sister.example'],
    licences: { 'Entra ID P1': 40 },
  };

  it('adds its tenants’ facts up', () => {
    expect(combinedProfile(hierarchy, [aCustomerProfile, sister])).toMatchObject({
      id: 'tpid-7001234',
      tpid: hierarchy,
      name: aCustomerProfile.name,
      domains: [...aCustomerProfile.domains, 'sister.example'],
      licences: { 'Entra ID P1': 540 },
      monthlyConsumptionUsd: { Sentinel: 2400 },
      country: 'SE',
      segment: 'corporate',
    });
  });

  it('has a country and a segment only where all its tenants agree', () => {
    const abroad = { ...sister, country: 'NO', segment: 'education' as const };

    expect(combinedProfile(hierarchy, [aCustomerProfile, abroad])).toMatchObject({
      country: undefined,
      segment: undefined,
    });
  });

  it('is named for its number when no tenant is known', () => {
    expect(combinedProfile(hierarchy, []).name).toBe('TPID 7001234');
  });
});

it('a customer of whom nothing is on record has no facts', () => {
  expect(noProfile(aCustomerProfile.id)).toEqual({
    id: aCustomerProfile.id,
    name: aCustomerProfile.id,
    domains: [],
    licences: {},
    monthlyConsumptionUsd: {},
  });
});
