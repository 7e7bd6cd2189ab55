// Rows that can't be read: what nothing is decided by is left out and told of, and the others are as they were; what decides
// is missed by nobody.
import { customerId, keyOf, tpid } from '../../../shared/domain/ids';
import { execute } from '../../../shared/changes/execute';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  aCustomerId,
  aCustomerProfile,
  anAddCommand,
  anAssociation,
  anEngagement,
  anotherEngagement,
  anotherPartner,
  answeredAt,
  aPartner,
  askedAt,
  resendableAt,
  stepsAt,
} from '../../support/examples';
import { emptyTables, rewriteRows, storesOver, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let stores: Stores;
beforeEach(async () => {
  await emptyTables(connectionString());
  stores = storesOver(connectionString());
});

/** Rows whose key begins so get these members, as a later release might write them. */
const spoil = (table: 'truth' | 'reference', begin: string, members: object) =>
  rewriteRows(stores.tables[table], (document, rowKey) =>
    rowKey.startsWith(begin) ? { ...Object(document), ...members } : document,
  );

describe('of the reference data', () => {
  beforeEach(async () => {
    await stores.reference.putEngagement(anEngagement);
    await stores.reference.putEngagement(anotherEngagement);
    await stores.reference.putPartner(aPartner);
    await stores.reference.putPartner(anotherPartner);
    await stores.reference.putProfile(aCustomerProfile);
    stores = storesOver(connectionString());
  });

  it('a partner’s costs that partner', async () => {
    await spoil('reference', aPartner.id, { tenantIds: 'many' });
    const [own, others] = [aPartner.tenantIds[0], anotherPartner.tenantIds[0]];
    if (own === undefined || others === undefined) throw new Error('a partner has no tenant');

    expect(await stores.reference.partnerOfTenant(others)).toEqual(anotherPartner);
    expect(await stores.reference.partnerOfTenant(own)).toBeUndefined();
    expect(stores.unreadable).toEqual([`partner ${aPartner.id}`]);
  });

  it.each([
    [
      'a criterion that is not known here',
      { customerCriteria: [{ kind: 'minimumAge', years: 3 }] },
    ],
    ['a proof that is not known here', { proofOfExecution: ['photograph'] }],
  ])('an engagement’s, with %s, costs that engagement', async (_, members) => {
    await spoil('reference', anEngagement.id, members);

    expect(await stores.reference.engagements()).toEqual([anotherEngagement]);
    expect(stores.unreadable).toEqual([`engagement ${anEngagement.id}`]);
  });

  it('one without a document costs itself', async () => {
    await stores.tables.reference.createEntity({ partitionKey: 'partner', rowKey: 'empty' });

    expect(await stores.reference.partner(aPartner.id)).toEqual(aPartner);
    expect(stores.unreadable).toEqual(['partner empty']);
  });

  it('a customer’s leaves it without facts, by which nothing is open to it', async () => {
    await spoil('reference', 'profile', { domains: 7 });

    expect(await stores.reference.profile(aCustomerProfile.id)).toBeUndefined();
    expect(stores.unreadable).toEqual(['profile profile']);
  });

  it('a customer’s is not left out of its hierarchy: another customer would be meant', async () => {
    const sister = customerId.parse('c0ffee00-0000-4000-8000-000000000002');
    await stores.reference.putProfile({ ...aCustomerProfile, id: sister });
    await spoil('reference', 'profile', { domains: 7 });

    await expect(stores.reference.profilesOfTpid(tpid.parse('7001234'))).rejects.toThrow('domains');
  });

  it('no country, segment, product or intent is unheard of', async () => {
    const facts = { country: 'Sápmi', segment: 'start-up', licences: { 'Ω 365': 1.5 } };
    await spoil('reference', 'profile', facts);
    await spoil('reference', anEngagement.id, { intent: 'try-out', name: 'N'.repeat(5000) });

    expect(await stores.reference.profile(aCustomerProfile.id)).toMatchObject(facts);
    expect(await stores.reference.engagement(anEngagement.id)).toMatchObject({ intent: 'try-out' });
  });
});

describe('of a customer', () => {
  const key = keyOf(anAssociation('associated'));
  const history = () => stores.customers.history(key);
  beforeEach(async () => {
    await execute(stores.customers, aCustomerId, anAddCommand);
    const trigger = { ...stepsAt(askedAt).triggerConsent, key };
    const asked = await execute(stores.customers, aCustomerId, trigger);
    const link = { key, contactVersion: 1, issuedAt: askedAt };
    await stores.customers.addLink(asked.loaded.locator, 'f'.repeat(64), link);
  });

  it.each([
    ['state', { state: 'postponed' }],
    ['kind', { mail: { kind: 'anniversary' } }],
  ])('a mail of a %s that is not known here costs that mail', async (_, members) => {
    await spoil('truth', 'O_', members);
    const { outbox, customer } = await stores.customers.load(aCustomerId);

    expect(outbox).toEqual([]);
    expect(customer.associations).toHaveLength(1);
    expect(stores.unreadable).toEqual([expect.stringMatching(/^mail O_/)]);
    const step = { ...stepsAt(resendableAt).resendConsent, key };
    expect(await execute(stores.customers, aCustomerId, step)).toMatchObject({ ok: true });
  });

  it('a link costs that link', async () => {
    await spoil('truth', 'U_', { contactVersion: 'the first' });
    const { locator, outbox } = await stores.customers.load(aCustomerId);

    expect(await stores.customers.readLink(locator, 'f'.repeat(64))).toBeUndefined();
    expect(outbox).toHaveLength(1);
    expect(stores.unreadable).toEqual([expect.stringMatching(/^link U_/)]);
  });

  it('an entry of the trail costs that entry', async () => {
    await spoil('truth', 'T_threat-protection_fabrikam_g0001_000001', { by: { kind: 'agent' } });

    expect((await history()).map(({ version }) => version)).toEqual([2]);
    expect(stores.unreadable).toEqual([expect.stringMatching(/^trail T_.*1$/)]);
  });

  it.each([
    ['an association', 'E_', { status: 'paused' }],
    ['an anchor', 'A_', { state: 'shared' }],
    ['a partner who knows it', 'K_', { isListed: 'soon' }],
  ])('%s decides, and stops every decision', async (_, begin, members) => {
    const approve = { ...stepsAt(answeredAt).approve, key };
    await execute(stores.customers, aCustomerId, approve);
    await spoil('truth', begin, members);

    await expect(stores.customers.load(aCustomerId)).rejects.toThrow(Object.keys(members)[0]);
    expect(stores.unreadable).toEqual([]);
  });

  it('a language, a name and an address of any kind are read, and stay', async () => {
    const name = 'N'.repeat(5000);
    const contact = { name, email: 'carl at home', title: '' };
    await rewriteRows(stores.tables.truth, (document, rowKey) => {
      const text = JSON.stringify(document).replace('"language":"en"', '"language":"it"');
      const read: unknown = JSON.parse(text);
      return rowKey.startsWith('E_') ? { ...Object(read), partner: { name, contact } } : read;
    });
    const { customer, outbox } = await stores.customers.load(aCustomerId);

    expect(customer.associations).toMatchObject([
      { consentRequest: { language: 'it' }, partner: { name, contact } },
    ]);
    expect(outbox).toMatchObject([{ value: { mail: { language: 'it' } } }]);
  });
});
