// Resend customer consent: a reminder, perhaps to another contact (R20).
import * as z from 'zod';
import { customerContact } from '../../../shared/domain/contacts';
import { none, partnerOperation } from '../operation';
import { rowParams } from './shown-page';
import { stepAnswer, takeStep } from './take-step';

export const resendConsent = partnerOperation(
  {
    name: 'resendConsent',
    method: 'POST',
    route: 'api/engagements/{engagementId}/customers/{customerId}/consent-request/resend',
    summary:
      'Resend customer consent: at most five times, 24 hours apart. Another contact voids the links sent so far.',
    params: rowParams,
    query: none.query,
    body: z.strictObject({ customerContact: customerContact.optional() }),
    answers: { 200: { description: 'The reminder is on its way.', schema: stepAnswer } },
  },
  (call) =>
    takeStep(call, call.params, {
      type: 'resendConsent',
      at: call.deps.clock(),
      by: call.caller.actor,
      ...call.body,
    }),
);
