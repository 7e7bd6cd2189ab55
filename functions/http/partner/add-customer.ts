// Add a customer, step 3: checks everything again and opens all chosen workshops, or none (R9–R16).
import { none, partnerOperation } from '../operation';
import { problem } from '../problem';
import { addBody, customerMeant, engagementsChosen } from './choose-engagements';
import { openAssociations, openedSchema } from './open-associations';

export const addCustomer = partnerOperation(
  {
    name: 'addCustomer',
    method: 'POST',
    route: 'api/customers',
    summary: 'Add a customer to one or more workshops: all of them, or none.',
    params: none.params,
    query: none.query,
    body: addBody,
    answers: { 201: { description: 'The customer is on the pages.', schema: openedSchema } },
  },
  async (call) => {
    const { deps, caller, body } = call;
    const engagements = await engagementsChosen(call, body.engagementIds);
    const { profile, isMismatch } = await customerMeant(call, body);
    if (isMismatch && body.domainMismatchReason === undefined) {
      const title = 'The e-mail’s domain is not the tenant’s: give a reason.';
      const errors = [{ path: 'domainMismatchReason', message: 'is needed' }];
      return problem(422, 'domain-mismatch-reason-required', title, { errors });
    }
    return openAssociations(call, {
      type: 'addCustomer',
      at: deps.clock(),
      by: caller.actor,
      request: caller.requestId,
      partner: caller.partner,
      locationId: body.locationId,
      engagements,
      profile,
      email: body.customerEmail,
      domainMismatchReason: isMismatch ? body.domainMismatchReason : undefined,
    });
  },
);
