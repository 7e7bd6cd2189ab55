// Settings: what is wrong is named, and the app does not work with it; the sample is complete.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { apiClientId, operatorTenantId } from '../../local/sample';
import { readConfig, WrongSettings } from '../../shared/config';

const root = join(__dirname, '..', '..');
const sample = z
  .object({ Values: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'local.settings.sample.json'), 'utf8'))).Values;

describe('the settings', () => {
  it('of the sample are accepted', () => {
    expect(readConfig(sample)).toMatchObject({
      publicBaseUrl: 'http://localhost:7071',
      mailQuota: { perMinute: 30, perHour: 100 },
      expiryMarginSeconds: 60,
      operatorTenantId,
    });
    expect(readConfig(sample).auth).toEqual({
      issuers: ['http://127.0.0.1:7073/{tenantid}/v2.0', 'http://127.0.0.1:7073/{tenantid}/'],
      audiences: [apiClientId, `api://${apiClientId}`],
      jwksUri: 'http://127.0.0.1:7073/discovery/v2.0/keys',
    });
  });

  it('that the code reads are all in the sample', () => {
    const source = readFileSync(join(root, 'shared', 'config.ts'), 'utf8');
    const read = [...source.matchAll(/^\s+([A-Z][A-Z_]+):/gm)].map(([, name = '']) => name);
    expect(read.length).toBeGreaterThan(10);
    expect(read.filter((name) => !(name in sample))).toEqual([]);
  });

  it.each([
    'TABLES_CONNECTION_STRING',
    'MAIL_CONNECTION_STRING',
    'MAIL_SENDER_ADDRESS',
    'PUBLIC_BASE_URL',
    'AUTH_ISSUERS',
    'AUTH_AUDIENCES',
    'AUTH_JWKS_URI',
    'OPERATOR_TENANT_ID',
  ])('are not taken without %s, which is named', (name) => {
    const without = () => readConfig({ ...sample, [name]: '' });
    expect(without).toThrow(WrongSettings);
    expect(without).toThrow(name);
  });

  it.each([
    ['MAILS_PER_HOUR', '0'],
    ['MAILS_PER_MINUTE', 'many'],
    ['RETENTION_DAYS', '119'],
    ['PUBLIC_BASE_URL', 'ftp://x'],
    ['MAIL_SENDER_ADDRESS', 'a@b@c'],
    ['OPERATOR_TENANT_ID', 'common'],
    ['AUTH_AUDIENCES', ' , '],
    ['AUTH_ISSUERS', 'https://login.microsoftonline.com/common/v2.0'],
    ['AUTH_ISSUERS', '{tenantid}'],
    ['TABLES_CONNECTION_STRING', 'AccountName=account'],
    ['MAIL_CONNECTION_STRING', 'https://mail.example;accesskey=secret'],
  ])('are not taken when %s is %s: the message names it, and holds no value', (name, value) => {
    const wrong = () => readConfig({ ...sample, [name]: value });
    expect(wrong).toThrow(name);
    expect(wrong).not.toThrow(value);
  });

  it('keep records for three years where nothing else is said, and no less than 120 days', () => {
    expect(readConfig({ ...sample, RETENTION_DAYS: '' }).retentionDays).toBe(1095);
    expect(readConfig({ ...sample, RETENTION_DAYS: '120' }).retentionDays).toBe(120);
  });

  it('take either a connection string or an endpoint, not both', () => {
    const endpoint = 'https://account.table.core.windows.net';
    expect(() => readConfig({ ...sample, TABLES_ENDPOINT: endpoint })).toThrow('TABLES');
    const azure = { ...sample, TABLES_CONNECTION_STRING: '', TABLES_ENDPOINT: endpoint };
    expect(readConfig(azure).tables).toEqual({ endpoint, managedIdentityClientId: undefined });
  });

  it.each([',', ' ', ', ', ' ,\n '])('take a list divided by %j', (divider) => {
    const audiences = ['6a1b', 'api://6a1b'];
    const list = ['', ...audiences, ''].join(divider);
    expect(readConfig({ ...sample, AUTH_AUDIENCES: list }).auth.audiences).toEqual(audiences);
  });

  it('take issuers of every cloud, to the letter', () => {
    const issuers = [
      'https://login.microsoftonline.com/{tenantid}/v2.0',
      'https://sts.windows.net/{tenantid}/',
      'https://login.microsoftonline.us/{tenantid}/v2.0',
      'https://{tenantid}.ciamlogin.com/{tenantid}/v2.0',
    ];
    expect(readConfig({ ...sample, AUTH_ISSUERS: issuers.join() }).auth.issuers).toEqual(issuers);
  });
});

