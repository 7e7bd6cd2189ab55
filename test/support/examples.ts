// Named examples: a small cast with valid data, and an association in every state. A test changes one by spreading it.
import { answererName } from '../../shared/domain/answer';
import {
  association,
  type Actor,
  type Anchor,
  type Association,
  type AssociationOf,
  type Status,
} from '../../shared/domain/association';
import type { OpenCommand, Step } from '../../shared/domain/commands';
import { noCustomer, type Customer } from '../../shared/domain/customer';
import { locationId } from '../../shared/domain/ids';
import type { Mail, MailKind } from '../../shared/domain/mail';
import * as reference from '../../shared/domain/reference';
import { addDays, addHours, instant, toInstant, type Instant } from '../../shared/domain/time';

/** `at('2026-03-02')`, `at('2026-03-02T09:00:00.001Z')`. */
export function at(text: string): Instant {
  return instant.parse(new Date(text).toISOString());
}

export function msAfter(from: Instant, ms: number): Instant {
  return toInstant(new Date(Date.parse(from) + ms));
}

export const addedAt = at('2026-03-02T09:00:00Z');
export const askedAt = addDays(addedAt, 1);
export const answeredAt = addDays(addedAt, 2);
export const submittedAt = addDays(addedAt, 40);
export const consentDeadline = addDays(addedAt, 30);
export const deliveryDeadline = addDays(answeredAt, 90);

export const aLocationId = locationId.parse('1001001');
export const aLocationNotEnrolled = locationId.parse('1001002');
export const aLocationNotEligible = locationId.parse('1001003');

function partnerWith(
  [id, name, tenant]: readonly [string, string, string],
  locations: readonly (readonly [string, boolean])[],
) {
  return reference.partner.parse({
    id,
    name,
    tenantIds: [tenant],
    contact: { name: `${name} Desk`, email: `mci@${id}.example` },
    locations: locations.map(([location, enrolledInMci]) => ({
      id: location,
      name: `${name} ${location}`,
      country: 'SE',
      enrolledInMci,
    })),
  });
}

export const aPartner = partnerWith(
  ['fabrikam', 'Fabrikam', 'aaaaaaaa-0000-4000-8000-000000000001'],
  [
    [aLocationId, true],
    [aLocationNotEnrolled, false],
    [aLocationNotEligible, true],
  ],
);
export const anotherPartner = partnerWith(
  ['contoso', 'Contoso', 'aaaaaaaa-0000-4000-8000-000000000002'],
  [['2002001', true]],
);
export const aThirdPartner = partnerWith(
  ['northwind', 'Northwind', 'aaaaaaaa-0000-4000-8000-000000000003'],
  [['3003001', true]],
);

/** The location with which a partner of the cast may open `anEngagement` and `anotherEngagement`. */
export function locationOf(partner: reference.Partner) {
  const [first] = partner.locations;
  if (first === undefined) throw new Error(`${partner.name} has no location`);
  return first.id;
}

export const anEngagement = reference.engagement.parse({
  id: 'threat-protection',
  name: 'Threat Protection Envisioning Workshop',
  intent: 'build-intent',
  solutionArea: 'Security',
  role: 'Solution partner',
  startsOn: '2026-01-01',
  lastDayToClaimCustomers: '2027-06-30',
  eligibleLocations: [aLocationId, aLocationNotEnrolled, '2002001', '3003001'],
  partnerCriteria: ['Security designation'],
  customerCriteria: [{ kind: 'minimumLicences', product: 'Entra ID P1', count: 300 }],
});
export const anotherEngagement = {
  ...anEngagement,
  id: reference.engagement.shape.id.parse('data-security'),
  name: 'Data Security Envisioning Workshop',
};

