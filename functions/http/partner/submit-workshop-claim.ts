// Submit workshop claim: completes the association with its proof of execution (R28).
import { randomUUID } from 'node:crypto';
import { workshopClaimBody } from '../../../shared/domain/workshop-claim';
import { none, partnerOperation } from '../operation';
import { rowParams } from './shown-page';
import { stepAnswer, takeStep } from './take-step';

export const submitWorkshopClaim = partnerOperation(
  {
    name: 'submitWorkshopClaim',
    method: 'POST',
    route: 'api/engagements/{engagementId}/customers/{customerId}/workshop-claim',
    summary: 'Submit the workshop claim within the delivery window, with the proof of execution.',
    params: rowParams,
    query: none.query,
    body: workshopClaimBody,
    answers: { 200: { description: 'The claim is submitted.', schema: stepAnswer } },
  },
  (call) =>
    takeStep(call, call.params, {
      type: 'submitWorkshopClaim',
      at: call.deps.clock(),
      by: call.caller.actor,
      claimId: `WC-${randomUUID().slice(0, 13).toUpperCase()}`,
      body: call.body,
    }),
);
