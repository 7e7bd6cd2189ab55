// Tokens in every shape that Entra gives them: each lets in whom it should, or is refused with a sentence that says why.
import * as z from 'zod';
import { createAuthenticate, type Identity } from '../../../functions/http/caller';
import { Rejected } from '../../../functions/http/request';
import { KeysUnavailable } from '../../../functions/http/verify-token';
import {
  aClientId,
  aKeyPair,
  applicationClaims,
  aTenant,
  keySetOf,
  signed,
  startKeyServer,
  userClaims,
  type KeyPair,
} from './support/a-key-server';

const problem = z.looseObject({ status: z.number(), detail: z.string() });
const issuers = [
  'https://login.microsoftonline.com/{tenantid}/v2.0',
  'https://sts.windows.net/{tenantid}/',
  'https://login.microsoftonline.us/{tenantid}/v2.0',
  'https://login.partner.microsoftonline.cn/{tenantid}/v2.0',
  'https://{tenantid}.ciamlogin.com/{tenantid}/v2.0',
];
const audiences = [aClientId, `api://${aClientId}`];

let key: KeyPair;
let server: Awaited<ReturnType<typeof startKeyServer>>;
let authenticate: (token: string) => Promise<Identity>;
beforeAll(async () => {
  key = await aKeyPair();
});
beforeEach(async () => {
  server = await startKeyServer(keySetOf(key));
  const check = createAuthenticate({ issuers, audiences, jwksUri: server.url });
  authenticate = (token) => check(`Bearer ${token}`);
});
afterEach(() => server.stop());

/** What a token with these claims is refused with. */
async function refusal(claims: Record<string, unknown>, signer = key) {
  const failure: unknown = await authenticate(await signed(claims, signer)).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(failure instanceof Rejected)) throw new Error('it was not refused', { cause: failure });
  const { status, detail } = problem.parse(JSON.parse(z.string().parse(failure.response.body)));
  return `${status}: ${detail}`;
}
const accepted = async (claims: Record<string, unknown>, signer = key) =>
  authenticate(await signed(claims, signer));

describe('an access token', () => {
  it('of v2.0, with the client ID for its audience, is a user’s', async () => {
    expect(await accepted(userClaims)).toEqual({
      kind: 'user',
      tenantId: aTenant,
      id: userClaims.oid,
      name: 'Ines Admin',
      roles: ['Incentives.User'],
    });
  });

  it.each(audiences)('of v1.0, for %s, is a user’s', async (aud) => {
    const { azp: appid, azpacr: appidacr, ...claims } = userClaims;
    const iss = `https://sts.windows.net/${aTenant}/`;
    const v1 = { ...claims, appid, appidacr, ver: '1.0', aud, iss, upn: 'ines@partner.example' };

    expect(await accepted(v1)).toMatchObject({ kind: 'user', name: 'Ines Admin' });
    expect(await accepted({ ...v1, scp: undefined, idtyp: 'app' })).toMatchObject({
      kind: 'application',
    });
  });

  it.each(issuers)('of the issuer %s is taken', async (template) => {
    const iss = template.replaceAll('{tenantid}', aTenant);
    expect(await accepted({ ...userClaims, iss })).toMatchObject({ tenantId: aTenant });
  });

  it.each<[string, unknown, string]>([
    ['null', null, 'ines@partner.example'],
    ['missing', undefined, 'ines@partner.example'],
    ['a number', 7, 'ines@partner.example'],
    ['two lines', 'Ines\r\nBcc: v@x.example', 'ines@partner.example'],
    ['a disguise', 'Ines \u202Egnp.exe', 'ines@partner.example'],
    ['a novel', 'I'.repeat(32_000), 'ines@partner.example'],
  ])('whose name is %s goes by the name that is left', async (_, name, shown) => {
    expect(await accepted({ ...userClaims, name })).toMatchObject({ kind: 'user', name: shown });
    const nameless = { ...userClaims, name, preferred_username: null };
    expect(await accepted(nameless)).toMatchObject({ name: userClaims.oid });
    const v1 = { ...nameless, upn: null, unique_name: 'live.com#ines@partner.example' };
    expect(await accepted(v1)).toMatchObject({ name: 'live.com#ines@partner.example' });
  });

  it.each([undefined, null])('whose roles are %s has none', async (roles) => {
    expect(await accepted({ ...userClaims, roles })).toMatchObject({ roles: [] });
  });

  it('is an application’s when it has no scope and names nobody, or says so', async () => {
    const { oid, roles } = applicationClaims;
    const identity = { kind: 'application', tenantId: aTenant, id: oid, roles };
    expect(await accepted(applicationClaims)).toMatchObject(identity);
    expect(await accepted({ ...applicationClaims, idtyp: 'app' })).toMatchObject(identity);
    expect(await accepted({ ...applicationClaims, name: null, scp: '' })).toMatchObject(identity);
  });
});

