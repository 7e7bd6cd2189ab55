// The largest values that the inputs' schemas take: every list full, every text of its length and of quotes, which take
// the most room in a document. Each is parsed by its schema.
import type { z } from 'zod';
import type { Actor } from '../../shared/domain/association';
import { customerContact, partnerContact } from '../../shared/domain/contacts';
import { customerProfile, engagement, partner } from '../../shared/domain/reference';
import { workshopClaimBody } from '../../shared/domain/workshop-claim';

export const quotes = (length: number) => '"'.repeat(length);
const many = <T>(count: number, of: (n: number) => T) =>
  Array.from({ length: count }, (_, n) => of(n));

/** As many as take so many characters as JSON. */
function filling<T>(characters: number, of: (n: number) => T): T[] {
  const list: T[] = [];
  for (let left = characters - 1; ;) {
    const item = of(list.length);
    left -= JSON.stringify(item).length + 1;
    if (left < 0) return list;
    list.push(item);
  }
}

const id = 'x'.repeat(40);
const email = `${'a'.repeat(64)}@${many(3, () => 'd'.repeat(61)).join('.')}.se`;
const tenant = (n: number) => `aaaaaaaa-0000-4000-8000-${String(n).padStart(12, '0')}`;
const locationId = (n: number) => String(1_000_000_000 + n);

export const aLargePartner: z.input<typeof partner> = {
  id,
  name: quotes(120),
  tenantIds: many(1000, tenant),
  contact: { name: quotes(120), email },
  locations: many(1000, (n) => ({
    id: locationId(n),
    name: quotes(120),
    country: 'SE',
    enrolledInMci: false,
  })),
};

export const aLargeEngagement: z.input<typeof engagement> = {
  id,
  name: quotes(120),
  intent: 'drive-consumption',
  solutionArea: quotes(80),
  role: quotes(80),
  description: quotes(500),
  startsOn: '2026-01-01',
  lastDayToClaimCustomers: '2099-12-31',
  consentWindowDays: 365,
  deliveryWindowDays: 365,
  eligibleLocations: many(20_000, locationId),
  partnerCriteria: filling(50_000, () => quotes(300)),
  customerCriteria: filling(100_000, () => ({ kind: 'countries', allowed: ['SE', 'NO'] })),
};

const domains = (length: number) => filling(300_000, (n) => String(n).padStart(length, 'd'));
/** Each takes `"<60 characters>":<value>,`. */
const products = (value: number) => {
  const count = Math.floor((40_000 - 1) / (64 + String(value).length));
  return Object.fromEntries(many(count, (n) => [String(n).padStart(60, 'p'), value]));
};

export const aLargeProfile: z.input<typeof customerProfile> = {
  id: tenant(0),
  name: quotes(160),
  tenantId: tenant(0),
  tpid: '9'.repeat(12),
  domains: domains(253),
  country: 'SE',
  segment: 'public-sector',
  licences: products(Number.MAX_SAFE_INTEGER),
  monthlyConsumptionUsd: products(1.2345678901234567e-100),
};
/** More than an Entra tenant may have. */
export const aProfileOfManyDomains = { ...aLargeProfile, domains: domains(57) };

const document = {
  name: quotes(200),
  contentType: `${'a'.repeat(60)}/${'b'.repeat(100)}`,
  sizeBytes: 1_000_000_000,
  sha256: 'f'.repeat(64),
  url: `https://files.example/${quotes(978)}`,
};
export const aLargeClaim = workshopClaimBody.parse({
  findingsAndRecommendations: document,
  invoice: document,
  partnerSurveyDone: false,
  customerSurveyDone: false,
  comments: quotes(2000),
});
export const aLargeCustomerContact = customerContact.parse({
  title: quotes(80),
  name: quotes(120),
  email,
});
export const aLargePartnerContact = partnerContact.parse({
  company: quotes(120),
  name: quotes(120),
  email,
});
/** What is taken of a token. */
export const aLargeUser: Actor = { kind: 'partnerUser', id: quotes(160), name: quotes(160) };
