// Which of an engagement's criteria a customer misses (R5, R6a, R15): all of them, each with a text that can be shown.
import * as z from 'zod';
import type { CustomerCriterion, CustomerProfile, Engagement } from './reference';
import type { LocationId } from './ids';
import { addDays, toInstant, type Instant } from './time';
import type { Location, Partner } from './reference';

export const unmetCriterion = z.object({ kind: z.string(), text: z.string() });
export type UnmetCriterion = Readonly<z.infer<typeof unmetCriterion>>;

/** `completions`: how many workshops this customer has completed, with any partner. */
export function unmetCriteria(
  criteria: readonly CustomerCriterion[],
  customer: CustomerProfile,
  completions: number,
): UnmetCriterion[] {
  return criteria.flatMap((criterion) => {
    const text = shortfall(criterion, customer, completions);
    return text === undefined ? [] : [{ kind: criterion.kind, text }];
  });
}

function shortfall(
  criterion: CustomerCriterion,
  customer: CustomerProfile,
  completions: number,
): string | undefined {
  switch (criterion.kind) {
    case 'minimumLicences': {
      const has = customer.licences[criterion.product] ?? 0;
      return has >= criterion.count
        ? undefined
        : `Needs at least ${criterion.count} licences of ${criterion.product}; has ${has}.`;
    }
    case 'countries':
      return customer.country !== undefined && criterion.allowed.includes(customer.country)
        ? undefined
        : `Must be in one of ${criterion.allowed.join(', ')}; is in ${customer.country ?? 'an unknown country'}.`;
    case 'segments':
      return customer.segment !== undefined && criterion.allowed.includes(customer.segment)
        ? undefined
        : `Must be of the segment ${criterion.allowed.join(' or ')}; is of ${customer.segment ?? 'an unknown segment'}.`;
    case 'minimumMonthlyConsumption': {
      const has = customer.monthlyConsumptionUsd[criterion.service] ?? 0;
      return has >= criterion.usd
        ? undefined
        : `Needs a monthly consumption of ${criterion.service} of at least ${criterion.usd} USD; has ${has} USD.`;
    }
    case 'maximumCompletions':
      return completions < criterion.count
        ? undefined
        : `May take part in at most ${criterion.count} workshops; has completed ${completions}.`;
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