describe('401', () => {
  const notAccess = '401: This is no access token: it has no scp, and is no application’s.';
  const { azp, scp, ...withoutClient } = userClaims;

  it.each<[string, Record<string, unknown>]>([
    ['of the same audience, with the same roles', { ...withoutClient, nonce: 'a nonce' }],
    ['without a nonce', withoutClient],
    ['without a name', { ...withoutClient, name: undefined, preferred_username: undefined }],
    ['that names a client', { ...applicationClaims, nonce: 'a nonce' }],
    ['that names a client and a person', { ...withoutClient, azp }],
    ['with an empty scope', { ...withoutClient, scp: ' ' }],
  ])('is the answer to an ID token %s', async (_, claims) => {
    expect(scp).toBeDefined();
    expect(await refusal(claims)).toBe(notAccess);
  });

  it('is the answer to a token that is a user’s and an application’s at once', async () => {
    expect(await refusal({ ...userClaims, idtyp: 'app' })).toBe(notAccess);
    expect(await refusal({ ...applicationClaims, idtyp: 'user' })).toBe(notAccess);
  });

  const other = '99999999-9999-4999-8999-999999999999';
  const issuer = '401: The token is of another issuer (iss).';
  it.each<[string, Record<string, unknown>, string]>([
    ['another tenant’s issuer', { tid: other }, issuer],
    ['a host that only looks alike', { iss: userClaims.iss.replace('.com', 'xcom') }, issuer],
    ['an issuer with more behind it', { iss: `${userClaims.iss}/` }, issuer],
    ['an issuer within another', { iss: `https://x.example/${userClaims.iss}` }, issuer],
    ['the template itself', { iss: issuers[0] }, issuer],
    ['half a customers’ tenant', { iss: `https://${other}.ciamlogin.com/${aTenant}/v2.0` }, issuer],
    ['another audience', { aud: other }, '401: The token is for another audience (aud).'],
    ['no audience', { aud: undefined }, '401: The token lacks the claim aud.'],
    ['no tenant', { tid: undefined }, '401: The token lacks the claim tid.'],
    ['no subject', { oid: undefined }, '401: The token lacks the claim oid.'],
    ['a tenant that is none', { tid: '.*' }, '401: The token’s claim tid is not of Entra’s form.'],
    [
      'a user whose ID is a novel',
      { oid: 'o'.repeat(161) },
      '401: The token’s claim oid is not of Entra’s form.',
    ],
    [
      'roles that are no list',
      { roles: 'Incentives.Admin' },
      '401: The token’s claim roles is not of Entra’s form.',
    ],
    ['a time that is over', { exp: 1_700_000_000 }, '401: The token has expired.'],
    ['a time to come', { nbf: 4_000_000_000 }, '401: The token is not valid yet.'],
  ])('says so for %s', async (_, more, expected) => {
    expect(await refusal({ ...userClaims, ...more })).toBe(expected);
  });

  it('says so for a key that is not in the set, and for another under its name', async () => {
    const unsigned = '401: No key of the issuer has signed the token.';
    expect(await refusal(userClaims, await aKeyPair())).toBe(unsigned);
    expect(await refusal(userClaims, await aKeyPair('unknown'))).toBe(unsigned);
  });
});

describe('a key set', () => {
  it('with two keys of one ID serves tokens of both, and of no third', async () => {
    const second = await aKeyPair();
    server.answer = keySetOf(key, second);
    for (const signer of [key, second]) {
      expect(await accepted(userClaims, signer)).toMatchObject({ kind: 'user' });
      expect(await refusal({ ...userClaims, exp: 1_700_000_000 }, signer)).toContain('expired');
    }
    expect(await refusal(userClaims, await aKeyPair())).toContain('No key of the issuer');
  });

  it.each([
    ['503', { status: 503, body: '' }],
    ['429', { status: 429, body: '{"error":"throttled"}' }],
    ['a page', { status: 200, type: 'text/html', body: '<html>Sign in to the Wi-Fi</html>' }],
    ['an error as JSON', { status: 200, body: '{"error":"invalid_tenant"}' }],
    ['a redirect', { status: 302, body: '' }],
  ])('that is answered with %s refuses nobody, and serves once it is back', async (_, answer) => {
    server.answer = answer;
    const token = await signed(userClaims, key);
    await expect(authenticate(token)).rejects.toThrow(KeysUnavailable);
    server.answer = keySetOf(key);
    expect(await authenticate(token)).toMatchObject({ kind: 'user' });
  });

  it('that nobody serves refuses nobody', async () => {
    await server.stop();
    await expect(accepted(userClaims)).rejects.toThrow(KeysUnavailable);
  });
});
