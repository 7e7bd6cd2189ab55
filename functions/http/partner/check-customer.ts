// Add a customer, steps 1 and 2: who it is, and the workshops that can be chosen (R10–R15). Nothing is written.
import * as z from 'zod';
import { json } from '../json';
import { none, partnerOperation } from '../operation';
import { checkBody, choicesFor, choiceSchema, customerMeant } from './choose-engagements';
import { customerSchema } from './representations';

export const checkCustomer = partnerOperation(
  {
    name: 'checkCustomer',
    method: 'POST',
    route: 'api/customers/check',
    summary: 'Add a customer, check: resolve the tenant and list the workshops that can be chosen.',
    params: none.params,
    query: none.query,
    body: checkBody,
    changesNothing: true,
    answers: {
      200: {
        description: 'Who the customer is, and what can be chosen.',
        schema: choiceSchema.extend({
          customer: customerSchema,
          domainMismatch: z.boolean(),
          /** A reason has to be given with the add (R14). */
          reasonRequired: z.boolean(),
        }),
      },
    },
  },
  async (call) => {
    const { profile, isMismatch } = await customerMeant(call, call.body);
    const choices = await choicesFor(call, 'addCustomer', call.body.locationId, profile);
    return json(200, {
      customer: {
        id: profile.id,
        name: profile.name,
        tenantId: profile.tenantId,
        tpid: profile.tpid,
        domain: profile.domains[0],
      },
      domainMismatch: isMismatch,
      reasonRequired: isMismatch && call.body.domainMismatchReason === undefined,
      ...choices,
    });
  },
);
