// Imports as kept, against a real Azurite: one is the latest, a status goes forward by what was read, a file leaves nothing.
import type { EngagementId } from '../../../shared/domain/ids';
import type { ImportStatus } from '../../../shared/store/import-rows';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  aCustomerId,
  addedAt,
  anEngagement,
  anotherEngagement,
  aPartner,
} from '../../support/examples';
import { dump, emptyTables, storesOver, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let stores: Stores;
let imports: Stores['imports'];
beforeEach(async () => {
  await emptyTables(connectionString());
  stores = storesOver(connectionString());
  ({ imports } = stores);
});

const anImport = (letter: string): ImportStatus => ({
  ...{ importId: letter.repeat(32), run: 1, state: 'storing', at: addedAt },
  ...{ step: 'records', done: 0, total: 0, chunks: 0, chunksDone: 0 },
  counts: { engagements: 0, partners: 0, customers: 0, consents: 0, completions: 0 },
});
const [anImportA, anImportB] = [anImport('a'), anImport('b')];

async function claimed(status: ImportStatus): Promise<boolean> {
  return imports.claim(await imports.latest(), status);
}

it('lets one of those who have read the same be the latest, and the others know', async () => {
  const latest = await imports.latest();

  const won = await Promise.all([anImportA, anImportB].map((each) => imports.claim(latest, each)));

  expect(won.filter(Boolean)).toHaveLength(1);
  expect((await imports.latest()).status).toEqual(won[0] ? anImportA : anImportB);
  expect(await imports.all()).toHaveLength(1);
});

it('lets one of those who have read the same replace the latest', async () => {
  await claimed(anImport('c'));
  const latest = await imports.latest();

  const won = await Promise.all([anImportA, anImportB].map((each) => imports.claim(latest, each)));

  expect(won.filter(Boolean)).toHaveLength(1);
  expect((await imports.latest()).status).toEqual(won[0] ? anImportA : anImportB);
});

it('replaces the latest, whose status stays', async () => {
  await claimed(anImportA);
  await claimed(anImportB);

  expect((await imports.latest()).status).toEqual(anImportB);
  expect((await imports.all()).map(({ value }) => value)).toEqual([anImportA, anImportB]);
});

const read = async ({ importId }: ImportStatus) => {
  const stored = await imports.read(importId);
  if (stored === undefined) throw new Error('the import is missing');
  return stored;
};

it('leaves an import that was begun again while somebody was about to remove it', async () => {
  await claimed(anImportA);
  const old = await read(anImportA);
  await claimed({ ...anImportA, run: 2 });
  await imports.putChunk(anImportA.importId, 0, { kind: 'partners', records: [aPartner] });

  await imports.remove(old);

  expect((await read(anImportA)).value.run).toBe(2);
  expect(await imports.chunk(anImportA.importId, 0)).toBeDefined();
});

it('knows of none when the latest was removed', async () => {
  await claimed(anImportA);
  await imports.remove(await read(anImportA));

  expect((await imports.latest()).status).toBeUndefined();
  expect(await claimed(anImportB)).toBe(true);
});

it('changes a status only from what was read', async () => {
  await claimed(anImportA);
  const stored = await read(anImportA);

  expect(await imports.update(stored, { ...anImportA, done: 1 })).toBe(true);
  expect(await imports.update(stored, { ...anImportA, done: 2 })).toBe(false);
  expect((await read(anImportA)).value.done).toBe(1);
});

it('leaves nothing of a file of more chunks than a transaction holds, and nothing of another’s out', async () => {
  const chunk = { kind: 'partners' as const, records: [aPartner] };
  const indexes = Array.from({ length: 130 }, (_, n) => n);
  await Promise.all(indexes.map((n) => imports.putChunk(anImportA.importId, n, chunk)));
  await imports.putChunk(anImportB.importId, 0, chunk);
  expect(await imports.chunk(anImportA.importId, 129)).toEqual(chunk);

  await Promise.all([1, 2].map(() => imports.removeChunks(anImportA.importId)));

  const left = [...(await dump(stores.tables)).keys()];
  expect(left).toEqual([`ReferenceData/import_${anImportB.importId}/000000`]);
});

describe('what is owed to an engagement’s pages', () => {
  const owed = async () => (await imports.rewrites()).map(({ value }) => value);
  async function owedTo(engagementId: EngagementId) {
    const found = (await imports.rewrites()).find(({ rowKey }) => rowKey === engagementId);
    if (found === undefined) throw new Error('nothing is owed');
    return found;
  }
  beforeEach(async () => {
    await imports.fileRewrite(anEngagement.id);
    await imports.fileRewrite(anotherEngagement.id);
  });

  it('keeps how far it has come, until it is done', async () => {
    const page = { from: aCustomerId, done: 200, total: 1000 };
    const reached = { engagementId: anEngagement.id, partnerId: aPartner.id, page };
    await imports.updateRewrite(await owedTo(anEngagement.id), reached);
    expect(await owed()).toEqual([{ engagementId: anotherEngagement.id }, reached]);

    await imports.rewriteDone(await owedTo(anEngagement.id));
    expect(await owed()).toEqual([{ engagementId: anotherEngagement.id }]);
  });

  it('begins anew when it is filed again, whoever goes on with what was before', async () => {
    const before = await owedTo(anEngagement.id);
    await imports.fileRewrite(anEngagement.id);

    await imports.updateRewrite(before, { ...before.value, partnerId: aPartner.id });
    await imports.rewriteDone(before);

    expect(await owed()).toContainEqual({ engagementId: anEngagement.id });
  });
});
