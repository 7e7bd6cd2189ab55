// The activity of an import over a real Azurite: it goes on until the import is over, and gives it up on the last try.
import type { Dependencies } from '../../../functions/dependencies';
import { takeImportSteps } from '../../../functions/workflow/take-import-steps';
import { acceptImport } from '../../../shared/changes/accept-import';
import { referenceData } from '../../../shared/changes/reference-data';
import type { ImportStatus } from '../../../shared/store/import-rows';
import { azuriteOfThisFile } from '../../support/azurite';
import { aCustomerProfile, anEngagement, aPartner } from '../../support/examples';
import { emptyTables } from '../../support/tables';
import { startApp, type AnApp } from './support/an-app';

const connectionString = azuriteOfThisFile();
let app: AnApp;
let status: ImportStatus;
beforeEach(async () => {
  await emptyTables(connectionString());
  app = await startApp(connectionString());
  const file = { engagements: [anEngagement], partners: [aPartner], customers: [aCustomerProfile] };
  const accepted = await acceptImport(app.deps, referenceData.parse(file), app.deps.clock);
  if (!accepted.ok) throw new Error(accepted.refusal.code);
  ({ status } = accepted);
});
afterEach(() => app.stop());

const takeSteps = async (input: object = {}, deps: Dependencies = app.deps) => {
  const { importId, run } = status;
  return takeImportSteps(deps)({ importId, run, ...input }, app.context) as Promise<unknown>;
};
const stored = async () => (await app.deps.imports.read(status.importId))?.value;

/** With a partner that can't be written. */
function broken(): Dependencies {
  const putPartner = () => Promise.reject(new TypeError(`no ${aPartner.name} today`));
  return { ...app.deps, reference: { ...app.deps.reference, putPartner } };
}

it('goes on until the import is done, and tells the log how much there was', async () => {
  expect(await takeSteps()).toEqual({ state: 'done' });

  expect(await stored()).toMatchObject({ state: 'done' });
  const counts = { engagements: 1, partners: 1, customers: 1, consents: 0, completions: 0 };
  expect(app.lines('referenceDataImported')).toMatchObject([counts]);
});

it('fails where a step does: the import still runs, and goes on from there', async () => {
  await expect(takeSteps({}, broken())).rejects.toThrow(/^TypeError; /);

  expect(await stored()).toMatchObject({ state: 'running', chunksDone: 1 });
  expect(await takeSteps()).toEqual({ state: 'done' });
});

it('gives the import up on the last try: on record with the fault’s name, in the log without its words', async () => {
  expect(await takeSteps({ isLastTry: true }, broken())).toEqual({ state: 'failed' });

  expect(await stored()).toMatchObject({ state: 'failed', failure: 'TypeError', chunksDone: 1 });
  expect(app.lines('fault')).toMatchObject([{ fault: { name: 'TypeError' } }]);
  expect(JSON.stringify(app.lines('fault'))).not.toContain(aPartner.name);
});

it('goes on as before where the last try succeeds', async () => {
  expect(await takeSteps({ isLastTry: true })).toEqual({ state: 'done' });
});

it('fails where even that can’t be put on record', async () => {
  const imports = { ...app.deps.imports, read: () => Promise.reject(new Error('down')) };

  await expect(takeSteps({ isLastTry: true }, { ...app.deps, imports })).rejects.toThrow(
    /^Error; /,
  );
});

it('does not give up the run that has begun while its own last try failed', async () => {
  const { imports, reference } = app.deps;
  const putPartner = async () => {
    const before = await imports.read(status.importId);
    if (before !== undefined) await imports.update(before, { ...status, run: 2 });
    throw new Error('down');
  };
  const deps = { ...app.deps, reference: { ...reference, putPartner } };

  expect(await takeSteps({ isLastTry: true }, deps)).toEqual({ state: 'replaced' });
  expect(await stored()).toMatchObject({ run: 2, state: 'running' });
});

it.each([
  ['another run has begun', { run: 7 }],
  ['there is no such import', { importId: 'f'.repeat(32) }],
])('does nothing where %s', async (_, input) => {
  expect(await takeSteps(input)).toEqual({ state: 'replaced' });
  expect(await takeSteps({ ...input, isLastTry: true }, broken())).toEqual({ state: 'replaced' });

  expect(await stored()).toEqual(status);
});