export const aCustomerProfile = reference.customerProfile.parse({
  id: 'c0ffee00-0000-4000-8000-000000000001',
  name: 'Adventure Works',
  tenantId: 'c0ffee00-0000-4000-8000-000000000001',
  tpid: '7001234',
  domains: ['adventure-works.example', 'aw.example'],
  country: 'SE',
  segment: 'corporate',
  licences: { 'Entra ID P1': 500 },
  monthlyConsumptionUsd: { Sentinel: 1200 },
});
export const aCustomerId = aCustomerProfile.id;
/** As a page shows it. */
export const aShownCustomer = {
  id: aCustomerId,
  name: 'Adventure Works',
  tenantId: aCustomerProfile.tenantId,
  tpid: aCustomerProfile.tpid,
  domain: 'adventure-works.example',
};

/** The customer as stored: nothing but what is given. */
export function aCustomer(stored: Partial<Customer> = {}): Customer {
  return { ...noCustomer(aCustomerId), ...stored };
}

export const aUser: Actor = { kind: 'partnerUser', id: 'user-1', name: 'Ines Admin' };
export const theSystem: Actor = { kind: 'system' };
export const aCustomerContact = { title: 'CIO', name: 'Carl Quist', email: 'carl@aw.example' };
export const anotherCustomerContact = { name: 'Dora Lind', email: 'dora@aw.example' };
export const theCustomer: Actor = {
  kind: 'customer',
  name: aCustomerContact.name,
  email: aCustomerContact.email,
};
export const aPartnerContact = {
  company: 'Fabrikam',
  name: 'Pia Berg',
  email: 'pia@fabrikam.example',
};

const aDocument = {
  name: 'findings.pdf',
  contentType: 'application/pdf',
  sizeBytes: 1024,
  sha256: '0123456789abcdef'.repeat(4),
  url: 'https://fabrikam.example/files/findings.pdf',
};
/** A complete proof of execution (R28). */
export const aProof = {
  findingsAndRecommendations: aDocument,
  invoice: { ...aDocument, name: 'invoice.pdf' },
  partnerSurveyDone: true,
  customerSurveyDone: true,
};

/** `aPartner` adds `aCustomerProfile` to `anEngagement`, just when nothing else has happened. */
export const anAddCommand: OpenCommand = {
  type: 'addCustomer',
  at: addedAt,
  by: aUser,
  partner: aPartner,
  locationId: aLocationId,
  engagements: [anEngagement],
  profile: aCustomerProfile,
  email: 'carl@aw.example',
};
/** The same as a claim: from the row of a known customer, without an e-mail address. */
export const aClaimCommand: OpenCommand = {
  type: 'claimCustomer',
  at: addedAt,
  by: aUser,
  partner: aPartner,
  locationId: aLocationId,
  engagements: [anEngagement],
  profile: aCustomerProfile,
};

type Steps = { [T in Step['type']]: Extract<Step, { type: T }> };

/** One well-formed step of each type, at the given instant. */
export function stepsAt(instantOfStep: Instant): Steps {
  const byUser = { at: instantOfStep, by: aUser };
  const byCustomer = { at: instantOfStep, by: theCustomer, contactVersion: 1 };
  return {
    triggerConsent: {
      ...byUser,
      type: 'triggerConsent',
      customerContact: aCustomerContact,
      partnerContact: aPartnerContact,
      language: 'en',
    },
    resendConsent: { ...byUser, type: 'resendConsent' },
    approve: {
      ...byCustomer,
      type: 'approve',
      approverName: answererName.parse('Carl Quist'),
      statement: 'I may agree for Adventure Works.',
    },
    decline: { ...byCustomer, type: 'decline' },
    showInterest: { ...byCustomer, type: 'showInterest' },
    submitWorkshopClaim: { ...byUser, type: 'submitWorkshopClaim', claimId: 'c-1', body: aProof },
    cancel: { ...byUser, type: 'cancel', reason: 'The customer asked us to.' },
    settle: { at: instantOfStep, by: theSystem, type: 'settle', marginSeconds: 0 },
  };
}

