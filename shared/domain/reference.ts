// What Partner Center knows beforehand: engagements, partner accounts with their locations, customers with their facts. The
// schemas are those of the import file; rows are read by those of stored-reference.ts, which the types tell of.
import * as z from 'zod';
import {
  customerId,
  customerOf,
  engagementId,
  locationId,
  partnerId,
  tenantId,
  tpid,
  type CustomerId,
  type Tpid,
} from './ids';
import {
  proofOfExecutionItem,
  type storedCriterion,
  type storedEngagement,
  type storedLocation,
  type storedPartner,
  type storedProfile,
} from './stored-reference';
import { emailAddress, line } from './text';

/**
 * More than any engagement, partner or customer has (an Entra tenant: 5,000 domains), and together so little that each
 * fits its row whatever its texts (shared/store/keys.ts). `…Characters`: of the list as JSON.
 */
const most = {
  tenants: 1000,
  locations: 1000,
  eligibleLocations: 20_000,
  partnerCriteriaCharacters: 50_000,
  customerCriteriaCharacters: 100_000,
  domainsCharacters: 300_000,
  productsCharacters: 40_000,
};

const code = (pattern: RegExp, what: string) => z.string().regex(pattern, `must be ${what}`);
const country = code(/^[A-Z]{2}$/, 'an ISO 3166 country code');
const product = code(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}$/, 'a product name of 1–60 characters');
const segment = z.enum(['enterprise', 'corporate', 'small-medium', 'education', 'public-sector']);

/** For `refine`. */
function within(characters: number) {
  const fits = (value: unknown) => JSON.stringify(value).length <= characters;
  return [fits, `must not be longer than ${characters} characters as JSON`] as const;
}

/** One condition that a customer must meet; `eligibility.ts` evaluates them. */
const customerCriterion = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('minimumLicences'), product, count: z.int().min(1) }),
  z.strictObject({ kind: z.literal('countries'), allowed: z.array(country).min(1) }),
  z.strictObject({ kind: z.literal('segments'), allowed: z.array(segment).min(1) }),
  z.strictObject({
    kind: z.literal('minimumMonthlyConsumption'),
    service: product,
    usd: z.number().positive(),
  }),
  /** At most so many workshops completed by the customer, with any partner, counting all engagements. */
  z.strictObject({ kind: z.literal('maximumCompletions'), count: z.int().min(1) }),
]);
export type CustomerCriterion = z.infer<typeof storedCriterion>;

export type ProofOfExecutionItem = z.infer<typeof proofOfExecutionItem>;

export const engagement = z
  .strictObject({
    id: engagementId,
    name: line(120),
    intent: z.enum(['build-intent', 'drive-consumption', 'sell']),
    solutionArea: line(80),
    role: line(80),
    description: line(500).optional(),
    startsOn: z.iso.date(),
    /** The last UTC day on which a customer can be added or claimed. */
    lastDayToClaimCustomers: z.iso.date(),
    /** R18, R23: days from adding to the consent, and from the consent to the workshop claim. */
    consentWindowDays: z.int().min(1).max(365).default(30),
    deliveryWindowDays: z.int().min(1).max(365).default(90),
    eligibleLocations: z.array(locationId).max(most.eligibleLocations),
    /** Shown to the partner; Partner Center evaluates them when it enrols a location. */
    partnerCriteria: z.array(line(300)).refine(...within(most.partnerCriteriaCharacters)),
    customerCriteria: z.array(customerCriterion).refine(...within(most.customerCriteriaCharacters)),
    proofOfExecution: z
      .array(proofOfExecutionItem)
      .transform((items) => [...new Set(items)])
      .default(['findingsAndRecommendations', 'invoice', 'partnerSurvey', 'customerSurvey']),
  })
  .refine((e) => e.startsOn <= e.lastDayToClaimCustomers, {
    path: ['lastDayToClaimCustomers'],
    message: 'must not be before startsOn',
  });
export type Engagement = z.infer<typeof storedEngagement>;

const location = z.strictObject({
  id: locationId,
  name: line(120),
  country,
  enrolledInMci: z.boolean(),
});
export type Location = z.infer<typeof storedLocation>;

export const partner = z.strictObject({
  id: partnerId,
  name: line(120),
  /** The Entra tenants whose users act for this account. */
  tenantIds: z.array(tenantId).min(1).max(most.tenants),
  /** Who gets the notices of an association that names no contact of its own. */
  contact: z.strictObject({ name: line(120), email: emailAddress }),
  locations: z.array(location).min(1).max(most.locations),
});
export type Partner = z.infer<typeof storedPartner>;

/** What the eligibility check knows of a customer. */
export const customerProfile = z.strictObject({
  id: customerId,
  name: line(160),
  tenantId: tenantId.optional(),
  tpid: tpid.optional(),
  domains: z
    .array(code(/^[a-z0-9.-]{3,253}$/, 'a lower-case domain'))
    .refine(...within(most.domainsCharacters))
    .default([]),
  country: country.optional(),
  segment: segment.optional(),
  licences: z
    .record(product, z.int().min(0))
    .refine(...within(most.productsCharacters))
    .default({}),
  monthlyConsumptionUsd: z
    .record(product, z.number().min(0))
    .refine(...within(most.productsCharacters))
    .default({}),
});
export type CustomerProfile = z.infer<typeof storedProfile>;

/** An account hierarchy as one customer, where no single tenant of it is meant: its facts added up. */
export function combinedProfile(
  hierarchy: Tpid,
  members: readonly CustomerProfile[],
): CustomerProfile {
  const same = <T>(values: readonly T[]) => (new Set(values).size === 1 ? values[0] : undefined);
  return {
    id: customerOf(undefined, hierarchy),
    name: members[0]?.name ?? `TPID ${hierarchy}`,
    tpid: hierarchy,
    domains: members.flatMap(({ domains }) => domains),
    country: same(members.map(({ country }) => country)),
    segment: same(members.map(({ segment }) => segment)),
    licences: sum(members.map(({ licences }) => licences)),
    monthlyConsumptionUsd: sum(members.map(({ monthlyConsumptionUsd: usd }) => usd)),
  };
}

function sum(records: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const record of records) {
    for (const [name, n] of Object.entries(record)) total[name] = (total[name] ?? 0) + n;
  }
  return total;
}

/** A customer of whom no facts are on record. */
export function noProfile(id: CustomerId, known: Partial<CustomerProfile> = {}): CustomerProfile {
  return { name: id, domains: [], licences: {}, monthlyConsumptionUsd: {}, ...known, id };
}
