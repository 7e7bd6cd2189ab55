// Trigger customer consent: mails the customer a link to accept or decline (R19).
import * as z from 'zod';
import { language } from '../../../shared/domain/association';
import { customerContact, partnerContact } from '../../../shared/domain/contacts';
import { none, partnerOperation } from '../operation';
import { rowParams } from './shown-page';
import { stepAnswer, takeStep } from './take-step';

export const triggerConsent = partnerOperation(
  {
    name: 'triggerConsent',
    method: 'POST',
    route: 'api/engagements/{engagementId}/customers/{customerId}/consent-request',
    summary: 'Trigger customer consent: send the customer contact a link to accept or decline.',
    params: rowParams,
    query: none.query,
    body: z.strictObject({
      customerContact,
      partnerContact,
      /** Of the mails and pages for the customer. */
      language: language.default('en'),
      /** Of the mails to the partner's contact. */
      partnerLanguage: language.default('en'),
    }),
    answers: { 200: { description: 'Consent has been asked for.', schema: stepAnswer } },
  },
  (call) =>
    takeStep(call, call.params, {
      type: 'triggerConsent',
      at: call.deps.clock(),
      by: call.caller.actor,
      ...call.body,
    }),
);
