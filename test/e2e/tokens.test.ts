// R1 at the door: only a token that our issuer signed, for us, in time, for a user with a role, lets anybody in.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { App, contoso } from './support/app';
import { Pair } from './support/pair';

jest.setTimeout(60_000);
const app = new App();
let pair: Pair;
beforeAll(async () => {
  await app.start();
  pair = await Pair.create(app);
  await pair.add();
});
afterAll(() => app.stop());

const jwk = z.looseObject({ kty: z.string(), kid: z.string(), n: z.string() });
const issuerKey = () =>
  jwk.parse(JSON.parse(readFileSync(join(app.folder, 'issuer-key.json'), 'utf8')));
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What the issuer puts into a token, and the header. */
async function claims(): Promise<Record<string, unknown>> {
  const { decodeJwt } = await import('jose');
  return decodeJwt(await app.token(contoso, ['Incentives.Admin']));
}

/** Signed with the issuer's own key: only the claims can be wrong. */
async function signed(more: Record<string, unknown>): Promise<string> {
  const { importJWK, SignJWT } = await import('jose');
  const key = issuerKey();
  return new SignJWT({ ...(await claims()), ...more })
    .setProtectedHeader({ alg: 'RS256', kid: key.kid })
    .sign(await importJWK(key, 'RS256'));
}

async function signedWithAnotherKey(): Promise<string> {
  const { generateKeyPair, SignJWT } = await import('jose');
  const { privateKey } = await generateKeyPair('RS256');
  return new SignJWT(await claims())
    .setProtectedHeader({ alg: 'RS256', kid: issuerKey().kid })
    .sign(privateKey);
}

/** The public key taken for a shared secret. */
async function signedWithThePublicKey(): Promise<string> {
  const { SignJWT } = await import('jose');
  return new SignJWT(await claims())
    .setProtectedHeader({ alg: 'HS256', kid: issuerKey().kid })
    .sign(Buffer.from(issuerKey().n));
}

const seconds = () => Math.floor(Date.now() / 1000);

describe('200', () => {
  it('R1: is the answer to a user’s token of v1.0, for the API by its name', async () => {
    const { aud, azp: appid, iss } = await claims();
    const token = await signed({
      ver: '1.0',
      aud: `api://${String(aud)}`,
      iss: String(iss).replace('v2.0', ''),
      appid,
      azp: undefined,
    });
    expect((await app.call('GET', '/api/engagements', { token })).status).toBe(200);
  });

  it('R1: is the answer to a user without a name, who goes by what is left', async () => {
    const token = await signed({ name: null, preferred_username: undefined });
    const own = await Pair.create(app);
    expect((await own.add({ token })).status).toBe(201);
    const history = await app.call('GET', own.path('/history'));
    expect(history.json['entries']).toMatchObject([{ by: (await claims())['oid'] }]);
  });
});

describe('401', () => {
  it.each<[string, () => Promise<string> | string | undefined]>([
    ['no token', () => undefined],
    ['one that has expired', () => signed({ exp: seconds() - 120 })],
    ['one without an expiry', () => signed({ exp: undefined })],
    ['one that is not valid yet', () => signed({ nbf: seconds() + 600 })],
    ['one for another audience', () => signed({ aud: 'api://something-else' })],
    ['one of another issuer', () => signed({ iss: `https://evil.example/${contoso}/v2.0` })],
    ['one whose issuer names another tenant', () => signed({ tid: randomUUID() })],
    ['one without a tenant', () => signed({ tid: undefined })],
    ['one without a user', () => signed({ oid: undefined })],
    ['an ID token with the right role', () => app.token(contoso, ['Incentives.Admin'], 'idToken')],
    ['one signed with another key', signedWithAnotherKey],
    ['one signed with the public key', signedWithThePublicKey],
    [
      'one that is not signed',
      async () => `${part({ alg: 'none', typ: 'JWT' })}.${part(await claims())}.AA`,
    ],
  ])('R1: is the answer to %s, with a challenge', async (_, make) => {
    const answer = await app.call('GET', '/api/engagements', { token: await make() });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
  });

  it('R1: is the answer to any other scheme, and to the platform’s headers', async () => {
    const user = 'x-ms-client-principal';
    const roles = [{ typ: 'roles', val: 'Incentives.Admin' }];
    for (const headers of [
      { authorization: 'Basic YTpi' },
      { authorization: 'Bearer a b.c.d' },
      { [user]: part({ auth_typ: 'aad', claims: roles }), [`${user}-id`]: contoso },
    ]) {
      const answer = await app.call('GET', '/api/engagements', { token: undefined, headers });
      expect(answer.status).toBe(401);
    }
  });
});

describe('403', () => {
  it.each<[string, Record<string, unknown>]>([
    ['without roles', { roles: undefined }],
    ['with another role', { roles: ['ReferenceData.Import'] }],
    ['with a role in another case', { roles: ['incentives.admin'] }],
  ])('R1: is the answer to a user %s', async (_, more) => {
    const token = await signed(more);
    expect((await app.call('GET', '/api/engagements', { token })).status).toBe(403);
  });

  it('R1: is the answer to an administrator’s import by a partner’s user', async () => {
    const { status } = await app.call('POST', '/api/admin/reference-data', { body: {} });
    expect(status).toBe(403);
  });
});

describe('who has no right', () => {
  it('R1: changes nothing, by any step', async () => {
    for (const token of [undefined, await signedWithAnotherKey(), await signed({ roles: [] })]) {
      const asked = { token };
      const steps = [pair.add(asked), pair.claim(asked), pair.trigger(asked), pair.cancel(asked)];
      const statuses = (await Promise.all(steps)).map(({ status }) => status);
      expect(statuses).toEqual(Array(4).fill(token === undefined ? 401 : statuses[0]));
      expect([401, 403]).toContain(statuses[0]);
    }
    expect(await pair.history()).toEqual(['addCustomer']);
  });
});
