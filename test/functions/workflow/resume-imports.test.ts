// What becomes of imports that nobody drives, or that are over, against a real Azurite.
import type { Timer } from '@azure/functions';
import { reconcile } from '../../../functions/workflow/reconcile';
import { resumeImports } from '../../../functions/workflow/resume-imports';
import { addDays, addSeconds, type Instant } from '../../../shared/domain/time';
import type { ImportStatus } from '../../../shared/store/import-rows';
import { azuriteOfThisFile } from '../../support/azurite';
import { addedAt, aPartner } from '../../support/examples';
import { dump, emptyTables } from '../../support/tables';
import { aDriver, type ADriver } from './support/a-driver';
import { startApp, type AnApp } from './support/an-app';

const connectionString = azuriteOfThisFile();
let app: AnApp;
let driver: ADriver;
beforeEach(async () => {
  await emptyTables(connectionString());
  app = await startApp(connectionString());
  driver = aDriver();
});
afterEach(() => app.stop());

const importId = 'a'.repeat(32);

async function anImport(state: ImportStatus['state']): Promise<void> {
  const { imports } = app.deps;
  await imports.claim(await imports.latest(), {
    ...{ importId, run: 2, state, at: addedAt },
    ...{ step: 'records', done: 0, total: 1, chunks: 1, chunksDone: 0 },
    counts: { engagements: 0, partners: 1, customers: 0, consents: 0, completions: 0 },
  });
  await imports.putChunk(importId, 0, { kind: 'partners', records: [aPartner] });
}
async function lookedAfter(at: Instant): Promise<void> {
  app.set(at);
  await resumeImports(app.deps, driver.imports, app.context);
}
const stored = async () => (await app.deps.imports.read(importId))?.value;

describe('an import that runs', () => {
  beforeEach(() => anImport('running'));

  it('is started when nothing was heard of it for five minutes and it has no orchestration', async () => {
    await lookedAfter(addSeconds(addedAt, 300));

    expect(driver.calls).toEqual(['start import']);
  });

  it('is left alone while it gives signs of life: the command line may drive it', async () => {
    await lookedAfter(addSeconds(addedAt, 299));

    expect(driver.calls).toEqual([]);
  });

  it('is left alone while its orchestration lives, waiting to try again', async () => {
    await driver.imports.start({ importId, run: 2 });
    await lookedAfter(addDays(addedAt, 1));

    expect(driver.calls).toEqual(['start import']);
  });

  it('is started by the timer of the reconciliation', async () => {
    app.set(addDays(addedAt, 1));
    const status = { last: addedAt, lastUpdated: addedAt, next: addedAt };
    const timer: Timer = {
      ...{ isPastDue: false, schedule: { adjustForDST: true }, scheduleStatus: status },
    };
    await reconcile(app.deps, () => driver)(timer, app.context);

    expect(driver.calls).toEqual(['start import']);
  });
});

describe('an import whose file is being stored', () => {
  beforeEach(() => anImport('storing'));

  it('is given up after a quarter of an hour: no request lives so long', async () => {
    await lookedAfter(addSeconds(addedAt, 900));

    expect(await stored()).toMatchObject({ state: 'failed', failure: 'CutOff' });
  });

  it('is left alone before', async () => {
    await lookedAfter(addSeconds(addedAt, 899));

    expect(await stored()).toMatchObject({ state: 'storing' });
  });
});

describe.each(['done', 'failed'] as const)('an import that is %s', (state) => {
  beforeEach(() => anImport(state));

  it('is removed after 30 days, with what is left of its file and its orchestration', async () => {
    await lookedAfter(addDays(addedAt, 30));

    expect([...(await dump(app.stores.tables)).keys()]).toEqual(['ReferenceData/import/latest']);
    expect(driver.calls).toEqual(['remove import']);
  });

  it('is kept before', async () => {
    await lookedAfter(addSeconds(addDays(addedAt, 30), -1));

    expect(await stored()).toMatchObject({ state });
    expect(driver.calls).toEqual([]);
  });
});

it('keeps the associations waiting for nothing: what fails stands in the log', async () => {
  const imports = { ...app.deps.imports, all: () => Promise.reject(new Error('down')) };

  await resumeImports({ ...app.deps, imports }, driver.imports, app.context);

  expect(app.lines('fault')).toMatchObject([{ doing: 'resumeImports' }]);
});
