// Cancel: ends the association until its claim is submitted; a customer who was mailed is told (R30).
import * as z from 'zod';
import { paragraph } from '../../../shared/domain/text';
import { events } from '../../workflow/names';
import { none, partnerOperation } from '../operation';
import { rowParams } from './shown-page';
import { stepAnswer, takeStep } from './take-step';

export const cancelAssociation = partnerOperation(
  {
    name: 'cancelAssociation',
    method: 'POST',
    route: 'api/engagements/{engagementId}/customers/{customerId}/cancel',
    summary: 'Cancel, with a reason. A customer who was asked for consent is told.',
    params: rowParams,
    query: none.query,
    body: z.strictObject({ reason: paragraph(500) }),
    answers: { 200: { description: 'The association is canceled.', schema: stepAnswer } },
  },
  (call) =>
    takeStep(
      call,
      call.params,
      { type: 'cancel', at: call.deps.clock(), by: call.caller.actor, ...call.body },
      events.associationChanged,
    ),
);
