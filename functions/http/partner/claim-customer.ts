// Claim a customer: the same from the row of a customer that the partner knows (R9, R17).
import * as z from 'zod';
import { customerId, locationId, type CustomerId } from '../../../shared/domain/ids';
import { noProfile, type CustomerProfile } from '../../../shared/domain/reference';
import { json } from '../json';
import { none, partnerOperation, type Call } from '../operation';
import { choicesFor, choiceSchema, engagementIds, engagementsChosen } from './choose-engagements';
import { openAssociations, openedSchema } from './open-associations';

const params = z.object({ customerId });

export const checkClaim = partnerOperation(
  {
    name: 'checkClaim',
    method: 'POST',
    route: 'api/customers/{customerId}/claim/check',
    summary: 'Claim a customer, check: the workshops that can be chosen from this location.',
    params,
    query: none.query,
    body: z.strictObject({ locationId }),
    changesNothing: true,
    answers: { 200: { description: 'What can be chosen.', schema: choiceSchema } },
  },
  async (call) => {
    const profile = await profileOf(call, call.params.customerId);
    return json(200, await choicesFor(call, 'claimCustomer', call.body.locationId, profile));
  },
);

export const claimCustomer = partnerOperation(
  {
    name: 'claimCustomer',
    method: 'POST',
    route: 'api/customers/{customerId}/claim',
    summary: 'Claim a known customer for one or more workshops: all of them, or none.',
    params,
    query: none.query,
    body: z.strictObject({ locationId, engagementIds }),
    answers: { 201: { description: 'The customer was claimed.', schema: openedSchema } },
  },
  async (call) => {
    const { deps, caller, body } = call;
    return openAssociations(call, {
      type: 'claimCustomer',
      at: deps.clock(),
      by: caller.actor,
      request: caller.requestId,
      partner: caller.partner,
      locationId: body.locationId,
      engagements: await engagementsChosen(call, body.engagementIds),
      profile: await profileOf(call, call.params.customerId),
    });
  },
);

async function profileOf({ deps }: Call, id: CustomerId): Promise<CustomerProfile> {
  return (await deps.reference.profile(id)) ?? noProfile(id);
}
