// The settings that are deployed, those that the code reads and those of the sample are the same; the app accepts them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readConfig } from '../../shared/config';
import { deployed } from './support/expressions';
import { ofType, readSnapshot, repository, type Resource } from './support/snapshot';

const read = (path: string) => readFileSync(join(repository, path), 'utf8');
const main = readSnapshot('main').resources;
const everything = readSnapshot('private').resources;

const settingsOf = (resources: readonly Resource[]) => {
  const [config] = ofType(resources, 'Microsoft.Web/sites/config').map(({ properties }) =>
    z.record(z.string(), z.string()).parse(properties),
  );
  if (config === undefined) throw new Error('no settings');
  return Object.fromEntries(Object.entries(config).map(([name, text]) => [name, deployed(text)]));
};

/** For the host and the SDKs, not for shared/config.ts. */
const notTheApps =
  /^(?:AzureWebJobsStorage|APPLICATIONINSIGHTS_|FUNCTIONS_|languageWorkers__|AZURE_TOKEN_CREDENTIALS$)/;
/** Only for one's own machine: in Azure the app's identity opens these. */
const localOnly = ['TABLES_CONNECTION_STRING', 'MAIL_CONNECTION_STRING'];

const theApps = (names: Iterable<string>) =>
  [...names].filter((name) => !notTheApps.test(name)).sort();
const inCode = theApps(
  [...read('shared/config.ts').matchAll(/^\s+([A-Z][A-Z_]+):/gm)].map(([, name = '']) => name),
);
const inSample = theApps(
  Object.keys(
    z
      .object({ Values: z.record(z.string(), z.string()) })
      .parse(JSON.parse(read('local.settings.sample.json'))).Values,
  ),
);

describe('the deployed settings', () => {
  it('are accepted by readConfig', () => {
    expect(readConfig(settingsOf(main))).toMatchObject({
      tables: { endpoint: 'https://account.table.example' },
      mail: { endpoint: 'https://mail-service.example' },
      mailSender: 'DoNotReply@azure-managed.example',
      mailQuota: { perMinute: 5, perHour: 10 },
      publicBaseUrl: 'https://app.example',
      auth: {
        issuers: ['https://login.example/{tenantid}/v2.0'],
        audiences: ['000000a0-0000-4000-8000-0000000000a0'],
        jwksUri: 'https://login.example/common/discovery/v2.0/keys',
      },
      graph: undefined,
      portalSignIn: undefined,
    });
  });

  it('with everything that can be asked for are accepted by readConfig', () => {
    expect(readConfig(settingsOf(everything))).toMatchObject({
      mailSender: 'DoNotReply@mail.contoso.example',
      mailQuota: { perMinute: 60, perHour: 600 },
      publicBaseUrl: 'https://customers.contoso.example',
      graph: { url: 'https://graph.microsoft.com' },
      portalSignIn: {
        kind: 'entra',
        clientId: '000000b0-0000-4000-8000-0000000000b0',
        authority: 'https://login.example/organizations',
        scope: '000000a0-0000-4000-8000-0000000000a0/Customers.ReadWrite',
      },
    });
  });

  it.each([main, everything].map((resources) => [theApps(Object.keys(settingsOf(resources)))]))(
    'are those that the code reads (%#)',
    (inAzure) => {
      expect(inAzure).toEqual(inCode.filter((name) => !localOnly.includes(name)));
    },
  );

  it('and the sample’s are those that the code reads', () => {
    expect(inCode.length).toBeGreaterThan(10);
    expect(inSample).toEqual(inCode);
  });

  it.each([
    'TABLES_ENDPOINT',
    'MAIL_ENDPOINT',
    'MAIL_SENDER_ADDRESS',
    'PUBLIC_BASE_URL',
    'AUTH_ISSUERS',
    'AUTH_AUDIENCES',
    'AUTH_JWKS_URI',
    'OPERATOR_TENANT_ID',
  ])('catch that %s is missing', (name) => {
    expect(() => readConfig({ ...settingsOf(main), [name]: '' })).toThrow(
      name.replace(/_ENDPOINT$/, ''),
    );
  });

  it('catch a setting that the code does not read, and one that it does and nobody sets', () => {
    const { AUTH_AUDIENCES: audience = '', ...rest } = settingsOf(main);
    const misspelt = theApps(Object.keys({ ...rest, AUTH_AUDIENCE: audience }));
    expect(misspelt.filter((name) => !inCode.includes(name))).toEqual(['AUTH_AUDIENCE']);
    expect(inCode.filter((name) => ![...misspelt, ...localOnly].includes(name))).toEqual([
      'AUTH_AUDIENCES',
    ]);
  });
});

describe('a value of a snapshot', () => {
  it.each([
    ['plain', 'plain'],
    ["[reference('/a/b', '2025-06-01').primaryEndpoints.table]", 'https://account.table.example/'],
    [
      "[format('{0}{{tenantid}}/v2.0', environment().authentication.loginEndpoint)]",
      'https://login.example/{tenantid}/v2.0',
    ],
  ])('%s becomes %s', (value, expected) => {
    expect(deployed(value)).toBe(expected);
  });

  it.each(["[reference('/a', '1').primaryKey]", "[concat('a', 'b')]", "[listKeys('/a', '1').key]"])(
    'that nobody has a stand-in for is refused: %s',
    (value) => {
      expect(() => deployed(value)).toThrow();
    },
  );
});
