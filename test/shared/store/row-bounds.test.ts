// What is the largest that the inputs allow fits its row, against a real Azurite; what is larger is refused by its path.
import { answererName } from '../../../shared/domain/answer';
import type { Association } from '../../../shared/domain/association';
import type { OpenCommand, Step } from '../../../shared/domain/commands';
import { engagementId, keyOf } from '../../../shared/domain/ids';
import { customerProfile, engagement, partner } from '../../../shared/domain/reference';
import { addDays } from '../../../shared/domain/time';
import { consentStatement } from '../../../shared/texts/statement';
import { execute } from '../../../shared/changes/execute';
import { listKnownCustomer } from '../../../shared/changes/known-customers';
import { showOnPages } from '../../../shared/changes/read-models';
import { shownOf } from '../../../shared/domain/shown-association';
import { azuriteOfThisFile } from '../../support/azurite';
import { addedAt, aLocationId, aPartner } from '../../support/examples';
import {
  aLargeClaim,
  aLargeCustomerContact,
  aLargeEngagement,
  aLargePartner,
  aLargePartnerContact,
  aLargeProfile,
  aLargeUser,
  aProfileOfManyDomains,
  quotes,
} from '../../support/largest';
import { emptyTables, storesOver, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let stores: Stores;
beforeEach(async () => {
  await emptyTables(connectionString());
  stores = storesOver(connectionString());
});

describe('reference data', () => {
  it('of the largest partner is kept as it was put', async () => {
    const value = partner.parse(aLargePartner);
    await stores.reference.putPartner(value);

    expect(await stores.reference.partner(value.id)).toEqual(value);
  });

  it('of the largest engagement is kept as it was put', async () => {
    const value = engagement.parse(aLargeEngagement);
    await stores.reference.putEngagement(value);

    expect(await stores.reference.engagement(value.id)).toEqual(value);
  });

  it.each([
    ['largest', aLargeProfile, 'known'],
    ['largest number of domains', aProfileOfManyDomains, 'known'],
    ['most unmet criteria', { ...aLargeProfile, country: undefined }, 'ineligible'],
  ])(
    'of the customer of the %s is kept as it was put, and stands on a page',
    async (_, input, list) => {
      const value = customerProfile.parse(input);
      await stores.reference.putProfile(value);
      const shownOn = engagement.parse({ ...aLargeEngagement, intent: 'build-intent' });
      await stores.reference.putEngagement(shownOn);
      const loaded = await stores.customers.load(value.id);
      const known = await stores.customers.commit(loaded, {
        associations: [],
        anchors: [],
        newlyKnownBy: [aPartner.id],
      });
      if (known === 'conflict') throw new Error('nobody else is there');
      await listKnownCustomer(stores, known);

      expect(await stores.reference.profile(value.id)).toEqual(value);
      const [entry] = await stores.pages.entries(aPartner.id, shownOn.id);
      expect(entry).toMatchObject({ list, customer: { id: value.id } });
      expect(JSON.stringify(entry?.unmet).length > 50_000).toBe(list === 'ineligible');
    },
  );

  const more = <T>(list: readonly T[] = []) => [...list, ...list.slice(0, 1)];
  const { locations, tenantIds } = aLargePartner;
  const { licences, monthlyConsumptionUsd: usd } = aLargeProfile;
  const { eligibleLocations, partnerCriteria, customerCriteria } = aLargeEngagement;
  const another = (facts: object = {}) => ({ ...facts, ['q'.repeat(60)]: 1_000_000_000_000_000 });
  it.each([
    ['locations', partner, { ...aLargePartner, locations: more(locations) }],
    ['tenantIds', partner, { ...aLargePartner, tenantIds: more(tenantIds) }],
    [
      'eligibleLocations',
      engagement,
      { ...aLargeEngagement, eligibleLocations: more(eligibleLocations) },
    ],
    [
      'partnerCriteria',
      engagement,
      { ...aLargeEngagement, partnerCriteria: more(partnerCriteria) },
    ],
    [
      'customerCriteria',
      engagement,
      { ...aLargeEngagement, customerCriteria: more(customerCriteria) },
    ],
    ['domains', customerProfile, { ...aLargeProfile, domains: more(aLargeProfile.domains) }],
    [
      'domains',
      customerProfile,
      { ...aProfileOfManyDomains, domains: more(aProfileOfManyDomains.domains) },
    ],
    ['licences', customerProfile, { ...aLargeProfile, licences: another(licences) }],
    [
      'monthlyConsumptionUsd',
      customerProfile,
      { ...aLargeProfile, monthlyConsumptionUsd: another(usd) },
    ],
  ])('with one more of %s is refused, naming it', (path, schema, value) => {
    const { error } = schema.safeParse(value);

    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
  });
});

describe('an association', () => {
  const profile = customerProfile.parse(aLargeProfile);
  const large = engagement.parse({
    ...aLargeEngagement,
    intent: 'build-intent',
    eligibleLocations: [aLocationId],
    customerCriteria: [],
    proofOfExecution: ['findingsAndRecommendations', 'invoice'],
  });
  const engagements = Array.from({ length: 20 }, (_, n) => ({
    ...large,
    id: engagementId.parse(String(n).padStart(40, 'x')),
  }));
  const open: OpenCommand = {
    type: 'addCustomer',
    at: addedAt,
    by: aLargeUser,
    request: 'f'.repeat(64),
    partner: { ...aPartner, name: quotes(120), contact: aLargePartnerContact },
    locationId: aLocationId,
    engagements,
    profile,
    email: aLargeCustomerContact.email,
    domainMismatchReason: quotes(500),
  };
  const asked = { at: addDays(addedAt, 1), by: aLargeUser };
  const trigger: Step = {
    ...asked,
    type: 'triggerConsent',
    customerContact: aLargeCustomerContact,
    partnerContact: aLargePartnerContact,
    language: 'ja',
    partnerLanguage: 'ja',
  };

  const statementOf = (a: Association) => {
    if (a.status !== 'consentRequested') throw new Error(`it is ${a.status}`);
    return consentStatement(a, 'ja');
  };
  async function latest(): Promise<Association> {
    const { customer } = await stores.customers.load(profile.id);
    const [own] = customer.associations;
    if (own === undefined) throw new Error('there is no association');
    return own;
  }
  async function take(step: Step): Promise<Association> {
    const key = keyOf(await latest());
    const executed = await execute(stores.customers, profile.id, { ...step, key });
    if (!executed.ok) throw new Error(executed.refusal.code);
    const page = { partner: aPartner.id, engagement: key.engagementId };
    await showOnPages(stores, executed.loaded, [page], 'put');
    return latest();
  }

  it('is stored at every step of its life, as many as can be chosen at a time in one transaction', async () => {
    await execute(stores.customers, profile.id, open);
    const requested = await take(trigger);
    const approved = await take({
      ...asked,
      type: 'approve',
      by: { kind: 'customer', name: quotes(120), email: aLargeCustomerContact.email },
      approverName: answererName.parse(quotes(120)),
      statement: statementOf(requested),
      contactVersion: 1,
    });
    const completed = await take({
      ...asked,
      type: 'submitWorkshopClaim',
      claimId: 'WC-0123456789ABC',
      body: aLargeClaim,
    });

    expect(approved.status).toBe('active');
    expect(completed).toMatchObject({ status: 'completed', workshopClaim: { body: aLargeClaim } });
    const [entry] = await stores.pages.entries(aPartner.id, completed.engagementId);
    expect(entry?.pair.own).toEqual(shownOf(completed));
    // Each comes with its row of the trail: so many of them fit the 4 MiB that a transaction may have.
    const bytes = Buffer.byteLength(JSON.stringify(JSON.stringify(completed)));
    expect(bytes * 50).toBeLessThan(4 * 1024 * 1024);
  });

  it('is stored when it is canceled after the consent', async () => {
    await execute(stores.customers, profile.id, open);
    const requested = await take(trigger);
    await take({
      ...asked,
      type: 'approve',
      approverName: answererName.parse(quotes(120)),
      statement: statementOf(requested),
      contactVersion: 1,
    });
    const canceled = await take({ ...asked, type: 'cancel', reason: quotes(500) });

    expect(canceled).toMatchObject({ status: 'canceled', cancelReason: quotes(500) });
  });
});
