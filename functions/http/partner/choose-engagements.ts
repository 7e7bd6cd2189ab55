// Steps 1 and 2 of adding and claiming: who the customer is, and which workshops can be chosen for it (R10–R15, R17).
import * as z from 'zod';
import { eligibleLocations } from '../../../shared/domain/eligibility';
import {
  engagementId,
  locationId,
  tenantId,
  tpid,
  type LocationId,
} from '../../../shared/domain/ids';
import { refusalToOpen } from '../../../shared/domain/opening';
import type { CustomerProfile, Engagement } from '../../../shared/domain/reference';
import { emailAddress, paragraph } from '../../../shared/domain/text';
import { resolveCustomer, type ResolvedCustomer } from '../../../shared/directory/resolve-customer';
import type { Caller } from '../access';
import type { Call } from '../operation';
import { problem, reasonOf, reasonSchema } from '../problem';
import { Rejected } from '../request';

const question = {
  locationId,
  customerEmail: emailAddress,
  tenantId: tenantId.optional(),
  tpid: tpid.optional(),
  /** Why the e-mail's domain is not the tenant's (R14). */
  domainMismatchReason: paragraph(500).optional(),
};
const oneId = (body: { tenantId?: unknown; tpid?: unknown }) =>
  body.tenantId === undefined || body.tpid === undefined;
const oneIdMessage = { path: ['tpid'], message: 'give a tenant ID or a TPID, not both' };

export const engagementIds = z
  .array(engagementId)
  .min(1)
  .max(20, 'choose at most 20 workshops at a time')
  .refine((ids) => new Set(ids).size === ids.length, 'must not name an engagement twice');

export const checkBody = z.strictObject(question).refine(oneId, oneIdMessage);
export const addBody = z.strictObject({ ...question, engagementIds }).refine(oneId, oneIdMessage);

export const choiceSchema = z.object({
  selectable: z.array(z.object({ engagementId, name: z.string() })),
  notSelectable: z.array(
    z.object({ engagementId, name: z.string(), reasons: z.array(reasonSchema) }),
  ),
});

/** R12–R14; 422 `tenant-not-found` asks for another e-mail or an ID. */
export async function customerMeant(
  { deps }: Call,
  body: z.output<typeof checkBody>,
): Promise<ResolvedCustomer> {
  const { customerEmail: email, tenantId: tenant, tpid: hierarchy } = body;
  const resolved = await resolveCustomer(deps, { email, tenantId: tenant, tpid: hierarchy });
  if (resolved !== undefined) return resolved;
  throw new Rejected(
    problem(422, 'tenant-not-found', 'No tenant was found for this customer.', {
      detail: 'Give another e-mail address of the customer, its tenant ID or its TPID.',
    }),
  );
}

/** The workshops that can be opened for the customer from this location, and those that can't, with the reasons. */
export async function choicesFor(
  { deps, caller }: Call & { caller: Caller },
  type: 'addCustomer' | 'claimCustomer',
  location: LocationId,
  profile: CustomerProfile,
): Promise<z.infer<typeof choiceSchema>> {
  const [engagements, { customer }] = await Promise.all([
    deps.reference.engagements(),
    deps.customers.load(profile.id),
  ]);
  const { partner } = caller;
  const choices = offered(engagements, caller).map((engagement) => {
    const refusal = refusalToOpen(
      customer,
      { type, at: deps.clock(), partner, locationId: location, profile },
      engagement,
    );
    return { engagementId: engagement.id, name: engagement.name, refusal };
  });
  return {
    selectable: choices.flatMap(({ refusal, ...choice }) =>
      refusal === undefined ? [choice] : [],
    ),
    notSelectable: choices.flatMap(({ refusal, ...choice }) =>
      refusal === undefined ? [] : [{ ...choice, reasons: [reasonOf(refusal)] }],
    ),
  };
}

/** The engagements with a Customers page for which the partner has a location. */
export function offered(engagements: readonly Engagement[], { partner }: Caller): Engagement[] {
  return engagements.filter(
    (engagement) =>
      engagement.intent === 'build-intent' && eligibleLocations(engagement, partner).length > 0,
  );
}

/** The engagements chosen, in the order given; 422 when one does not exist. */
export async function engagementsChosen(
  { deps }: Call,
  ids: readonly Engagement['id'][],
): Promise<Engagement[]> {
  const engagements = await deps.reference.engagements();
  return ids.map((id, index) => {
    const engagement = engagements.find((each) => each.id === id);
    if (engagement === undefined) {
      const errors = [{ path: `engagementIds.${index}`, message: 'is no engagement' }];
      throw new Rejected(
        problem(422, 'unknown-engagement', 'There is no such engagement.', { errors }),
      );
    }
    return engagement;
  });
}
