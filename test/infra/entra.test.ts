// The registration in Entra: its roles and scope are those that the code asks for; the script run against a stand-in of `az`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import * as z from 'zod';
import { deployed } from './support/expressions';
import { at, ofType, readSnapshot, repository } from './support/snapshot';

const registration = z.object({
  signInAudience: z.string(),
  api: z.object({
    requestedAccessTokenVersion: z.number(),
    oauth2PermissionScopes: z.array(
      z.object({ id: z.guid(), value: z.string(), type: z.string(), isEnabled: z.literal(true) }),
    ),
  }),
  appRoles: z.array(
    z.object({
      id: z.guid(),
      value: z.string(),
      allowedMemberTypes: z.array(z.string()),
      isEnabled: z.literal(true),
    }),
  ),
  optionalClaims: z.object({ accessToken: z.array(z.object({ name: z.string() })) }),
});
const folder = join(repository, 'infra', 'entra');
const api = registration.parse(JSON.parse(readFileSync(join(folder, 'api.json'), 'utf8')));

describe('the registration', () => {
  it('has the roles that the code asks for: two for users, one for applications', () => {
    const http = join(repository, 'functions', 'http');
    const sources = readdirSync(http, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(http, name), 'utf8'));
    const asked = [...sources.join('').matchAll(/'((?:Incentives|ReferenceData)\.[A-Z]\w+)'/g)];
    expect(
      api.appRoles.map(({ value, allowedMemberTypes }) => [value, ...allowedMemberTypes]),
    ).toEqual([
      ['Incentives.Admin', 'User'],
      ['Incentives.User', 'User'],
      ['ReferenceData.Import', 'Application'],
    ]);
    expect(new Set(asked.map(([, role]) => role))).toEqual(
      new Set(api.appRoles.map(({ value }) => value)),
    );
  });

  it('has the scope that the page asks for', () => {
    const [config] = ofType(readSnapshot('private').resources, 'Microsoft.Web/sites/config');
    const signIn: unknown = JSON.parse(
      deployed(String(config && at(config, 'properties.PORTAL_SIGN_IN'))),
    );
    const { scope } = z.object({ scope: z.string() }).parse(signIn);
    expect(api.api.oauth2PermissionScopes.map(({ value }) => value)).toEqual([scope.split('/')[1]]);
  });

  it('asks for v2 tokens, for users of every organisation, that say whether an application calls', () => {
    expect(api.api.requestedAccessTokenVersion).toBe(2);
    expect(api.signInAudience).toBe('AzureADMultipleOrgs');
    expect(api.optionalClaims.accessToken).toContainEqual({ name: 'idtyp' });
    const ids = [...api.appRoles, ...api.api.oauth2PermissionScopes].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('register-app.sh', () => {
  const clientId = '000000a0-0000-4000-8000-0000000000a0';
  const operator = '000000f0-0000-4000-8000-0000000000f0';
  let bin: string;
  beforeEach(() => (bin = mkdtempSync(join(tmpdir(), 'mci-az-'))));
  afterEach(() => {
    rmSync(bin, { recursive: true, force: true });
  });

  /** Runs the script with an `az` that writes down what it is asked, and fails for what `fails` matches. */
  function register(parameters: readonly string[], fails = 'nothing') {
    const az = `#!/bin/sh
      echo "$*" >> '${bin}/asked'
      case "$*" in *"${fails}"*) exit 1 ;; *'--query appId'*) echo ${clientId} ;; *'--query tenantId'*) echo ${operator} ;; esac`;
    writeFileSync(join(bin, 'az'), az, { mode: 0o755 });
    const { status, stdout } = spawnSync('bash', [join(folder, 'register-app.sh'), ...parameters], {
      encoding: 'utf8',
      env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` },
    });
    return {
      status,
      said: stdout,
      asked: readFileSync(join(bin, 'asked'), 'utf8').trim().split('\n'),
    };
  }

  it('makes or updates one registration, whose client ID is its audience, and says what azd is to be told', () => {
    const { status, said, asked } = register([]);
    expect(status).toBe(0);
    expect(said.trim().split('\n')).toEqual([
      `azd env set API_CLIENT_ID ${clientId}`,
      `azd env set OPERATOR_TENANT_ID ${operator}`,
    ]);
    expect(asked[0]).toMatch(
      /^rest --method patch .*uniqueName='mci-engagement-customers'.*create-if-missing.*@api\.json/,
    );
    expect(asked[2]).toContain(`{"identifierUris": ["api://${clientId}"]}`);
    expect(asked.join()).not.toContain('sp create');
  });

  it('makes its service principal where there is none', () => {
    expect(register([], 'ad sp show').asked.join()).toContain(`ad sp create --id ${clientId}`);
  });

  it('lets the page sign in where it is told of it', () => {
    const { said, asked } = register(['https://app.example/portal']);
    expect(asked[3]).toContain('{"spa": {"redirectUris": ["https://app.example/portal"]}}');
    expect(said).toContain(`azd env set PORTAL_CLIENT_ID ${clientId}`);
  });

  it('stops at what Entra refuses, and prints no ID', () => {
    expect(register([], 'method patch')).toMatchObject({ status: 1, said: '' });
  });
});
