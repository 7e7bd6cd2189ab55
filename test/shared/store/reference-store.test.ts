// Reference data as kept: small tables are read once a minute, by one read however many ask.
import { customerId, tpid } from '../../../shared/domain/ids';
import { azuriteOfThisFile } from '../../support/azurite';
import { startCountingProxy, type CountingProxy } from '../../support/counting-proxy';
import {
  aCustomerProfile,
  anEngagement,
  anotherEngagement,
  anotherPartner,
  aPartner,
} from '../../support/examples';
import { emptyTables, storesOver, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let proxy: CountingProxy;
let stores: Stores;
beforeEach(async () => {
  await emptyTables(connectionString());
  proxy = await startCountingProxy(connectionString());
  stores = storesOver(proxy.connectionString);
});
afterEach(() => proxy.stop());

it('keeps engagements and partners as they were put, the last one of an id', async () => {
  const { reference } = stores;
  await reference.putEngagement(anEngagement);
  await reference.putEngagement(anotherEngagement);
  await reference.putEngagement({ ...anEngagement, name: 'Renamed' });
  await reference.putPartner(aPartner);
  await reference.putPartner(anotherPartner);

  expect(await reference.engagement(anEngagement.id)).toEqual({ ...anEngagement, name: 'Renamed' });
  expect(await reference.engagements()).toHaveLength(2);
  expect(await reference.partner(aPartner.id)).toEqual(aPartner);
  const [tenant] = anotherPartner.tenantIds;
  expect(tenant && (await reference.partnerOfTenant(tenant))).toEqual(anotherPartner);
});

it('lets a tenant act for nobody while two partners have it: that is not won by order', async () => {
  const { reference } = stores;
  const [tenant] = aPartner.tenantIds;
  if (tenant === undefined) throw new Error('the partner has no tenant');
  await reference.putPartner(aPartner);
  await reference.putPartner({ ...anotherPartner, tenantIds: [tenant] });

  expect(await reference.partnerOfTenant(tenant)).toBeUndefined();
});

it('knows nothing of ids that were never put', async () => {
  const { reference } = stores;

  expect(await reference.engagement(anEngagement.id)).toBeUndefined();
  expect(await reference.partner(aPartner.id)).toBeUndefined();
  expect(await reference.profile(aCustomerProfile.id)).toBeUndefined();
  expect(await reference.profilesOfTpid(tpid.parse('1'))).toEqual([]);
});

it('finds the tenants of a hierarchy by their TPID (R12)', async () => {
  const hierarchy = tpid.parse('7001234');
  const sister = {
    ...aCustomerProfile,
    id: customerId.parse('c0ffee00-0000-4000-8000-000000000002'),
  };
  await stores.reference.putProfile(aCustomerProfile);
  await stores.reference.putProfile(sister);
  await stores.reference.putProfile({
    ...sister,
    id: customerId.parse('tpid-70012345'),
    tpid: undefined,
  });

  const found = await stores.reference.profilesOfTpid(hierarchy);

  expect(found.map(({ id }) => id)).toEqual([aCustomerProfile.id, sister.id]);
});

it('reads the engagements once for all who ask within a minute, and again after a change', async () => {
  const { reference } = stores;
  await reference.putEngagement(anEngagement);
  proxy.reset();

  await Promise.all(Array.from({ length: 20 }, () => reference.engagements()));
  await reference.engagement(anEngagement.id);
  expect(proxy.counted()).toEqual(['query ReferenceData']);

  await reference.putEngagement(anotherEngagement);
  expect(await reference.engagements()).toHaveLength(2);
});

it('does not keep a failed read', async () => {
  await stores.tables.reference.deleteTable();
  await expect(stores.reference.engagements()).rejects.toThrow();
  await stores.tables.reference.createTable();

  expect(await stores.reference.engagements()).toEqual([]);
});
