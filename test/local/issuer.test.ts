// The issuer, seen from a verifier: what it mints is verified against the keys that it serves.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { startIssuer, type Issuer } from '../../local/issuer';

const tenantId = '11111111-1111-4111-8111-111111111111';
const clientId = '22222222-2222-4222-8222-222222222222';

let folder: string;
let issuer: Issuer;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'issuer-'));
  issuer = await startIssuer({ port: 0, folder, clientId });
});

afterEach(async () => {
  await issuer.stop();
  rmSync(folder, { recursive: true });
});

async function verify(token: string) {
  const { createRemoteJWKSet, jwtVerify } = await import('jose');
  const issuers = [issuer.issuer, issuer.issuerV1];
  const expected = {
    audience: [clientId, `api://${clientId}`],
    issuer: issuers.map((template) => template.replace('{tenantid}', tenantId)),
  };
  return jwtVerify(token, createRemoteJWKSet(new URL(issuer.jwksUri)), expected);
}

const origin = (url: string) => new URL(url).origin;

function signIn(body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const url = `${origin(issuer.jwksUri)}/token`;
  return fetch(url, { method: 'POST', body: JSON.stringify(body), headers });
}

test('mints a token shaped as Entra v2.0 does, good against the served keys', async () => {
  const token = await issuer.token({ tenantId, roles: ['Partner'], name: 'Anna' });

  const { payload, protectedHeader } = await verify(token);

  expect(protectedHeader).toMatchObject({ alg: 'RS256' });
  expect(payload).toMatchObject({ ver: '2.0', tid: tenantId, name: 'Anna', roles: ['Partner'] });
  expect(payload).toMatchObject({ preferred_username: 'anna@local.test' });
  expect(payload['oid']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-/);
  expect(payload.aud).toBe(clientId);
  expect(Object.keys(payload)).toEqual(expect.arrayContaining(['scp', 'azp']));
  expect(payload.sub).not.toBe(payload['oid']);
});

test('mints a token shaped as Entra v1.0 does', async () => {
  const { payload } = await verify(
    await issuer.token({ tenantId, roles: ['Partner'], name: 'Anna', version: '1.0' }),
  );

  expect(payload).toMatchObject({ ver: '1.0', aud: `api://${clientId}`, upn: 'anna@local.test' });
  expect(payload.iss).toBe(issuer.issuerV1.replace('{tenantid}', tenantId));
  expect(Object.keys(payload)).toEqual(expect.arrayContaining(['appid', 'scp']));
  expect(Object.keys(payload)).not.toContain('azp');
});

test('mints an application’s token: no scope, no name, itself as the subject', async () => {
  const { payload } = await verify(
    await issuer.token({ tenantId, roles: ['Partner'], kind: 'application' }),
  );

  expect(payload).toMatchObject({ idtyp: 'app', roles: ['Partner'], sub: payload['oid'] });
  for (const claim of ['scp', 'name', 'preferred_username']) {
    expect(Object.keys(payload)).not.toContain(claim);
  }
});

test.each(['1.0', '2.0'] as const)('mints a v%s ID token: no client, no scope', async (version) => {
  const { payload } = await verify(
    await issuer.token({ tenantId, roles: ['Partner'], kind: 'idToken', version }),
  );

  expect(payload.aud).toBe(clientId);
  expect(Object.keys(payload)).toContain('nonce');
  for (const claim of ['scp', 'azp', 'appid', 'idtyp']) {
    expect(Object.keys(payload)).not.toContain(claim);
  }
});

test('mints tokens for another audience, and tokens that are over, when asked', async () => {
  const claims = { tenantId, roles: [] };

  const foreign = await issuer.token(claims, { audience: 'api://other' });
  const over = await issuer.token(claims, { expiresIn: '-1 minute' });

  await expect(verify(foreign)).rejects.toMatchObject({ claim: 'aud' });
  await expect(verify(over)).rejects.toMatchObject({ code: 'ERR_JWT_EXPIRED' });
});

test('keeps its key, readable by its owner only, so that tokens survive a restart', async () => {
  const port = Number(new URL(issuer.jwksUri).port);
  const token = await issuer.token({ tenantId, roles: [] });

  await issuer.stop();
  issuer = await startIssuer({ port, folder, clientId });

  await expect(verify(token)).resolves.toBeDefined();
  expect(statSync(join(folder, 'issuer-key.json')).mode & 0o777).toBe(0o600);
});

test('serves public keys only', async () => {
  const { keys } = z
    .object({ keys: z.array(z.record(z.string(), z.string())) })
    .parse(await (await fetch(issuer.jwksUri)).json());

  expect(keys.map((key) => Object.keys(key).sort())).toEqual([
    ['alg', 'e', 'kid', 'kty', 'n', 'use'],
  ]);
});

test('describes itself per tenant, and by the template for all', async () => {
  const describe = async (tenant: string): Promise<unknown> => {
    const url = `${origin(issuer.jwksUri)}/${tenant}/v2.0/.well-known/openid-configuration`;
    return (await fetch(url)).json();
  };

  expect(await describe(tenantId)).toMatchObject({
    issuer: issuer.issuer.replace('{tenantid}', tenantId),
    jwks_uri: issuer.jwksUri,
  });
  expect(await describe('common')).toMatchObject({ issuer: issuer.issuer });
});

test('signs a page of this machine in', async () => {
  const body = { tenantId, roles: ['Partner'], name: 'Anna' };

  const response = await signIn(body, { origin: 'http://localhost:7071' });

  expect(response.headers.get('access-control-allow-origin')).toBe('http://localhost:7071');
  const { access_token } = z
    .object({ access_token: z.string(), expires_in: z.literal(3600) })
    .parse(await response.json());
  expect((await verify(access_token)).payload).toMatchObject({ roles: ['Partner'] });
});

test('lets no page from elsewhere read a token, and refuses a sign-in that is incomplete', async () => {
  const foreign = await signIn(
    { tenantId, roles: [] },
    { origin: 'http://localhost.evil.example:80' },
  );
  const incomplete = await signIn({ tenantId: 'none', roles: [] });

  expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  expect(incomplete.status).toBe(400);
});

test('says which port is taken', async () => {
  const port = Number(new URL(issuer.jwksUri).port);

  await expect(startIssuer({ port, clientId })).rejects.toThrow(`Port ${port} is taken`);
});
