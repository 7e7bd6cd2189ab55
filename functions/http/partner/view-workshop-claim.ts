// View workshop claim: the details of a submitted claim (R7, R28).
import * as z from 'zod';
import type { AssociationOf } from '../../../shared/domain/association';
import { latestOf } from '../../../shared/domain/customer';
import { instant } from '../../../shared/domain/time';
import { json } from '../json';
import { none, partnerOperation } from '../operation';
import { notFound } from '../problem';
import { contactSchema } from './representations';
import { engagementWithPage, rowParams } from './shown-page';

const document = z.object({
  name: z.string(),
  contentType: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
  url: z.string(),
});
const claim = z.object({
  claimId: z.string(),
  status: z.literal('Submitted'),
  submittedAt: instant,
  submittedBy: z.string(),
  consentDate: instant,
  engagement: z.string(),
  solutionArea: z.string(),
  role: z.string(),
  locationId: z.string(),
  partner: z.string(),
  partnerContact: z.object({ company: z.string(), name: z.string(), email: z.string() }),
  customer: z.string(),
  customerContact: contactSchema,
  tenantId: z.string().optional(),
  tpid: z.string().optional(),
  domain: z.string().optional(),
  domainMismatchReason: z.string().optional(),
  proofOfExecution: z.object({
    findingsAndRecommendations: document.optional(),
    invoice: document.optional(),
    partnerSurveyDone: z.boolean(),
    customerSurveyDone: z.boolean(),
    comments: z.string().optional(),
  }),
});

export const viewWorkshopClaim = partnerOperation(
  {
    name: 'viewWorkshopClaim',
    method: 'GET',
    route: 'api/engagements/{engagementId}/customers/{customerId}/workshop-claim',
    summary: 'View the workshop claim that was submitted.',
    params: rowParams,
    query: none.query,
    body: none.body,
    answers: {
      200: {
        description: 'The claim.',
        schema: claim,
      },
    },
  },
  async ({ deps, caller, params }) => {
    await engagementWithPage(deps, params.engagementId);
    const { customer } = await deps.customers.load(params.customerId);
    const a = latestOf(customer, caller.partner.id, params.engagementId);
    if (a?.status !== 'completed') return notFound('No workshop claim has been submitted here.');
    return json(200, claimAnswer(a));
  },
);

/** Only what is told of above: the row may hold more, of a later release. */
export function claimAnswer(a: AssociationOf<'completed'>): z.infer<typeof claim> {
  const { claimId, submittedAt, submittedBy, body } = a.workshopClaim;
  const { name, ...ids } = a.customer;
  return claim.parse({
    claimId,
    status: 'Submitted',
    submittedAt,
    submittedBy: submittedBy.kind === 'system' ? 'the system' : submittedBy.name,
    consentDate: a.consent.at,
    engagement: a.engagement.name,
    solutionArea: a.engagement.solutionArea,
    role: a.engagement.role,
    locationId: a.locationId,
    partner: a.partner.name,
    partnerContact: a.consentRequest.partnerContact,
    customer: name,
    customerContact: a.consentRequest.customerContact,
    tenantId: ids.tenantId,
    tpid: ids.tpid,
    domain: ids.domain,
    domainMismatchReason: ids.domainMismatchReason,
    proofOfExecution: body,
  });
}
