// What open associations use is not taken away by an import, against a real Azurite: it is refused with their number.
import { acceptImport } from '../../../shared/changes/accept-import';
import { execute } from '../../../shared/changes/execute';
import { importReferenceData } from '../../../shared/changes/import-reference-data';
import { referenceData } from '../../../shared/changes/reference-data';
import { customerId, engagementId, keyOf } from '../../../shared/domain/ids';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  aCustomerProfile,
  addedAt,
  aLocationId,
  aLocationNotEnrolled,
  anAddCommand,
  anAssociation,
  anEngagement,
  anotherEngagement,
  anotherPartner,
  aPartner,
  askedAt,
  aThirdPartner,
  locationOf,
  stepsAt,
} from '../../support/examples';
import { dump, emptyTables, storesOver, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let stores: Stores;
const clock = () => addedAt;
const partners = [aPartner, anotherPartner];
const engagements = [anEngagement, anotherEngagement];
const without = <T>(list: readonly T[], gone: (each: T) => boolean) =>
  list.filter((each) => !gone(each));

/** `aPartner` has three customers on the page of `anEngagement`, `anotherPartner` one on that of `anotherEngagement`. */
beforeEach(async () => {
  await emptyTables(connectionString());
  stores = storesOver(connectionString());
  await importReferenceData(stores, referenceData.parse({ partners, engagements }), clock);
  for (const n of [1, 2, 3]) {
    const id = customerId.parse(`c0ffee00-0000-4000-8000-00000000000${n}`);
    await execute(stores.customers, id, { ...anAddCommand, profile: { ...aCustomerProfile, id } });
  }
  await execute(stores.customers, aCustomerProfile.id, {
    ...{ ...anAddCommand, partner: anotherPartner, locationId: locationOf(anotherPartner) },
    engagements: [anotherEngagement],
  });
});

const accept = (file: object) => acceptImport(stores, referenceData.parse(file), clock);
const refusedFor = (path: (string | number)[], openAssociations: number) => ({
  ok: false,
  refusal: {
    ...{ code: 'in-use', openAssociations },
    errors: [
      { path, message: `open associations that use what it takes away: ${openAssociations}` },
    ],
  },
});

const eligibleLocations = without(anEngagement.eligibleLocations, (id) => id === aLocationId);
const locations = without(aPartner.locations, ({ id }) => id === aLocationId);

describe('is refused', () => {
  it.each<[string, object, (string | number)[]]>([
    [
      'an engagement’s intent',
      { engagements: [anotherEngagement, { ...anEngagement, intent: 'sell' }] },
      ['engagements', 1, 'intent'],
    ],
    [
      'a location of an engagement',
      { engagements: [{ ...anEngagement, eligibleLocations }] },
      ['engagements', 0, 'eligibleLocations'],
    ],
    [
      'a location of a partner',
      { partners: [{ ...aPartner, locations }] },
      ['partners', 0, 'locations'],
    ],
  ])(
    'the loss of %s, with the number of open associations; nothing is written',
    async (_, file, path) => {
      const before = await dump(stores.tables);

      expect(await accept(file)).toEqual(refusedFor(path, 3));
      expect(await dump(stores.tables)).toEqual(before);
    },
  );

  it('the loss of several things, each association counted once', async () => {
    const file = {
      engagements: [{ ...anEngagement, eligibleLocations }],
      partners: [{ ...aPartner, locations }],
    };

    expect(await accept(file)).toMatchObject({
      refusal: { openAssociations: 3, errors: [{}, {}] },
    });
  });

  it('the loss of a partner’s location by what this partner has open there, not another', async () => {
    const [location] = aThirdPartner.locations;
    const two = ['3003001', '3003002'].map((id) => ({ ...location, id }));
    await importReferenceData(
      stores,
      referenceData.parse({ partners: [{ ...aThirdPartner, locations: two }] }),
      clock,
    );
    const asIfItsOwn = { ...aThirdPartner, locations: aPartner.locations };
    await execute(stores.customers, aCustomerProfile.id, {
      ...{ ...anAddCommand, partner: asIfItsOwn },
      engagements: [anotherEngagement],
    });

    const file = { partners: [{ ...aPartner, locations }, aThirdPartner] };
    expect(await accept(file)).toEqual(refusedFor(['partners', 0, 'locations'], 3));
  });

  it('until they have ended', async () => {
    const key = keyOf(anAssociation('associated'));
    const cancel = { ...stepsAt(askedAt).cancel, key };
    await execute(stores.customers, aCustomerProfile.id, cancel);

    const file = { engagements: [{ ...anEngagement, eligibleLocations }] };
    expect(await accept(file)).toEqual(refusedFor(['engagements', 0, 'eligibleLocations'], 2));
  });
});

describe('is taken', () => {
  const otherLocations = without(aPartner.locations, ({ id }) => id === aLocationNotEnrolled);
  it.each<[string, object]>([
    [
      'the loss of locations of an engagement at which nothing is open',
      { engagements: [{ ...anEngagement, eligibleLocations: [aLocationId] }] },
    ],
    [
      'the loss of a partner’s location at which nothing is open',
      { partners: [{ ...aPartner, locations: otherLocations }] },
    ],
    [
      'the loss of an intent that nobody uses',
      { engagements: [{ ...anEngagement, id: 'unused', intent: 'sell' }] },
    ],
  ])('%s', async (_, file) => {
    await stores.reference.putEngagement({ ...anEngagement, id: engagementId.parse('unused') });

    expect(await accept(file)).toMatchObject({ ok: true });
  });

  it('the loss of a location that is used for another engagement', async () => {
    const at = (gone: string) => without(anEngagement.eligibleLocations, (id) => id === gone);
    const file = {
      engagements: [
        { ...anEngagement, eligibleLocations: at(locationOf(anotherPartner)) },
        { ...anotherEngagement, eligibleLocations: at(aLocationNotEnrolled) },
      ],
    };

    expect(await accept(file)).toMatchObject({ ok: true });
  });

  it('what gives an engagement its Customers page', async () => {
    await stores.reference.putEngagement({ ...anEngagement, intent: 'sell' });
    const file = { engagements: [{ ...anEngagement, eligibleLocations: [] }] };

    expect(await accept(file)).toMatchObject({ ok: true });
  });
});

it('reads no association where nothing is taken away', async () => {
  const associations = () => {
    throw new Error('the associations were read');
  };
  const customers = { ...stores.customers, associations };
  const data = referenceData.parse({ partners, engagements, customers: [aCustomerProfile] });

  expect(await acceptImport({ ...stores, customers }, data, clock)).toMatchObject({ ok: true });
});
