// A file is taken in, against a real Azurite: as a whole or not at all, one at a time, the same one as often as one likes.
import { acceptImport } from '../../../shared/changes/accept-import';
import { takeImportStep } from '../../../shared/changes/import-step';
import { planOf } from '../../../shared/changes/import-plan';
import { referenceData } from '../../../shared/changes/reference-data';
import type { ImportStatus } from '../../../shared/store/import-rows';
import { azuriteOfThisFile } from '../../support/azurite';
import { startCountingProxy, type Fault } from '../../support/counting-proxy';
import {
  addedAt,
  aCustomerProfile,
  anEngagement,
  anotherEngagement,
  anotherPartner,
  aPartner,
} from '../../support/examples';
import { dump, emptyTables, storesOver, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
let stores: Stores;
beforeEach(async () => {
  await emptyTables(connectionString());
  stores = storesOver(connectionString());
});

const aFile = referenceData.parse({
  engagements: [anEngagement],
  partners: [aPartner, anotherPartner],
  customers: [aCustomerProfile],
});
const anotherFile = referenceData.parse({ engagements: [anotherEngagement] });
const clock = () => addedAt;
const accept = (file = aFile, into = stores) => acceptImport(into, file, clock);

async function taken(file = aFile): Promise<ImportStatus> {
  const accepted = await accept(file);
  if (!accepted.ok) throw new Error(accepted.refusal.code);
  return accepted.status;
}
async function step(status: ImportStatus): Promise<ImportStatus> {
  const after = await takeImportStep(stores, status, addedAt);
  if (after === undefined) throw new Error('the import is gone');
  return after;
}
async function toTheEnd(from: ImportStatus): Promise<ImportStatus> {
  let status = from;
  while (status.state === 'running') status = await step(status);
  return status;
}
async function fail(status: ImportStatus): Promise<void> {
  const stored = await stores.imports.read(status.importId);
  if (stored === undefined) throw new Error('the import is gone');
  await stores.imports.update(stored, { ...stored.value, state: 'failed' });
}

describe('a file that is taken', () => {
  it('is on record as a whole, and nothing of it is written yet', async () => {
    const { importId, counts } = planOf(aFile);

    expect(await taken()).toEqual({
      ...{ importId, run: 1, state: 'running', at: addedAt, step: 'records', done: 0, total: 5 },
      ...{ chunks: 4, chunksDone: 0, counts },
    });

    const kept = [...(await dump(stores.tables)).keys()].map((key) => key.split('/')[1]);
    expect(new Set(kept)).toEqual(new Set(['import', `import_${importId}`]));
  });

  it('whose storing was cut off can’t run, stands on record, and is taken when it comes again', async () => {
    const proxy = await startCountingProxy(connectionString());
    const cutAfterTwoChunks: Fault[] = ['pass', 'pass', 'pass', ...Array<Fault>(9).fill('forbid')];
    proxy.failWrites(...cutAfterTwoChunks);
    await expect(accept(aFile, storesOver(proxy.connectionString))).rejects.toThrow();
    await proxy.stop();
    const cut = (await stores.imports.latest()).status;
    if (cut === undefined) throw new Error('it is not on record');

    expect(cut.state).toBe('storing');
    expect(await step(cut)).toEqual(cut);
    expect(await toTheEnd(await taken())).toMatchObject({ run: 1, state: 'done' });
  });
});

describe('the same file again', () => {
  it('joins the import that is under way, and stores nothing that would be left behind', async () => {
    const first = await step(await taken());
    await stores.imports.removeChunks(first.importId);

    expect(await taken()).toEqual(first);
    expect(await stores.imports.chunk(first.importId, 0)).toBeUndefined();
  });

  it('at the same time is one import', async () => {
    const both = await Promise.all([taken(), taken()]);

    expect(both.map(({ run, state }) => [run, state])).toEqual(Array(2).fill([1, 'running']));
  });

  it('after its end is another run, from the beginning', async () => {
    await toTheEnd(await taken());

    expect(await taken()).toMatchObject({ run: 2, state: 'running', done: 0, chunksDone: 0 });
  });

  it('after it failed goes on where it stopped', async () => {
    await fail(await step(await step(await taken())));

    const again = await taken();

    expect(again).toMatchObject({ run: 2, state: 'running', done: 3, chunksDone: 2 });
    expect(await toTheEnd(again)).toMatchObject({ state: 'done' });
  });

  it('after it failed and another was imported begins anew', async () => {
    await fail(await step(await taken()));
    await toTheEnd(await taken(anotherFile));

    expect(await taken()).toMatchObject({ run: 2, done: 0, chunksDone: 0 });
  });

  it('is not written twice at a time: the run before goes no further', async () => {
    const before = await taken();
    await fail(before);
    const after = await taken();

    expect(await step(before)).toEqual(after);
  });
});

describe('another file', () => {
  it('is refused while one is under way, and taken when that is over', async () => {
    const { importId } = await taken();

    expect(await accept(anotherFile)).toEqual({
      ok: false,
      refusal: { code: 'another-import', importId },
    });
    await toTheEnd(await taken());
    expect(await accept(anotherFile)).toMatchObject({ ok: true });
  });

  it('is taken when the one before has failed', async () => {
    await fail(await taken());

    expect(await accept(anotherFile)).toMatchObject({ ok: true });
  });

  it('at the same time: one is taken, the other refused, whose file leaves nothing', async () => {
    const both = await Promise.all([accept(), accept(anotherFile)]);

    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await stores.imports.all()).toHaveLength(1);
    const kept = [...(await dump(stores.tables)).keys()].map((key) => key.split('/')[1]);
    expect(new Set(kept).size).toBe(2);
  });
});
