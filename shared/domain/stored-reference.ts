// Reference data as it is stored: no bounds, no lists of what a country, a segment or a product may be called (stored.ts).
import * as z from 'zod';
import {
  customerId,
  engagementId,
  partnerId,
  storedLocationId,
  storedTenantId,
  storedTpid,
} from './ids';
import { storedObject } from './stored';

/** One that a later release has thought of can't be evaluated: the engagement is not to be read, rather than open to all. */
export const storedCriterion = z.discriminatedUnion('kind', [
  storedObject({ kind: z.literal('minimumLicences'), product: z.string(), count: z.number() }),
  storedObject({ kind: z.literal('countries'), allowed: z.array(z.string()) }),
  storedObject({ kind: z.literal('segments'), allowed: z.array(z.string()) }),
  storedObject({
    kind: z.literal('minimumMonthlyConsumption'),
    service: z.string(),
    usd: z.number(),
  }),
  storedObject({ kind: z.literal('maximumCompletions'), count: z.number() }),
]);

export const proofOfExecutionItem = z.enum([
  'findingsAndRecommendations',
  'invoice',
  'partnerSurvey',
  'customerSurvey',
]);

export const storedEngagement = storedObject({
  id: engagementId,
  name: z.string(),
  /** Whatever it is, only `build-intent` has a Customers page (R2). */
  intent: z.string(),
  solutionArea: z.string(),
  role: z.string(),
  description: z.string().optional(),
  /** Compared as text, so their form can't change. */
  startsOn: z.iso.date(),
  lastDayToClaimCustomers: z.iso.date(),
  consentWindowDays: z.int(),
  deliveryWindowDays: z.int(),
  eligibleLocations: z.array(storedLocationId),
  partnerCriteria: z.array(z.string()),
  customerCriteria: z.array(storedCriterion),
  proofOfExecution: z.array(proofOfExecutionItem),
});

export const storedLocation = storedObject({
  id: storedLocationId,
  name: z.string(),
  country: z.string(),
  enrolledInMci: z.boolean(),
});

export const storedPartner = storedObject({
  id: partnerId,
  name: z.string(),
  tenantIds: z.array(storedTenantId),
  contact: storedObject({ name: z.string(), email: z.string() }),
  locations: z.array(storedLocation),
});

export const storedProfile = storedObject({
  id: customerId,
  name: z.string(),
  tenantId: storedTenantId.optional(),
  tpid: storedTpid.optional(),
  domains: z.array(z.string()),
  country: z.string().optional(),
  segment: z.string().optional(),
  licences: z.record(z.string(), z.number()),
  monthlyConsumptionUsd: z.record(z.string(), z.number()),
});
