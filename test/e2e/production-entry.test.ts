// The package as Azure loads it: it starts with good settings, registers what the local entry and the unbundled build
// register, and with bad ones says that it is out of order.
import { join } from 'node:path';
import { azuriteOfThisFile } from '../support/azurite';
import { dist } from '../support/dist';
import { asked, link, settingsOver, started, type Ended } from './support/package-process';

jest.setTimeout(60_000);
const tables = azuriteOfThisFile();
const settings = () => settingsOver(tables());

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

describe('the package', () => {
  let main: Ended;
  beforeAll(async () => {
    main = await started(settings());
  });

  it('starts with the sample’s settings, and answers with all its files', () => {
    const get = (path: string) => main.said?.answers[`GET ${path}`]?.status;
    expect([get('/api/openapi.json'), get(link), get('/api/nothing')]).toEqual([200, 404, 404]);
    const files = ['/portal', '/api/docs/swagger-ui-bundle.js', '/api/docs/swagger-ui.css'];
    expect(files.map(get)).toEqual([200, 200, 200]);
  });

  it('answers 503 to a token while the issuer’s keys can’t be had', () => {
    expect(main.said?.answers['GET /api/engagements']).toMatchObject({
      status: 503,
      type: 'application/problem+json',
      retryAfter: '5',
    });
  });

  it.each([
    ['the local entry', 'local/app-entry.js'],
    ['the unbundled build', 'functions/main.js'],
  ])('registers the same functions as %s', async (_, entry) => {
    const other = await started(settings(), join(dist, entry));
    expect(main.said?.functions).toEqual(other.said?.functions);
  });

  it('answers 503 while storage can’t be reached, from its first request on', async () => {
    const unreachable = {
      TABLES_CONNECTION_STRING: tables().replace(
        /TableEndpoint=http:..[^/]+/,
        'TableEndpoint=http://127.0.0.1:1',
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
    AUTH_JWKS_URI: '',
    AUTH_ISSUERS: 'http://evil.example/{tenantid}',
    OPERATOR_TENANT_ID: 'ours',
    MAILS_PER_MINUTE: 'plenty',
  };
  const values = ['not-a-url', 'evil', 'ours', 'plenty'];
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

  it('the health route answers no more than that, and tells the log which settings', () => {
    expect(broken.said?.answers['GET /api/health/ready']).toMatchObject({
      status: 503,
      type: 'application/problem+json',
    });
    const line = broken.said?.log.find((each) => each.includes('"event":"notReady"')) ?? '';
    expect(line).toContain('PUBLIC_BASE_URL custom');
    for (const value of values) expect(line).not.toContain(value);
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
