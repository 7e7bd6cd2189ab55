// The engagements in which the caller's partner can take part, and one of them in detail (R2, R11).
import * as z from 'zod';
import { eligibleLocations, isOpenForCustomers } from '../../../shared/domain/eligibility';
import { engagementId, storedLocationId } from '../../../shared/domain/ids';
import type { Engagement, Partner } from '../../../shared/domain/reference';
import { proofOfExecutionItem, storedCriterion } from '../../../shared/domain/stored-reference';
import type { Instant } from '../../../shared/domain/time';
import { json } from '../json';
import { none, partnerOperation } from '../operation';
import { offered } from './choose-engagements';
import { engagementWithPage, pageParams } from './shown-page';

const summary = z.object({
  id: engagementId,
  name: z.string(),
  solutionArea: z.string(),
  role: z.string(),
  startsOn: z.string(),
  lastDayToClaimCustomers: z.string(),
  isOpenForCustomers: z.boolean(),
  /** Locations eligible for the engagement, out of the partner's locations enrolled in MCI. */
  eligibleLocations: z.int(),
  enrolledLocations: z.int(),
});
const locationsAnswer = z.object({
  locations: z.array(z.object({ id: storedLocationId, name: z.string(), country: z.string() })),
});

export const listEngagements = partnerOperation(
  {
    name: 'listEngagements',
    method: 'GET',
    route: 'api/engagements',
    summary: 'The build-intent engagements for which the partner has an eligible location.',
    params: none.params,
    query: none.query,
    body: none.body,
    answers: {
      200: { description: 'By name.', schema: z.object({ engagements: z.array(summary) }) },
    },
  },
  async ({ deps, caller }) => {
    const now = deps.clock();
    const engagements = offered(await deps.reference.engagements(), caller)
      .map((engagement) => summaryOf(engagement, caller.partner, now))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
    return json(200, { engagements });
  },
);

export const showEngagement = partnerOperation(
  {
    name: 'showEngagement',
    method: 'GET',
    route: 'api/engagements/{engagementId}',
    summary: 'One engagement with its partner and customer qualification criteria.',
    params: pageParams,
    query: none.query,
    body: none.body,
    answers: {
      200: {
        description: 'The engagement.',
        schema: summary.extend({
          description: z.string().optional(),
          consentWindowDays: z.int(),
          deliveryWindowDays: z.int(),
          partnerCriteria: z.array(z.string()),
          customerCriteria: z.array(storedCriterion),
          proofOfExecution: z.array(proofOfExecutionItem),
        }),
      },
    },
  },
  async ({ deps, caller, params }) => {
    const engagement = await engagementWithPage(deps, params.engagementId);
    return json(200, {
      ...summaryOf(engagement, caller.partner, deps.clock()),
      description: engagement.description,
      consentWindowDays: engagement.consentWindowDays,
      deliveryWindowDays: engagement.deliveryWindowDays,
      partnerCriteria: engagement.partnerCriteria,
      customerCriteria: engagement.customerCriteria,
      proofOfExecution: engagement.proofOfExecution,
    });
  },
);

export const listLocations = partnerOperation(
  {
    name: 'listLocations',
    method: 'GET',
    route: 'api/engagements/{engagementId}/locations',
    summary: 'The partner’s locations that are enrolled in MCI and eligible for the engagement.',
    params: pageParams,
    query: none.query,
    body: none.body,
    answers: { 200: { description: 'The locations.', schema: locationsAnswer } },
  },
  async ({ deps, caller, params }) => {
    const engagement = await engagementWithPage(deps, params.engagementId);
    const locations = eligibleLocations(engagement, caller.partner).map(
      ({ id, name, country }) => ({ id, name, country }),
    );
    return json(200, { locations });
  },
);

function summaryOf(
  engagement: Engagement,
  partner: Partner,
  now: Instant,
): z.infer<typeof summary> {
  const { id, name, solutionArea, role, startsOn, lastDayToClaimCustomers } = engagement;
  return {
    id,
    name,
    solutionArea,
    role,
    startsOn,
    lastDayToClaimCustomers,
    isOpenForCustomers: isOpenForCustomers(engagement, now),
    eligibleLocations: eligibleLocations(engagement, partner).length,
    enrolledLocations: partner.locations.filter(({ enrolledInMci }) => enrolledInMci).length,
  };
}
