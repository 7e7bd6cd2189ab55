// One association: one partner, one customer, one workshop, one attempt. A union by status (domain.md, "One association's states").
import * as z from 'zod';
import { associationKey, engagementId, locationId, partnerId, tenantId, tpid } from './ids';
import { proofOfExecutionItem } from './reference';
import { asLine, emailAddress, line, paragraph } from './text';
import { instant, type Instant } from './time';

export const language = z.enum(['en', 'sv', 'de', 'fr', 'es', 'ja']);
export type Language = z.infer<typeof language>;

/** A token says of its user what it likes; so much of it is kept. */
const userText = z.string().transform((text) => asLine(text, 160) ?? '–');

/** Who did something: a partner's user, the customer behind a link, or the system itself. */
export const actor = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('partnerUser'), id: userText, name: userText }),
  z.object({ kind: z.literal('customer'), name: z.string(), email: z.string() }),
  z.object({ kind: z.literal('system') }),
]);
export type Actor = z.infer<typeof actor>;

export const customerContact = z.strictObject({
  title: line(80).optional(),
  name: line(120),
  email: emailAddress,
});
export const partnerContact = z.strictObject({
  company: line(120),
  name: line(120),
  email: emailAddress,
});
export type CustomerContact = z.infer<typeof customerContact>;
export type PartnerContact = z.infer<typeof partnerContact>;

const consentRequest = z.object({
  customerContact,
  partnerContact,
  language,
  /** Of the mails to the partner's contact; English where none was chosen. */
  partnerLanguage: language.optional(),
  /** Goes up when the contact's address changes; links of an earlier one are void (R20). */
  contactVersion: z.int().min(1),
  requestedAt: instant,
  lastSentAt: instant,
  resends: z.int().min(0),
});

/** R25: the evidence of an approval. */
const consent = z.object({
  approverName: z.string(),
  contactEmail: z.string(),
  language,
  statement: z.string(),
  at: instant,
});

/** A document of the proof of execution; the file itself stays in the partner's storage. */
const poeDocument = z.strictObject({
  name: line(200),
  contentType: z.string().regex(/^[\w.+-]{1,60}\/[\w.+-]{1,100}$/, 'must be a media type'),
  sizeBytes: z.int().min(1).max(1_000_000_000),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hex'),
  url: z.url({ protocol: /^https$/ }).max(1000),
});

/** R28: what a workshop claim carries. Which items are required is the engagement's `proofOfExecution`. */
export const workshopClaimBody = z.strictObject({
  findingsAndRecommendations: poeDocument.optional(),
  invoice: poeDocument.optional(),
  partnerSurveyDone: z.boolean().default(false),
  customerSurveyDone: z.boolean().default(false),
  comments: paragraph(2000).optional(),
});
export type WorkshopClaimBody = z.infer<typeof workshopClaimBody>;

const workshopClaim = z.object({
  claimId: z.string(),
  submittedAt: instant,
  submittedBy: actor,
  body: workshopClaimBody,
});

const base = associationKey.extend({
  /** One more with every accepted change. */
  version: z.int().min(1),
  origin: z.enum(['added', 'claimed']),
  locationId,
  customer: z.object({
    name: z.string(),
    tenantId: tenantId.optional(),
    tpid: tpid.optional(),
    domain: z.string().optional(),
    email: z.string().optional(),
    domainMismatchReason: z.string().optional(),
  }),
  partner: z.object({
    name: z.string(),
    contact: z.object({ name: z.string(), email: z.string() }),
  }),
  engagement: z.object({
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
    winner: z.object({ partnerId, name: z.string() }),
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
type InSomeState = Pick<Association, 'status'>;

export function isPending<A extends InSomeState>(a: A): a is Extract<A, { status: PendingStatus }> {
  return a.status === 'associated' || a.status === 'consentRequested';
}

export function isOpen<A extends InSomeState>(a: A): a is Extract<A, { status: OpenStatus }> {
  return isPending(a) || a.status === 'active';
}

/** R26: who holds the pair (customer, engagement), or who last held it. At most one per pair. */
export const anchor = z.object({
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
