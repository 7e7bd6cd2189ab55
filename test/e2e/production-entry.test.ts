// The entry that Azure loads (package.json "main"), on the embedded host with the sample's settings: it starts with good
// settings, registers what the local entry registers, and with bad ones says that it is out of order.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { azuriteOfThisFile } from '../support/azurite';

jest.setTimeout(60_000);
const tables = azuriteOfThisFile();

const dist = resolve(process.env['DIST'] ?? join(__dirname, '..', '..', 'dist'));
const sample = z
  .object({ Values: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(dirname(dist), 'local.settings.sample.json'), 'utf8')));

const answer = z.object({
  status: z.number(),
  type: z.string().nullable(),
  retryAfter: z.string().nullable(),
  text: z.string(),
});
const binding = z.looseObject({
  type: z.string(),
  route: z.string().optional(),
  methods: z.array(z.string()).optional(),
  schedule: z.string().optional(),
});
const said = z.object({
  functions: z.array(z.object({ name: z.string(), bindings: z.record(z.string(), binding) })),
  answers: z.record(z.string(), answer),
  /** The host's log of errors, each with its category. */
  log: z.array(z.string()),
});
type Said = z.infer<typeof said>;

interface Ended {
  /** Undefined when the app did not start. */
  readonly said: Said | undefined;
  readonly error: string;
}

const link = `/consent/${'A'.repeat(64)}`;
const asked: readonly (readonly [string, string])[] = [
  ['GET', '/api/openapi.json'],
  ['GET', '/api/engagements'],
  ['GET', link],
  ['POST', `${link}/interest`],
  ['POST', '/api/admin/reference-data'],
  ['GET', '/portal'],
  ['GET', '/api/nothing'],
  ['POST', '/admin/functions/reconcile'],
  ['POST', '/runtime/webhooks/EventGrid?functionName=recordDeliveryReport'],
];
/** Well-formed; whoever gets it must look at the issuer's keys first. */
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = `${part({ alg: 'RS256', kid: 'k' })}.${part({})}.AA`;
const report = [{ id: '1', eventType: 'x', subject: 's', data: {}, dataVersion: '1' }];

/** Starts the host in a process of its own, asks a few things, and ends it. */
async function started(settings: Record<string, string>, entry?: string): Promise<Ended> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'mci-main-'));
  const options = { root: dirname(dist), entry, port: 0, dataFolder, settings };
  const script = `
    const { startHost } = require(${JSON.stringify(join(dist, 'local', 'host', 'host.js'))});
    const { keysOf } = require(${JSON.stringify(join(dist, 'local', 'host', 'keys.js'))});
    const headers = {
      'x-functions-key': keysOf(${JSON.stringify(dataFolder)}).master,
      authorization: 'Bearer ${token}', 'aeg-event-type': 'Notification', 'content-type': 'application/json',
    };
    (async () => {
      const errors = [];
      const log = (level, ...said) => level === 'error' && errors.push(said.join(': '));
      const host = await startHost({ ...${JSON.stringify(options)}, log });
      if (host.startError) throw host.startError;
      const answers = {};
      for (const [method, path] of ${JSON.stringify(asked)}) {
        const body = method === 'POST' ? ${JSON.stringify(JSON.stringify(report))} : undefined;
        const response = await fetch(host.url + path, { method, headers, body });
        answers[method + ' ' + path] = {
          status: response.status,
          type: response.headers.get('content-type'),
          retryAfter: response.headers.get('retry-after'),
          text: await response.text(),
        };
      }
      await host.idle();
      console.log(JSON.stringify({ functions: host.functions, answers, log: errors }));
      await host.close();
      process.exit(0);
    })().catch((error) => { console.error(error.message); process.exit(1); });`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, error] = ['', ''];
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (error += String(chunk)));
  await once(child, 'close');
  rmSync(dataFolder, { recursive: true, force: true });
  return { said: out === '' ? undefined : said.parse(JSON.parse(out)), error };
}

const triggersOf = ({ said }: Ended) =>
  (said?.functions ?? []).map(({ name, bindings }) => {
    const trigger = Object.values(bindings).find(({ type }) => type.endsWith('Trigger'));
    return JSON.stringify([
      name,
      trigger?.type,
      trigger?.route,
      trigger?.methods,
      trigger?.schedule,
    ]);
  });

const nobody = 'http://127.0.0.1:1';
const settings = () => ({
  ...sample.Values,
  TABLES_CONNECTION_STRING: tables(),
  AUTH_JWKS_URI: `${nobody}/keys`,
});

