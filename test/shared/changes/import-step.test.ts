// The steps of an import, against a real Azurite: how far it has come, the pages that follow, two who drive it at once.
import { acceptImport } from '../../../shared/changes/accept-import';
import { importReferenceData } from '../../../shared/changes/import-reference-data';
import { takeImportStep } from '../../../shared/changes/import-step';
import { referenceData } from '../../../shared/changes/reference-data';
import { partner } from '../../../shared/domain/reference';
import type { ImportStatus } from '../../../shared/store/import-rows';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  addedAt,
  aCustomerProfile,
  anEngagement,
  anotherEngagement,
  anotherPartner,
  aPartner,
  askedAt,
} from '../../support/examples';
import { dump, emptyTables, storesOver, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let stores: Stores;
beforeEach(async () => {
  await emptyTables(connectionString());
  stores = storesOver(connectionString());
});

const partners = [aPartner, anotherPartner];

/** Each state in which it stands, one after the other. */
async function steps(file: object): Promise<ImportStatus[]> {
  const all: ImportStatus[] = [];
  const data = referenceData.parse(file);
  await importReferenceData(
    stores,
    data,
    () => addedAt,
    (status) => all.push(status),
  );
  return all;
}
const shown = ({ state, step, done, total }: ImportStatus) => `${state} ${step} ${done}/${total}`;
const owed = async () => (await stores.imports.rewrites()).map(({ rowKey }) => rowKey);

async function taken(file: object): Promise<ImportStatus> {
  const accepted = await acceptImport(stores, referenceData.parse(file), () => addedAt);
  if (!accepted.ok) throw new Error(accepted.refusal.code);
  return accepted.status;
}

it('tells after each step how far it has come, first with the records, then with the pages', async () => {
  const engagements = [anEngagement, anotherEngagement];

  const all = await steps({ engagements, partners, customers: [aCustomerProfile] });

  expect(all.map(shown)).toEqual([
    'running records 0/6',
    'running records 2/6',
    'running records 4/6',
    'running records 5/6',
    'running records 6/6',
    'running pages 2/4',
    'running pages 4/4',
    'done pages 4/4',
  ]);
});

it('gives a sign of life with each step', async () => {
  const status = await taken({ partners });

  expect((await takeImportStep(stores, status, askedAt))?.at).toBe(askedAt);
  expect((await stores.imports.read(status.importId))?.value.at).toBe(askedAt);
});

it('leaves nothing of the file behind at its end', async () => {
  await steps({ partners });

  const left = [...(await dump(stores.tables)).keys()];
  expect(left.filter((key) => key.includes('import_'))).toEqual([]);
});

describe('the pages of an engagement', () => {
  const last = async (engagement: object) => (await steps({ engagements: [engagement] })).at(-1);
  beforeEach(async () => {
    await steps({ engagements: [anEngagement], partners });
  });

  it.each([
    ['its criteria have changed', { customerCriteria: [] }],
    ['it has another intent', { intent: 'sell' }],
    ['it is new', { id: 'a-new-one' }],
  ])('are made again when %s', async (_, change) => {
    expect(await last({ ...anEngagement, ...change })).toMatchObject({ step: 'pages', total: 2 });
  });

  it.each([
    ['it comes again as it is', {}],
    ['something else has changed', { name: 'Renamed', consentWindowDays: 20 }],
  ])('are left alone when %s', async (_, change) => {
    expect(await last({ ...anEngagement, ...change })).toMatchObject({ step: 'records' });
  });

  it('are made again though this process has read the engagement before another changed it', async () => {
    await stores.reference.engagements();
    const others = storesOver(connectionString());
    await others.reference.putEngagement({ ...anEngagement, customerCriteria: [] });

    expect(await last(anEngagement)).toMatchObject({ step: 'pages', total: 2 });
  });

  it('are owed from before the engagement is written until they are finished', async () => {
    let status = await taken({ engagements: [{ ...anEngagement, customerCriteria: [] }] });
    const { reference } = stores;
    const putEngagement = () => Promise.reject(new Error('cut off'));
    const cut = { ...stores, reference: { ...reference, putEngagement } };

    await expect(takeImportStep(cut, status, addedAt)).rejects.toThrow('cut off');
    expect(await owed()).toEqual([anEngagement.id]);
    for (const expected of [[anEngagement.id], []]) {
      status = (await takeImportStep(stores, status, addedAt)) ?? status;
      expect(await owed()).toEqual(expected);
    }
  });

  it('are finished by the next import where one was given up', async () => {
    const status = await taken({ engagements: [{ ...anEngagement, customerCriteria: [] }] });
    await takeImportStep(stores, status, addedAt);
    const stored = await stores.imports.read(status.importId);
    if (stored === undefined) throw new Error('the import is gone');
    await stores.imports.update(stored, { ...stored.value, state: 'failed' });

    expect((await steps({ customers: [aCustomerProfile] })).at(-1)).toMatchObject({
      ...{ state: 'done', step: 'pages', done: 2 },
    });
    expect(await owed()).toEqual([]);
  });
});

it('takes 50 stretches of pages at a time, and goes on with the partner after', async () => {
  const many = Array.from({ length: 120 }, (_, n) => {
    const number = String(n).padStart(4, '0');
    return partner.parse({
      ...aPartner,
      id: `partner-${number}`,
      tenantIds: [`00000000-0000-4000-8000-00000000${number}`],
      locations: aPartner.locations.map((each, at) => ({ ...each, id: `${at + 1}00${number}` })),
    });
  });

  const all = await steps({ engagements: [anEngagement], partners: many });

  const pages = all.filter(({ step, state }) => step === 'pages' && state === 'running');
  expect(pages.map(({ done, total }) => [done, total])).toEqual([
    [50, 120],
    [100, 120],
    [120, 120],
  ]);
});

describe('driven by two at once', () => {
  it('is done once by whom ever', async () => {
    const status = await taken({ engagements: [anEngagement], partners });
    const drive = async (its: Stores) => {
      let own: ImportStatus | undefined = status;
      while (own?.state === 'running') own = await takeImportStep(its, own, addedAt);
      return own?.state;
    };

    const ends = await Promise.all([drive(stores), drive(storesOver(connectionString()))]);

    expect(ends).toEqual(['done', 'done']);
    expect(await stores.reference.partners()).toHaveLength(2);
  });

  it('goes on from what the faster one has written', async () => {
    const status = await taken({ partners });
    const imports = { ...stores.imports, chunk: () => Promise.resolve(undefined) };
    const slow = {
      ...stores,
      imports: {
        ...imports,
        async chunk() {
          await takeImportStep(stores, status, addedAt);
          return undefined;
        },
      },
    };

    expect(await takeImportStep(slow, status, addedAt)).toMatchObject({ chunksDone: 1 });
  });
});

it('fails where a chunk is gone and nobody else was at it', async () => {
  const status = await taken({ partners });
  await stores.imports.removeChunks(status.importId);

  await expect(takeImportStep(stores, status, addedAt)).rejects.toThrow('a chunk of the import');
});
