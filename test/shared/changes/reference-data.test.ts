// The import file: every error is named with its path.
import { referenceData } from '../../../shared/changes/reference-data';
import { aCustomerProfile, anEngagement, anotherPartner, aPartner } from '../../support/examples';

function errorsIn(file: unknown): string[] {
  const parsed = referenceData.safeParse(file);
  return (parsed.error?.issues ?? []).map(({ path, message }) => {
    return `${path.map(String).join('.')}: ${message}`;
  });
}

const aFile = {
  engagements: [anEngagement],
  partners: [aPartner, anotherPartner],
  customers: [aCustomerProfile],
  history: {
    consents: [
      { partnerId: aPartner.id, customerId: aCustomerProfile.id, at: '2025-05-01T00:00:00.000Z' },
    ],
    completions: [],
  },
};

it('takes a right file as it is', () => {
  expect(referenceData.parse(aFile)).toEqual(aFile);
});

it('takes a file of nothing but one list', () => {
  expect(referenceData.parse({ partners: [aPartner] })).toEqual({
    engagements: [],
    partners: [aPartner],
    customers: [],
    history: { consents: [], completions: [] },
  });
});

it('names every error in the shape of the file, each with its path', () => {
  const { lastDayToClaimCustomers, ...engagementWithoutLastDay } = anEngagement;
  const file = {
    engagements: [
      engagementWithoutLastDay,
      { ...anEngagement, startsOn: '2027-01-01', lastDayToClaimCustomers: '2026-12-31' },
      {
        ...anEngagement,
        intent: 'discount',
        customerCriteria: [{ kind: 'countries', allowed: ['Sweden'] }],
      },
    ],
    partners: [{ ...aPartner, contact: { name: 'Desk', email: 'no address' }, locations: [] }],
    customers: [{ ...aCustomerProfile, licences: { 'Entra ID P1': -1 }, extra: 1 }],
    history: { consents: [{ partnerId: 'Fabrikam!', customerId: 'x', at: 'yesterday' }] },
    prices: [],
  };

  const paths = errorsIn(file).map((error) => error.split(':')[0]);

  expect(lastDayToClaimCustomers).toBeDefined();
  expect(new Set(paths)).toEqual(
    new Set([
      'engagements.0.lastDayToClaimCustomers',
      'engagements.1.lastDayToClaimCustomers',
      'engagements.2.intent',
      'engagements.2.customerCriteria.0.allowed.0',
      'partners.0.contact.email',
      'partners.0.locations',
      'customers.0.licences.Entra ID P1',
      'customers.0',
      'history.consents.0.partnerId',
      'history.consents.0.customerId',
      'history.consents.0.at',
      '',
    ]),
  );
});

it('names what is there twice, each time with its path', () => {
  const [location] = aPartner.locations;
  const [tenant] = aPartner.tenantIds;
  const file = {
    engagements: [anEngagement, anEngagement],
    partners: [
      aPartner,
      {
        ...anotherPartner,
        tenantIds: [...anotherPartner.tenantIds, tenant],
        locations: [location],
      },
      {
        ...aPartner,
        tenantIds: ['aaaaaaaa-0000-4000-8000-00000000000f'],
        locations: [{ ...location, id: '9009' }],
      },
    ],
    customers: [aCustomerProfile, aCustomerProfile],
  };

  expect(errorsIn(file)).toEqual([
    `engagements.1.id: ${anEngagement.id} is there twice`,
    `partners.2.id: ${aPartner.id} is there twice`,
    `customers.1.id: ${aCustomerProfile.id} is there twice`,
    `partners.1.locations.0.id: 1001001 is of ${aPartner.id} already`,
    `partners.1.tenantIds.1: aaaaaaaa-0000-4000-8000-000000000001 acts for ${aPartner.id} already`,
  ]);
});

it('names a workshop that one customer completed twice: a pair is held once', () => {
  const completion = {
    customerId: aCustomerProfile.id,
    engagementId: anEngagement.id,
    partnerId: aPartner.id,
    partnerName: aPartner.name,
    at: '2025-05-01T00:00:00.000Z',
  };
  const another = { ...completion, partnerId: anotherPartner.id };
  const elsewhere = { ...completion, engagementId: 'data-security' };

  const errors = errorsIn({ history: { completions: [completion, elsewhere, another] } });

  expect(errors).toEqual([
    `history.completions.2: ${anEngagement.id} was completed by ${aCustomerProfile.id} already`,
  ]);
});

it('names a customer whose id is neither its tenant nor its hierarchy', () => {
  const { tenantId, ...withoutTenant } = aCustomerProfile;
  const file = {
    customers: [
      { ...aCustomerProfile, id: 'c0ffee00-0000-4000-8000-00000000000f' },
      withoutTenant,
      { ...withoutTenant, id: 'tpid-7001234' },
    ],
  };

  expect(tenantId).toBeDefined();
  expect(errorsIn(file).map((error) => error.split(':')[0])).toEqual([
    'customers.0.id',
    'customers.1.id',
  ]);
});

it.each([
  ['consents', 3000, (n: number) => ({ partnerId: `p-${n}` })],
  [
    'completions',
    500,
    (n: number) => ({ engagementId: `w-${n}`, partnerId: 'p', partnerName: 'P' }),
  ],
])('names the first of more %s of one customer than an import holds', (list, most, of) => {
  const some = (count: number) =>
    Array.from({ length: count }, (_, n) => ({
      ...{ customerId: aCustomerProfile.id, at: '2025-05-01T00:00:00.000Z' },
      ...of(n),
    }));

  expect(errorsIn({ history: { [list]: some(most) } })).toEqual([]);
  expect(errorsIn({ history: { [list]: some(most + 2) } })).toEqual([
    `history.${list}.${most}: ${aCustomerProfile.id} has more than ${most} ${list}`,
  ]);
});