describe('package.json "main"', () => {
  let main: Ended;
  beforeAll(async () => {
    main = await started(settings());
  });

  it('starts with the sample’s settings, and answers', () => {
    const get = (path: string) => main.said?.answers[`GET ${path}`]?.status;
    expect([get('/api/openapi.json'), get(link), get('/portal'), get('/api/nothing')]).toEqual([
      200, 404, 200, 404,
    ]);
  });

  it('answers 503 to a token while the issuer’s keys can’t be had', () => {
    expect(main.said?.answers['GET /api/engagements']).toMatchObject({
      status: 503,
      type: 'application/problem+json',
      retryAfter: '5',
    });
  });

  it('registers the same functions as the local entry', async () => {
    const local = await started(settings(), join(dist, 'local', 'app-entry.js'));
    expect(main.said?.functions).toEqual(local.said?.functions);
  });

  it('answers 503 while storage can’t be reached, from its first request on', async () => {
    const unreachable = {
      TABLES_CONNECTION_STRING: tables().replace(
        /TableEndpoint=http:..[^/]+/,
        `TableEndpoint=${nobody}`,
      ),
    };
    const { said, error } = await started({ ...settings(), ...unreachable });
    expect(error).toContain('The tables could not be created');
    expect(said?.answers[`GET ${link}`]).toMatchObject({ status: 503 });
    expect(said?.answers['GET /api/openapi.json']).toMatchObject({ status: 200 });
  });
});

describe('with bad settings', () => {
  const bad = {
    PUBLIC_BASE_URL: 'not-a-url',
    MAIL_SENDER_ADDRESS: '',
    CONTINUATION_TOKEN_KEY: 'guessable',
    AUTH_JWKS_URI: '',
    AUTH_ISSUERS: 'http://evil.example/{tenantid}',
    OPERATOR_TENANT_ID: 'ours',
    MAILS_PER_MINUTE: 'plenty',
  };
  const values = ['not-a-url', 'guessable', 'evil', 'ours', 'plenty'];
  let broken: Ended;
  beforeAll(async () => {
    broken = await started({ ...settings(), ...bad });
  });

  it('the log names every one of them once, without its value', () => {
    for (const name of Object.keys(bad)) expect(broken.error.split(name)).toHaveLength(2);
    for (const value of values) expect(broken.error).not.toContain(value);
  });

  it('every request is answered with 503 and Retry-After, and none tells which setting', () => {
    const { answers = {} } = broken.said ?? {};
    for (const path of ['/api/openapi.json', '/api/engagements', '/portal']) {
      expect(answers[`GET ${path}`]).toMatchObject({
        status: 503,
        type: 'application/problem+json',
        retryAfter: '60',
      });
    }
    expect(answers['POST /api/admin/reference-data']).toMatchObject({ status: 503 });
    for (const each of Object.values(answers)) {
      for (const name of [...Object.keys(bad), ...values]) expect(each.text).not.toContain(name);
    }
  });

  it('a customer who opens a link gets the page that asks to come back', () => {
    for (const page of [`GET ${link}`, `POST ${link}/interest`]) {
      const shown = broken.said?.answers[page];
      expect(shown).toMatchObject({ status: 503, retryAfter: '60' });
      expect(shown?.type).toContain('text/html');
      expect(shown?.text).toContain('Please try again in a minute');
    }
  });

  it('the timer fails into the log, each time, and says why', () => {
    const failures = broken.said?.log.filter((line) => line.includes('reconcile')) ?? [];
    expect(failures.join()).toContain('OPERATOR_TENANT_ID');
  });

  it('a delivery report fails, so that Event Grid brings it again', () => {
    const path = asked.at(-1)?.join(' ') ?? '';
    expect(broken.said?.answers[path]).toMatchObject({ status: 500 });
  });

  it('all is registered that is registered else, but the durable functions: none takes their work', async () => {
    const whole = triggersOf(await started(settings()));
    const durable = whole.filter((each) => /"(orchestration|activity)Trigger"/.test(each));
    expect(durable.length).toBeGreaterThan(0);
    expect(triggersOf(broken)).toEqual(whole.filter((each) => !durable.includes(each)));
  });

  it('`npm start` does not start, and says why', async () => {
    const local = await started({ ...settings(), ...bad }, join(dist, 'local', 'app-entry.js'));
    expect(local.said).toBeUndefined();
    for (const name of Object.keys(bad)) expect(local.error).toContain(name);
    for (const value of values) expect(local.error).not.toContain(value);
  });

  it('one that only fits with another is named as well', async () => {
    const { error, said } = await started({ ...settings(), MAIL_CONNECTION_STRING: '' });
    expect(error).toContain('MAIL_CONNECTION_STRING');
    expect(said?.answers['GET /api/engagements']).toMatchObject({ status: 503, retryAfter: '60' });
  });
});
