// One association: one partner, one customer, one workshop, one attempt. A union by status (domain.md, "One association's states").
import * as z from 'zod';
import { storedCustomerContact, storedPartnerContact } from './contacts';
import {
  associationKey,
  engagementId,
  partnerId,
  storedLocationId,
  storedTenantId,
  storedTpid,
} from './ids';
import { storedObject } from './stored';
import { proofOfExecutionItem } from './stored-reference';
import { instant, type Instant } from './time';
import { storedClaimBody } from './workshop-claim';

export const language = z.enum(['en', 'sv', 'de', 'fr', 'es', 'ja']);
export type Language = z.infer<typeof language>;

/** The language to use for the one that is stored: English for one that only a later release speaks. */
export function spoken(stored: string | undefined): Language {
  return language.safeParse(stored).data ?? 'en';
}

/** Who did something: a partner's user, the customer behind a link, or the system itself. */
export const actor = z.discriminatedUnion('kind', [
  storedObject({ kind: z.literal('partnerUser'), id: z.string(), name: z.string() }),
  storedObject({ kind: z.literal('customer'), name: z.string(), email: z.string() }),
  storedObject({ kind: z.literal('system') }),
]);
export type Actor = z.infer<typeof actor>;

const consentRequest = storedObject({
  customerContact: storedCustomerContact,
  partnerContact: storedPartnerContact,
  /** See `spoken`. */
  language: z.string(),
  /** Of the mails to the partner's contact; English where none was chosen. */
  partnerLanguage: z.string().optional(),
  /** Goes up when the contact's address changes; links of an earlier one are void (R20). */
  contactVersion: z.int(),
  requestedAt: instant,
  lastSentAt: instant,
  resends: z.int(),
});

/** R25: the evidence of an approval. */
const consent = storedObject({
  approverName: z.string(),
  contactEmail: z.string(),
  language: z.string(),
  statement: z.string(),
  at: instant,
});

const workshopClaim = storedObject({
  claimId: z.string(),
  submittedAt: instant,
  submittedBy: actor,
  body: storedClaimBody,
});

const base = storedObject({
  ...associationKey.shape,
  /** One more with every accepted change. */
  version: z.int(),
  origin: z.enum(['added', 'claimed']),
  locationId: storedLocationId,
  customer: storedObject({
    name: z.string(),
    tenantId: storedTenantId.optional(),
    tpid: storedTpid.optional(),
    domain: z.string().optional(),
    email: z.string().optional(),
    domainMismatchReason: z.string().optional(),
  }),
  partner: storedObject({
    name: z.string(),
    contact: storedObject({ name: z.string(), email: z.string() }),
  }),
  engagement: storedObject({
    name: z.string(),
    solutionArea: z.string(),
    role: z.string(),
    proofOfExecution: z.array(proofOfExecutionItem),
  }),
  addedAt: instant,
  addedBy: actor,
  consentWindowDays: z.int(),
  deliveryWindowDays: z.int(),
  /** R18: never changes. */
  consentDeadline: instant,
  /** The request that made the latest step, where it named itself: the same one again is not a second step. */
  request: z.string().optional(),
  /** Reminder marks that have been dealt with, as `consent-7`, `delivery-30`. */
  remindersDone: z.array(z.string()),
});

const asked = { consentRequest };
const maybeAsked = { consentRequest: consentRequest.optional() };
const agreed = { consentRequest, consent, deliveryDeadline: instant };

/**
 * A state, an origin, an actor or a kind of proof that is not known here makes the row unreadable: nothing can be decided of
 * a customer whose record is understood by halves. So a new one is written only by the release after the one that reads it.
 */
export const association = z.discriminatedUnion('status', [
  base.extend({ status: z.literal('associated') }),
  base.extend({ status: z.literal('consentRequested'), ...asked }),
  base.extend({ status: z.literal('active'), ...agreed }),
  base.extend({ status: z.literal('completed'), ...agreed, workshopClaim }),
  base.extend({
    status: z.literal('declined'),
    ...asked,
    declinedAt: instant,
    declinedBy: actor,
    declineReason: z.string().optional(),
  }),
  base.extend({
    status: z.literal('consentExpired'),
    ...maybeAsked,
    lateInterestAt: instant.optional(),
  }),
  base.extend({
    status: z.literal('superseded'),
    ...maybeAsked,
    supersededAt: instant,
    /** Told to the customer only, never to the partner (R6, R26). */
    winner: storedObject({ partnerId, name: z.string() }),
  }),
  base.extend({ status: z.literal('deliveryExpired'), ...agreed }),
  base.extend({
    status: z.literal('canceled'),
    ...maybeAsked,
    consent: consent.optional(),
    deliveryDeadline: instant.optional(),
    canceledAt: instant,
    canceledBy: actor,
    cancelReason: z.string(),
  }),
]);
export type Association = z.infer<typeof association>;
export type Status = Association['status'];
export type AssociationOf<S extends Status> = Extract<Association, { status: S }>;

/** Waiting for the customer's answer: the 30-day clock runs. */
export type PendingStatus = 'associated' | 'consentRequested';
export type OpenStatus = PendingStatus | 'active';
export type OpenAssociation = AssociationOf<OpenStatus>;
export type EndedAssociation = Exclude<Association, OpenAssociation>;
type InSomeState = Pick<Association, 'status'>;

export function isPending<A extends InSomeState>(a: A): a is Extract<A, { status: PendingStatus }> {
  return a.status === 'associated' || a.status === 'consentRequested';
}

export function isOpen<A extends InSomeState>(a: A): a is Extract<A, { status: OpenStatus }> {
  return isPending(a) || a.status === 'active';
}

/** R26: who holds the pair (customer, engagement), or who last held it. At most one per pair. */
export const anchor = storedObject({
  engagementId,
  partnerId,
  partnerName: z.string(),
  state: z.enum(['active', 'completed', 'released']),
  wonAt: instant,
  /** The holder's delivery deadline while the workshop is being delivered. */
  heldUntil: instant.optional(),
});
export type Anchor = z.infer<typeof anchor>;

/** Whether the pair is held at `at`: a hold whose delivery window is over is none, recorded or not. */
export function isHeld({ state, heldUntil }: Anchor, at: Instant): boolean {
  return (
    state === 'completed' || (state === 'active' && (heldUntil === undefined || at < heldUntil))
  );
}
