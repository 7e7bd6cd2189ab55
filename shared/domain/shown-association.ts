// What the Customers page shows of an association, and no more: what its rows are kept with and computed from (R3–R8).
import * as z from 'zod';
import type { Association, OpenStatus } from './association';
import { associationKey, storedLocationId, storedTenantId, storedTpid } from './ids';
import { instant, type Instant } from './time';

const consentRequest = z.object({
  customerContact: z.object({ title: z.string().optional(), name: z.string(), email: z.string() }),
  requestedAt: instant,
  lastSentAt: instant,
  resends: z.int(),
});
const consent = z.object({ approverName: z.string(), at: instant });
const workshopClaim = z.object({ submittedAt: instant });

const base = associationKey.extend({
  version: z.int(),
  origin: z.enum(['added', 'claimed']),
  locationId: storedLocationId,
  customer: z.object({
    name: z.string(),
    tenantId: storedTenantId.optional(),
    tpid: storedTpid.optional(),
    domain: z.string().optional(),
    domainMismatchReason: z.string().optional(),
  }),
  addedAt: instant,
  consentWindowDays: z.int(),
  deliveryWindowDays: z.int(),
  consentDeadline: instant,
});

const asked = { consentRequest };
const maybeAsked = { consentRequest: consentRequest.optional() };
const agreed = { consentRequest, consent, deliveryDeadline: instant };

export const shownAssociation = z.discriminatedUnion('status', [
  base.extend({ status: z.literal('associated') }),
  base.extend({ status: z.literal('consentRequested'), ...asked }),
  base.extend({ status: z.literal('active'), ...agreed }),
  base.extend({ status: z.literal('completed'), ...agreed, workshopClaim }),
  base.extend({ status: z.literal('declined'), ...asked, declineReason: z.string().optional() }),
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

/** Every `Association` is one too. */
export type ShownAssociation = z.infer<typeof shownAssociation>;
export type ShownOf<S extends ShownAssociation['status']> = Extract<
  ShownAssociation,
  { status: S }
>;

/** The shown members alone. */
export function shownOf(a: Association): ShownAssociation {
  return shownAssociation.parse(a);
}

/** The clock that runs now: to obtain consent, or to deliver. */
export function deadlineOf(a: ShownOf<OpenStatus>): Instant {
  return a.status === 'active' ? a.deliveryDeadline : a.consentDeadline;
}
