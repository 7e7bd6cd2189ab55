// Who takes part in a benchmark: two partners, workshops, and as many customers as wanted, each told by its number.
export interface BenchPartner {
  readonly id: string;
  readonly tenantId: string;
  readonly locationId: string;
}

export const reader: BenchPartner = {
  id: 'reader',
  tenantId: '000000a1-0000-4000-8000-0000000000a1',
  locationId: '4100001',
};
export const writer: BenchPartner = {
  id: 'writer',
  tenantId: '000000b1-0000-4000-8000-0000000000b1',
  locationId: '4200001',
};

/** The windows are the default ones; `sprint` lasts a day. */
export const workshop = 'workshop';
export const sprint = 'sprint';

export interface BenchCustomer {
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly domain: string;
}

export function customer(number: number): BenchCustomer {
  const digits = String(number).padStart(8, '0');
  return {
    number,
    id: `${digits}-0000-4000-8000-00000000c0de`,
    name: `Customer ${digits}`,
    domain: `customer-${digits}.example`,
  };
}

export function tenantOfDomain(domain: string): string | undefined {
  const digits = /^customer-(\d{8})\.example$/.exec(domain)?.[1];
  return digits === undefined ? undefined : customer(Number(digits)).id;
}

const engagement = (id: string, windows: object) => ({
  id,
  name: `The ${id}`,
  intent: 'build-intent',
  solutionArea: 'Security',
  role: 'Delivery partner',
  startsOn: '2026-01-01',
  lastDayToClaimCustomers: '2099-12-31',
  eligibleLocations: [reader.locationId, writer.locationId],
  partnerCriteria: ['Enrolled in MCI.'],
  customerCriteria: [],
  ...windows,
});

/** As the app's import takes it. */
export const referenceData = {
  engagements: [engagement(workshop, {}), engagement(sprint, { consentWindowDays: 1 })],
  partners: [reader, writer].map(({ id, tenantId, locationId }) => ({
    id,
    name: `The ${id}`,
    tenantIds: [tenantId],
    contact: { name: 'The desk', email: `desk@${id}.example` },
    locations: [{ id: locationId, name: `${id} HQ`, country: 'SE', enrolledInMci: true }],
  })),
};