describe('plain HTTP', () => {
  const entra = { PORTAL_SIGN_IN: '' };
  const table = (protocol: string, rest: string) =>
    `DefaultEndpointsProtocol=${protocol};AccountName=account;AccountKey=a2V5;${rest}`;

  it.each<[string, (origin: string) => string]>([
    ['PUBLIC_BASE_URL', (origin) => origin],
    ['AUTH_ISSUERS', (origin) => `${origin}/{tenantid}/v2.0`],
    ['AUTH_ISSUERS', (origin) => `https://sts.windows.net/{tenantid}/ ${origin}/{tenantid}/`],
    ['AUTH_JWKS_URI', (origin) => `${origin}/keys`],
    ['TENANT_DIRECTORY_URL', (origin) => origin],
    ['GRAPH_URL', (origin) => origin],
    ['TABLES_ENDPOINT', (origin) => origin],
    ['MAIL_ENDPOINT', (origin) => origin],
    ['TABLES_CONNECTION_STRING', (origin) => table('http', `TableEndpoint=${origin}/account`)],
    ['TABLES_CONNECTION_STRING', (origin) => table('https', `TableEndpoint=${origin}/account`)],
    [
      'TABLES_CONNECTION_STRING',
      (origin) => `TableEndpoint=${origin}/account;SharedAccessSignature=sv=1`,
    ],
    ['MAIL_CONNECTION_STRING', (origin) => `endpoint=${origin}/;accesskey=a2V5`],
  ])('is taken for %s on this machine only', (name, at) => {
    const other = name.replace(/(_CONNECTION_STRING|_ENDPOINT)$/, (kind) =>
      kind === '_ENDPOINT' ? '_CONNECTION_STRING' : '_ENDPOINT',
    );
    const read = (origin: string) =>
      readConfig({ ...sample, ...entra, [other]: '', [name]: at(origin) });
    for (const own of ['http://localhost:7071', 'http://127.0.0.1', 'http://[::1]:80']) {
      expect(() => read(own)).not.toThrow();
    }
    expect(() => read('https://service.example')).not.toThrow();
    for (const elsewhere of [
      'http://service.example',
      'http://localhost.service.example',
      'http://127.0.0.1.service.example',
      'http://localhost@service.example',
      'http://10.0.0.1',
      'http://0.0.0.0',
      'ftp://localhost',
    ]) {
      expect(() => read(elsewhere)).toThrow(name);
    }
  });

  it('is not taken for a storage account named in a connection string', () => {
    const read = (protocol: string) =>
      readConfig({
        ...sample,
        TABLES_CONNECTION_STRING: table(protocol, 'EndpointSuffix=core.windows.net'),
      });
    expect(() => read('https')).not.toThrow();
    expect(() => read('http')).toThrow('TABLES_CONNECTION_STRING');
  });
});

describe('the local sign-in', () => {
  const signIn = (issuer: string) => {
    const partners = [{ name: 'Contoso', tenantId: operatorTenantId }];
    return { PORTAL_SIGN_IN: JSON.stringify({ kind: 'local', issuer, partners }) };
  };

  it('is taken where its issuer and the app are on this machine', () => {
    for (const issuer of ['http://localhost:7073', 'https://127.0.0.1']) {
      expect(() => readConfig({ ...sample, ...signIn(issuer) })).not.toThrow();
    }
  });

  it.each([
    ['its issuer is elsewhere', { ...signIn('https://issuer.example') }],
    [
      'the app is elsewhere',
      { ...signIn('http://localhost:7073'), PUBLIC_BASE_URL: 'https://app.example' },
    ],
  ])('is not taken where %s', (_, settings) => {
    expect(() => readConfig({ ...sample, ...settings })).toThrow('PORTAL_SIGN_IN');
  });

  it('by Entra is taken anywhere', () => {
    const entra = {
      kind: 'entra',
      clientId: apiClientId,
      authority: 'https://login.microsoftonline.com/organizations',
      scope: `api://${apiClientId}/Customers.ReadWrite`,
    };
    const settings = {
      PORTAL_SIGN_IN: JSON.stringify(entra),
      PUBLIC_BASE_URL: 'https://app.example',
    };
    expect(readConfig({ ...sample, ...settings }).portalSignIn).toEqual(entra);
  });
});