const associated: AssociationOf<'associated'> = {
  status: 'associated',
  customerId: aCustomerId,
  engagementId: anEngagement.id,
  partnerId: aPartner.id,
  attempt: 1,
  version: 1,
  origin: 'added',
  locationId: aLocationId,
  customer: { name: aCustomerProfile.name, domain: 'aw.example', email: 'carl@aw.example' },
  partner: { name: aPartner.name, contact: aPartner.contact },
  engagement: {
    name: anEngagement.name,
    solutionArea: anEngagement.solutionArea,
    role: anEngagement.role,
    proofOfExecution: anEngagement.proofOfExecution,
  },
  addedAt,
  addedBy: aUser,
  consentWindowDays: 30,
  deliveryWindowDays: 90,
  consentDeadline,
  remindersDone: [],
};
const consentRequested: AssociationOf<'consentRequested'> = {
  ...associated,
  status: 'consentRequested',
  version: 2,
  consentRequest: {
    customerContact: aCustomerContact,
    partnerContact: aPartnerContact,
    language: 'en',
    contactVersion: 1,
    requestedAt: askedAt,
    lastSentAt: askedAt,
    resends: 0,
  },
};
const active: AssociationOf<'active'> = {
  ...consentRequested,
  status: 'active',
  version: 3,
  consent: {
    approverName: 'Carl Quist',
    contactEmail: aCustomerContact.email,
    language: 'en',
    statement: 'I may agree for Adventure Works.',
    at: answeredAt,
  },
  deliveryDeadline,
};
const associations: { [S in Status]: AssociationOf<S> } = {
  associated,
  consentRequested,
  active,
  completed: {
    ...active,
    status: 'completed',
    version: 4,
    workshopClaim: { claimId: 'c-1', submittedAt, submittedBy: aUser, body: aProof },
  },
  declined: {
    ...consentRequested,
    status: 'declined',
    version: 3,
    declinedAt: answeredAt,
    declinedBy: theCustomer,
  },
  consentExpired: { ...consentRequested, status: 'consentExpired', version: 3 },
  superseded: {
    ...consentRequested,
    status: 'superseded',
    version: 3,
    supersededAt: answeredAt,
    winner: { partnerId: anotherPartner.id, name: anotherPartner.name },
  },
  deliveryExpired: { ...active, status: 'deliveryExpired', version: 4 },
  canceled: {
    ...consentRequested,
    status: 'canceled',
    version: 3,
    canceledAt: answeredAt,
    canceledBy: aUser,
    cancelReason: 'The customer asked us to.',
  },
};

/** Every status there is. */
export const statuses: readonly Status[] = association.options.map(
  ({ shape }) => shape.status.value,
);

/** `aPartner`'s first attempt with `aCustomerProfile` for `anEngagement`, in the state asked for; newly added, asked, first contact. */
export function anAssociation<S extends Status>(status: S): { [T in Status]: AssociationOf<T> }[S] {
  return associations[status];
}

/** The same association as another partner's. */
export function ofPartner<A extends Association>(
  a: A,
  { id, name, contact }: reference.Partner,
): A {
  return { ...a, partnerId: id, partner: { name, contact } };
}

/** Who holds, completed or last held `anEngagement`: won at `answeredAt`, as by the examples above. */
export function anAnchor(holder: reference.Partner, state: Anchor['state'] = 'active'): Anchor {
  return {
    engagementId: anEngagement.id,
    partnerId: holder.id,
    partnerName: holder.name,
    state,
    wonAt: answeredAt,
    ...(state === 'active' ? { heldUntil: deliveryDeadline } : {}),
  };
}

/** A mail to `aCustomerContact`, with a link of the first contact. */
export function aMail(kind: MailKind): Mail {
  const { name, email } = aCustomerContact;
  return { kind, to: { name, email }, language: 'en', contactVersion: 1 };
}

/** The first instant at which `anAssociation('consentRequested')` may be resent. */
export const resendableAt = addHours(askedAt, 24);
