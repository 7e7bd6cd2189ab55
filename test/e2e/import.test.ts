// An import over HTTP: taken at once, seen from outside, done in the background; cut off by a kill -9, it goes on. And the
// same from the command line.
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createImportStore } from '../../shared/store/import-store';
import { openTables } from '../../shared/store/tables';
import { dist } from '../support/dist';
import { App, contoso, operator, type Answered } from './support/app';
import { imported, importInto } from './support/import';
import { known } from './support/known';
import { Pair } from './support/pair';

jest.setTimeout(240_000);
const app = new App();
beforeAll(() => app.start());
afterAll(() => app.stop());

const path = '/api/admin/reference-data';
const at = '2026-03-01T09:00:00.000Z';

/** So many customers, each known to Contoso. */
function aFile(count: number) {
  const customers = Array.from({ length: count }, () => {
    const tenantId = randomUUID();
    return { id: tenantId, tenantId, name: `Customer ${tenantId}` };
  });
  const consents = customers.map(({ id: customerId }) => {
    return { partnerId: 'contoso-consulting', customerId, at };
  });
  return { customers, history: { consents } };
}
const post = (body: object) => app.call('POST', path, { ...operator, body });
const addressOf = (taken: Answered) => new URL(taken.headers.get('location') ?? '').pathname;
const state = async (address: string) => (await app.call('GET', address, operator)).json;
/** Once it is under way, with something done and something left. */
const halfDone = (address: string) =>
  app.until('half an import', async () => {
    const { done } = await state(address);
    return Number(done) > 0 ? true : undefined;
  });
async function knownCustomers(file: ReturnType<typeof aFile>): Promise<number> {
  const page = '/api/engagements/threat-protection-workshop/customers';
  const statuses = await Promise.all(
    [file.customers[0], file.customers.at(-1)].map(async (customer) => {
      return (await app.call('GET', `${page}/${customer?.id ?? ''}`)).status;
    }),
  );
  return statuses.filter((status) => status === 200).length;
}

/** As `npm run import -- <file>`. */
function byCommandLine(file: object) {
  const name = join(app.folder, `${randomUUID()}.json`);
  writeFileSync(name, JSON.stringify(file));
  const args = [join(dist, 'functions', 'import-reference-data.js'), name];
  const env = { ...process.env, TABLES_CONNECTION_STRING: app.at.tables };
  return { args, env };
}

describe('an import', () => {
  it('is answered at once with where it is to be seen, and is seen until it is done', async () => {
    const taken = await post(aFile(2));

    expect(taken.status).toBe(202);
    const address = addressOf(taken);
    expect(address).toBe(`${path}/imports/${String(taken.json['importId'])}`);
    expect(taken.headers.get('operation-location')).toBe(taken.headers.get('location'));
    expect(taken.json).toMatchObject({ state: 'running', step: 'records', done: 0, total: 4 });
    await imported(app, taken);
    const counts = { engagements: 0, partners: 0, customers: 2, consents: 2, completions: 0 };
    expect(await state(address)).toMatchObject({ state: 'done', done: 4, total: 4, counts });
  });

  it('is seen by nobody but the operator, and 404 where there is none', async () => {
    const address = addressOf(await importInto(app, aFile(1)));
    const nowhere = `${path}/imports/${'0'.repeat(32)}`;

    expect((await app.call('GET', address, { tenant: contoso })).status).toBe(403);
    expect((await app.call('GET', address, { token: undefined })).status).toBe(401);
    expect((await app.call('GET', nowhere, operator)).status).toBe(404);
    expect((await app.call('GET', `${path}/imports/x`, operator)).status).toBe(400);
  });

  it('of 40 customers passes', async () => {
    const file = aFile(40);
    await importInto(app, file);

    expect(await knownCustomers(file)).toBe(2);
  });

  it('posted twice is one import, and once more after its end another run of it', async () => {
    const file = aFile(30);
    const [first, second] = await Promise.all([post(file), post(file)]);

    expect([first.status, second.status]).toEqual([202, 202]);
    expect(addressOf(second)).toBe(addressOf(first));
    await imported(app, first);
    const again = await post(file);
    expect([again.status, again.json['state'], again.json['done']]).toEqual([202, 'running', 0]);
    await imported(app, again);
  });

  it('is refused with 409 while another is under way, whose place it names', async () => {
    const [first, second] = await Promise.all([post(aFile(30)), post(aFile(31))]);

    const [taken, refused] = first.status === 202 ? [first, second] : [second, first];
    expect([taken.status, refused.status]).toEqual([202, 409]);
    expect(refused.json).toMatchObject({ importId: taken.json['importId'] });
    expect(refused.json['type']).toMatch(/:another-import$/);
    await imported(app, taken);
  });
});

describe('what open associations use', () => {
  it('is not taken away: 409 with their number, and nothing is changed', async () => {
    const pair = await Pair.create(app);
    await pair.add();
    const { engagement: id } = pair;
    const shown = await app.call('GET', `/api/engagements/${id}`);
    const engagement = {
      ...{ id, name: 'Renamed', intent: 'build-intent', solutionArea: 'Security', role: 'x' },
      ...{ startsOn: '2026-01-01', lastDayToClaimCustomers: '2099-12-31' },
      ...{ eligibleLocations: [], partnerCriteria: [], customerCriteria: [] },
    };

    const { status, json } = await post({ engagements: [engagement] });

    expect(status).toBe(409);
    expect(json).toMatchObject({
      type: 'urn:mci-engagement-customers:problem:in-use',
      openAssociations: 1,
      errors: [{ path: 'engagements.0.eligibleLocations' }],
    });
    expect((await app.call('GET', `/api/engagements/${id}`)).text).toBe(shown.text);
    await pair.cancel();
    await importInto(app, { engagements: [engagement] });
  });
});

describe('cut off by a kill -9', () => {
  it('it goes on after the start, and ends as if nothing had been', async () => {
    const file = aFile(40);
    const address = addressOf(await post(file));
    await halfDone(address);
    await app.kill();
    await app.start(); // waits for its turn with the sample data

    expect(await state(address)).toMatchObject({ state: 'done' });
    expect(await knownCustomers(file)).toBe(2);
  });

  it('and without its orchestration it is started by the reconciliation', async () => {
    const file = aFile(30);
    const run = byCommandLine(file);
    const child = spawn(process.execPath, run.args, { env: run.env, stdio: 'ignore' });
    const imports = createImportStore(openTables({ connectionString: app.at.tables }).reference);
    const importId = await app.until('half of the command line’s import', async () => {
      const { status } = await imports.latest();
      const isHalfDone = status?.counts.customers === 30 && status.done > 0;
      return isHalfDone ? status.importId : undefined;
    });
    child.kill('SIGKILL');

    await app.until('its end', async () => {
      await app.advance('PT5M');
      const { state: now } = await state(`${path}/imports/${importId}`);
      return now === 'done' ? true : undefined;
    });
    expect(await knownCustomers(file)).toBe(2);
  });
});

describe('npm run import', () => {
  it('does the same, and tells how far it is and what there was', async () => {
    const pair = await known(await Pair.create(app));
    const file = aFile(30);
    const { args, env } = byCommandLine(file);

    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env });

    expect(JSON.parse(stdout)).toEqual({
      ...{ engagements: 0, partners: 0, customers: 30, consents: 30, completions: 0 },
    });
    expect(stderr).toMatch(/^records: 0 of 60\n[^]*records: 60 of 60\n$/);
    expect(await knownCustomers(file)).toBe(2);
    expect(await pair.row()).toMatchObject({ actions: ['claimCustomer'] });
  });
});
