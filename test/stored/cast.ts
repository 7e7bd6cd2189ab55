// Who and what the stored examples are about: once ordinary, once with every text and id as long as it may be typed.
import { answererName } from '../../shared/domain/answer';
import type { Actor } from '../../shared/domain/association';
import { customerContact, partnerContact } from '../../shared/domain/contacts';
import { customerProfile, engagement, partner } from '../../shared/domain/reference';
import { workshopClaimBody } from '../../shared/domain/workshop-claim';
import * as ordinary from '../support/examples';

const usual = {
  engagement: {
    ...ordinary.anEngagement,
    description: 'Three days on the threats of today.',
    customerCriteria: engagement.shape.customerCriteria.parse([
      { kind: 'minimumLicences', product: 'Entra ID P1', count: 300 },
      { kind: 'countries', allowed: ['SE', 'NO'] },
      { kind: 'segments', allowed: ['corporate'] },
      { kind: 'minimumMonthlyConsumption', service: 'Sentinel', usd: 1000.5 },
      { kind: 'maximumCompletions', count: 3 },
    ]),
  },
  partner: ordinary.aPartner,
  profile: ordinary.aCustomerProfile,
  user: ordinary.aUser,
  customerContact: customerContact.parse(ordinary.aCustomerContact),
  partnerContact: ordinary.aPartnerContact,
  approver: answererName.parse('Carl Quist'),
  claim: workshopClaimBody.parse({
    ...ordinary.aProof,
    comments: 'Three findings.\nTwo are mended.',
  }),
  line: 'The customer asked us to.',
};

export type Cast = typeof usual;

const text = (length: number) => '"'.repeat(length);
const email = `${'a'.repeat(64)}@${Array.from({ length: 3 }, () => 'd'.repeat(61)).join('.')}.se`;
const document = {
  name: text(200),
  contentType: `${'a'.repeat(60)}/${'b'.repeat(100)}`,
  sizeBytes: 1_000_000_000,
  sha256: 'f'.repeat(64),
  url: `https://files.example/${text(978)}`,
};
const longUser: Actor = { kind: 'partnerUser', id: text(160), name: text(120) };

const long: Cast = {
  engagement: {
    ...usual.engagement,
    id: engagement.shape.id.parse('e'.repeat(40)),
    name: text(120),
    solutionArea: text(80),
    role: text(80),
    description: text(500),
    eligibleLocations: engagement.shape.eligibleLocations.parse(['1234567890']),
    partnerCriteria: [text(300)],
  },
  partner: partner.parse({
    id: 'p'.repeat(40),
    name: text(120),
    tenantIds: ['aaaaaaaa-0000-4000-8000-000000000009'],
    contact: { name: text(120), email },
    locations: [{ id: '1234567890', name: text(120), country: 'SE', enrolledInMci: true }],
  }),
  profile: customerProfile.parse({
    ...ordinary.aCustomerProfile,
    name: text(160),
    tpid: '9'.repeat(12),
    domains: ['d'.repeat(253)],
    licences: { ['p'.repeat(60)]: Number.MAX_SAFE_INTEGER, 'Entra ID P1': 500 },
    monthlyConsumptionUsd: { Sentinel: 1234567.891 },
  }),
  user: longUser,
  customerContact: customerContact.parse({ title: text(80), name: text(120), email }),
  partnerContact: partnerContact.parse({ company: text(120), name: text(120), email }),
  approver: answererName.parse(text(120)),
  claim: workshopClaimBody.parse({
    findingsAndRecommendations: document,
    invoice: document,
    partnerSurveyDone: true,
    customerSurveyDone: true,
    comments: text(2000),
  }),
  line: text(500),
};

export const casts = { usual, long };
