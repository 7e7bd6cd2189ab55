// Which of an engagement's criteria a customer misses (R5, R6a, R15), and when and where an engagement takes customers.
import * as z from 'zod';
import type {
  CustomerCriterion,
  CustomerProfile,
  Engagement,
  Location,
  Partner,
} from './reference';
import type { LocationId } from './ids';
import { addDays, toInstant, type Instant } from './time';

/** The criterion with what the customer has of it; nothing where that is not known. */
export const unmetCriterion = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('minimumLicences'),
    product: z.string(),
    count: z.number(),
    has: z.number(),
  }),
  z.object({
    kind: z.literal('countries'),
    allowed: z.array(z.string()),
    has: z.string().optional(),
  }),
  z.object({
    kind: z.literal('segments'),
    allowed: z.array(z.string()),
    has: z.string().optional(),
  }),
  z.object({
    kind: z.literal('minimumMonthlyConsumption'),
    service: z.string(),
    usd: z.number(),
    has: z.number(),
  }),
  z.object({ kind: z.literal('maximumCompletions'), count: z.number(), has: z.number() }),
]);
export type UnmetCriterion = z.infer<typeof unmetCriterion>;

/** In the engagement's order. `completions`: how many workshops this customer has completed, with any partner. */
export function unmetCriteria(
  criteria: readonly CustomerCriterion[],
  customer: CustomerProfile,
  completions: number,
): UnmetCriterion[] {
  return criteria.flatMap((criterion) => shortfall(criterion, customer, completions) ?? []);
}

function shortfall(
  criterion: CustomerCriterion,
  customer: CustomerProfile,
  completions: number,
): UnmetCriterion | undefined {
  switch (criterion.kind) {
    case 'minimumLicences': {
      const has = customer.licences[criterion.product] ?? 0;
      return has >= criterion.count ? undefined : { ...criterion, has };
    }
    case 'countries': {
      const has = customer.country;
      return has !== undefined && criterion.allowed.includes(has)
        ? undefined
        : { ...criterion, has };
    }
    case 'segments': {
      const has = customer.segment;
      return has !== undefined && criterion.allowed.includes(has)
        ? undefined
        : { ...criterion, has };
    }
    case 'minimumMonthlyConsumption': {
      const has = customer.monthlyConsumptionUsd[criterion.service] ?? 0;
      return has >= criterion.usd ? undefined : { ...criterion, has };
    }
    case 'maximumCompletions':
      return completions < criterion.count ? undefined : { ...criterion, has: completions };
  }
}

/** R11: only locations that are both enrolled in MCI and eligible for this engagement. */
export function eligibleLocations(engagement: Engagement, partner: Partner): Location[] {
  return partner.locations.filter(
    (location) => location.enrolledInMci && engagement.eligibleLocations.includes(location.id),
  );
}

export function isLocationEligible(
  engagement: Engagement,
  partner: Partner,
  location: LocationId,
): boolean {
  return eligibleLocations(engagement, partner).some(({ id }) => id === location);
}

/** Customers can be added and claimed from the first moment of `startsOn` to the last of `lastDayToClaimCustomers`, UTC. */
export function isOpenForCustomers(engagement: Engagement, now: Instant): boolean {
  const opens = toInstant(new Date(engagement.startsOn));
  const closes = addDays(toInstant(new Date(engagement.lastDayToClaimCustomers)), 1);
  return opens <= now && now < closes;
}
