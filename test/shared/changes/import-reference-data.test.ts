// The import against a real Azurite: twice is once, what was cut off is completed, what was decided here stands.
import { referenceData, type ReferenceData } from '../../../shared/changes/reference-data';
import { partnerId, keyOf } from '../../../shared/domain/ids';
import { rowOf } from '../../../shared/domain/customers-page';
import { execute } from '../../../shared/changes/execute';
import { importReferenceData } from '../../../shared/changes/import-reference-data';
import { azuriteOfThisFile } from '../../support/azurite';
import { startCountingProxy, type Fault } from '../../support/counting-proxy';
import {
  aCustomerId,
  aCustomerProfile,
  addedAt,
  anAddCommand,
  anAnchor,
  anAssociation,
  anEngagement,
  anotherEngagement,
  anotherPartner,
  answeredAt,
  aPartner,
  askedAt,
  at,
  stepsAt,
} from '../../support/examples';
import { dump, emptyTables, storesOver, truthRows, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let stores: Stores;
beforeEach(async () => {
  await emptyTables(connectionString());
  stores = storesOver(connectionString());
});

const earlier = at('2025-05-01');
const elsewhere = partnerId.parse('somebody-else');
const aFile: ReferenceData = referenceData.parse({
  engagements: [anEngagement, anotherEngagement],
  partners: [aPartner, anotherPartner],
  customers: [aCustomerProfile],
  history: {
    consents: [
      { partnerId: aPartner.id, customerId: aCustomerId, at: earlier },
      { partnerId: anotherPartner.id, customerId: aCustomerId, at: earlier },
      { partnerId: aPartner.id, customerId: aCustomerId, at: askedAt },
    ],
    completions: [
      {
        customerId: aCustomerId,
        engagementId: anotherEngagement.id,
        partnerId: elsewhere,
        partnerName: 'Somebody Else',
        at: earlier,
      },
    ],
  },
});

const imported = (into: Stores, data: ReferenceData) =>
  importReferenceData(into, data, () => addedAt);

/** All tables but how the imports stand: that is another's at each run. */
async function written(): Promise<Map<string, unknown>> {
  const rows = await dump(stores.tables);
  const isStatus = (key: string) => key.startsWith('ReferenceData/import/');
  return new Map([...rows].filter(([key]) => !isStatus(key)));
}

const all = (fault: Fault, times: number) => Array.from({ length: times }, () => fault);

async function row(engagement: typeof anEngagement) {
  const [entry] = await stores.pages.entries(aPartner.id, engagement.id);
  if (entry === undefined) return undefined;
  return rowOf({ ...entry, engagement, partner: aPartner, now: addedAt });
}

it('makes a customer known to whom it gave a consent before, and lists it on their pages (R4)', async () => {
  const done = await imported(stores, aFile);

  const counts = { engagements: 2, partners: 2, customers: 1, consents: 3, completions: 1 };
  expect(done).toMatchObject({ ok: true, status: { state: 'done', counts } });
  const { customer, unlisted } = await stores.customers.load(aCustomerId);
  expect([...customer.knownBy].sort()).toEqual([anotherPartner.id, aPartner.id]);
  expect(unlisted).toEqual([]);
  expect(await row(anEngagement)).toMatchObject({ tab: 'eligible', actions: ['claimCustomer'] });
});

it('holds the pair for whom it was completed with elsewhere: ineligible for the others (R6, R27)', async () => {
  await imported(stores, aFile);

  expect(await row(anotherEngagement)).toMatchObject({
    tab: 'ineligible',
    reasons: [{ code: 'participated-with-another-partner' }],
  });
});

it('done twice leaves the tables as done once', async () => {
  await imported(stores, aFile);
  const once = await written();

  await imported(stores, aFile);

  expect(await written()).toEqual(once);
});

it('done twice at the same time leaves the tables as done once', async () => {
  await imported(stores, aFile);
  const once = await written();
  await emptyTables(connectionString());
  const others = storesOver(connectionString());

  await Promise.all([imported(stores, aFile), imported(others, aFile)]);

  expect(await written()).toEqual(once);
});

it('done again after it was cut off at any write is complete', async () => {
  await imported(stores, aFile);
  const complete = await written();
  const proxy = await startCountingProxy(connectionString());
  const failing = storesOver(proxy.connectionString);

  let cutAt = 0;
  for (; ; cutAt += 1) {
    await emptyTables(connectionString());
    proxy.failWrites(...all('pass', cutAt), ...all('forbid', 50));
    const cut = await imported(failing, aFile).then(
      () => false,
      () => true,
    );
    if (!cut) break;
    proxy.reset();
    await imported(stores, aFile);
    expect(await written()).toEqual(complete);
  }
  await proxy.stop();
  expect(cutAt).toBeGreaterThan(10);
});

it('shows changed facts on the rows of those who know the customer', async () => {
  await imported(stores, aFile);

  const smaller = { ...aCustomerProfile, licences: { 'Entra ID P1': 10 } };
  await imported(stores, { ...aFile, customers: [smaller] });

  expect(await row(anEngagement)).toMatchObject({
    tab: 'ineligible',
    reasons: [{ code: 'criteria-not-met' }],
  });
});

it('lets stand what was decided here: a hold of ours, an open association', async () => {
  await execute(stores.customers, aCustomerId, anAddCommand);
  const key = keyOf(anAssociation('associated'));
  await execute(stores.customers, aCustomerId, { ...stepsAt(askedAt).triggerConsent, key });
  await execute(stores.customers, aCustomerId, { ...stepsAt(answeredAt).approve, key });
  const before = await truthRows(stores.tables, 'AEOT');

  const completion = { ...aFile.history.completions[0], engagementId: anEngagement.id };
  await imported(stores, referenceData.parse({ ...aFile, history: { completions: [completion] } }));

  expect(await truthRows(stores.tables, 'AEOT')).toEqual(before);
  expect((await stores.customers.load(aCustomerId)).customer.anchors).toEqual([anAnchor(aPartner)]);
});

describe('more rows than one transaction holds', () => {
  const many = Array.from({ length: 130 }, (_, n) => n);
  const completionOf = (n: number) => ({
    ...aFile.history.completions[0],
    engagementId: `workshop-${n}`,
  });
  const consentTo = (n: number) => ({
    partnerId: `partner-${n}`,
    customerId: aCustomerId,
    at: earlier,
  });
  const last = partnerId.parse('partner-129');

  it('are written for a customer who is known to so many partners', async () => {
    const history = { consents: many.map(consentTo), completions: [completionOf(1)] };

    await imported(stores, referenceData.parse({ engagements: [anEngagement], history }));

    const { customer, unlisted } = await stores.customers.load(aCustomerId);
    expect(customer.knownBy).toHaveLength(130);
    expect(unlisted).toEqual([]);
    const page = await stores.pages.entries(last, anEngagement.id);
    expect(page.map(({ completions }) => completions)).toEqual([1]);
  });

  it('are written for a customer who completed so many workshops', async () => {
    const history = { consents: [consentTo(129)], completions: many.map(completionOf) };

    await imported(stores, referenceData.parse({ engagements: [anEngagement], history }));

    expect((await stores.customers.load(aCustomerId)).customer.anchors).toHaveLength(130);
    const page = await stores.pages.entries(last, anEngagement.id);
    expect(page.map(({ completions }) => completions)).toEqual([130]);
  });
});

it('works for a history of customers of whom no facts are on record', async () => {
  const engagements = [anotherEngagement];
  await imported(stores, referenceData.parse({ engagements, history: aFile.history }));

  const [entry] = await stores.pages.entries(aPartner.id, anotherEngagement.id);
  expect(entry?.customer).toEqual({ id: aCustomerId, name: aCustomerId });
  expect(entry).toMatchObject({ completions: 1, pair: { isKnown: true } });
});

describe('what belongs to a partner on record', () => {
  const [tenant] = aPartner.tenantIds;
  const [location] = aPartner.locations;
  const greedy = {
    ...anotherPartner,
    tenantIds: [...anotherPartner.tenantIds, tenant],
    locations: [...anotherPartner.locations, location],
  };
  const fileOf = (...partners: object[]) =>
    referenceData.parse({ engagements: [anotherEngagement], partners });

  it('is not given to another: the whole file is refused, each place named, and nothing is written', async () => {
    await imported(stores, fileOf(aPartner));
    const before = await written();

    const stranger = { ...aPartner, id: 'a-stranger', tenantIds: [tenant], locations: [location] };
    const refused = await imported(stores, fileOf(anotherPartner, stranger));

    const errors = [
      {
        path: ['partners', 1, 'locations', 0, 'id'],
        message: `${location?.id ?? ''} is of ${aPartner.id} already`,
      },
      {
        path: ['partners', 1, 'tenantIds', 0],
        message: `${tenant ?? ''} acts for ${aPartner.id} already`,
      },
    ];
    expect(refused).toEqual({ ok: false, refusal: { code: 'taken', errors } });
    expect(await written()).toEqual(before);
  });

  it('stays its own when it comes again', async () => {
    await imported(stores, fileOf(aPartner, anotherPartner));
    const again = { ...aPartner, name: 'Renamed' };

    expect(await imported(stores, fileOf(again))).toMatchObject({ ok: true });
    expect(tenant && (await stores.reference.partnerOfTenant(tenant))).toEqual(again);
  });

  it('may go over to another in the file in which the first gives it up, and not sooner', async () => {
    const kept = {
      tenantIds: ['aaaaaaaa-0000-4000-8000-00000000000f'],
      locations: [{ ...location, id: '9009' }],
    };
    await imported(stores, fileOf(aPartner, anotherPartner));

    expect(await imported(stores, fileOf(greedy))).toMatchObject({ ok: false });
    for (const partners of [[greedy, { ...aPartner, ...kept }], [greedy]]) {
      expect(await imported(stores, fileOf(...partners))).toMatchObject({ ok: true });
    }
    expect(tenant && (await stores.reference.partnerOfTenant(tenant))).toMatchObject({
      id: anotherPartner.id,
    });
  });

  it('is looked up as it is stored now, whatever this process has read before', async () => {
    await stores.reference.partner(aPartner.id);
    await imported(storesOver(connectionString()), fileOf(aPartner));

    expect(await imported(stores, fileOf(greedy))).toMatchObject({ ok: false });
  });
});
