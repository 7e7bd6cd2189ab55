// Of an association, what a Customers page shows and decides its row by: no evidence, no documents, nothing that only mails need.
import * as z from 'zod';
import type { Association, Status } from './association';
import { associationKey, locationId } from './ids';
import { instant } from './time';

const base = associationKey.extend({
  version: z.int(),
  origin: z.enum(['added', 'claimed']),
  locationId,
  customer: z.object({
    name: z.string(),
    domain: z.string().optional(),
    domainMismatchReason: z.string().optional(),
  }),
  addedAt: instant,
  consentWindowDays: z.int(),
  deliveryWindowDays: z.int(),
  consentDeadline: instant,
});

const consentRequest = z.object({
  customerContact: z.object({ title: z.string().optional(), name: z.string(), email: z.string() }),
  requestedAt: instant,
  lastSentAt: instant,
  resends: z.int(),
});
const asked = { consentRequest };
const maybeAsked = { consentRequest: consentRequest.optional() };
const agreed = {
  consentRequest,
  consent: z.object({ approverName: z.string(), at: instant }),
  deliveryDeadline: instant,
};

export const shownAssociation = z.discriminatedUnion('status', [
  base.extend({ status: z.literal('associated') }),
  base.extend({ status: z.literal('consentRequested'), ...asked }),
  base.extend({ status: z.literal('active'), ...agreed }),
  base.extend({
    status: z.literal('completed'),
    ...agreed,
    workshopClaim: z.object({ submittedAt: instant }),
  }),
  base.extend({
    status: z.literal('declined'),
    ...asked,
    declineReason: z.string().optional(),
  }),
  base.extend({
    status: z.literal('consentExpired'),
    ...maybeAsked,
    lateInterestAt: instant.optional(),
  }),
  base.extend({ status: z.literal('superseded'), ...maybeAsked }),
  base.extend({ status: z.literal('deliveryExpired'), ...agreed }),
  base.extend({
    status: z.literal('canceled'),
    ...maybeAsked,
    deliveryDeadline: instant.optional(),
  }),
]);
export type ShownAssociation = z.infer<typeof shownAssociation>;
export type ShownAssociationOf<S extends Status> = Extract<ShownAssociation, { status: S }>;

/** Exactly what is shown, and nothing else. */
export function shownOf(a: Association): ShownAssociation {
  return shownAssociation.parse(a);
}
