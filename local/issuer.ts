// A local OpenID issuer with a key of its own: the tokens look as Entra's do, and whoever asks gets any role. It must
// never be configured outside this machine.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { json, parseBody, Refused, serve, type Answer, type Asked } from './http-server';

export interface Issuer {
  /** As in Entra's common document: `{tenantid}` stands for the tenant of the token. */
  issuer: string;
  /** Of v1.0 tokens. */
  issuerV1: string;
  jwksUri: string;
  token: (claims: SignIn, options?: TokenOptions) => Promise<string>;
  stop: () => Promise<void>;
}

interface TokenOptions {
  readonly audience?: string;
  /** As jose reads it: "1h" (the default), "5 minutes", "-1s". */
  readonly expiresIn?: string;
}

const signIn = z.object({
  tenantId: z.guid(),
  roles: z.array(z.string()),
  /** An access token for a user or for an application (a daemon), or a user's ID token, which is none. */
  kind: z.enum(['user', 'application', 'idToken']).default('user'),
  version: z.enum(['1.0', '2.0']).default('2.0'),
  name: z.string().exactOptional(),
  oid: z.guid().exactOptional(),
  email: z.string().exactOptional(),
});
type SignIn = z.input<typeof signIn>;

const localClientId = '7d1f8a52-3b0c-4a67-9c1e-000000000001';

/** Without a folder the key, and with it every token, ends with the process. */
export async function startIssuer(options: {
  port: number;
  folder?: string;
  /** Of the API that the tokens are for. */
  clientId: string;
}): Promise<Issuer> {
  const { importJWK, SignJWT } = await import('jose');
  const jwk = await signingKey(options.folder);
  const key = await importJWK(jwk, 'RS256');
  const { kty, n, e, kid } = jwk;
  const keySet = { keys: [{ kty, n, e, kid, use: 'sig', alg: 'RS256' }] };

  const server = await serve('the issuer', options.port, (asked) => answer(asked));
  const issuer = `${server.url}/{tenantid}/v2.0`;
  const issuerV1 = `${server.url}/{tenantid}/`;
  const jwksUri = `${server.url}/discovery/v2.0/keys`;

  function token(
    asked: SignIn,
    { audience, expiresIn = '1h' }: TokenOptions = {},
  ): Promise<string> {
    const who = signIn.parse(asked);
    const { tenantId, kind, version } = who;
    const isV1 = version === '1.0';
    const { sub, ...claims } = kind === 'application' ? applicationClaims(who) : userClaims(who);
    // Entra puts an `api://` name only into v1.0 access tokens.
    const isNamed = isV1 && kind !== 'idToken';
    const ownName = isNamed ? `api://${options.clientId}` : options.clientId;
    return new SignJWT({ ver: version, tid: tenantId, roles: who.roles, ...claims })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid })
      .setIssuer((isV1 ? issuerV1 : issuer).replace('{tenantid}', tenantId))
      .setAudience(audience ?? ownName)
      .setSubject(sub)
      .setIssuedAt()
      .setNotBefore('0s')
      .setExpirationTime(expiresIn)
      .sign(key);
  }

  async function answer({ method, url, headers, body }: Asked): Promise<Answer> {
    const tenant = /^\/([^/]+)\/v2\.0\/\.well-known\/openid-configuration$/.exec(url.pathname)?.[1];
    if (method === 'GET' && tenant) return json(200, configuration(tenant));
    if (method === 'GET' && url.pathname === '/discovery/v2.0/keys') return json(200, keySet);
    if (url.pathname === '/token') {
      const cors = localOrigin(headers.origin);
      if (method === 'OPTIONS') return { status: 204, headers: cors };
      if (method === 'POST') {
        const access_token = await token(parseBody(signIn, body));
        return json(200, { token_type: 'Bearer', access_token, expires_in: 3600 }, cors);
      }
    }
    throw new Refused(404, 'NotFound', `Nothing is at ${method} ${url.pathname}.`);
  }

  function configuration(tenant: string) {
    return {
      issuer: z.guid().safeParse(tenant).success ? issuer.replace('{tenantid}', tenant) : issuer,
      jwks_uri: jwksUri,
      token_endpoint: `${server.url}/token`,
      response_types_supported: ['token'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
    };
  }

  return { issuer, issuerV1, jwksUri, token, stop: server.stop };
}

const privateKey = z.looseObject({
  kty: z.literal('RSA'),
  kid: z.string(),
  n: z.string(),
  e: z.string(),
  d: z.string(),
});

async function signingKey(folder: string | undefined) {
  const file = folder === undefined ? undefined : join(folder, 'issuer-key.json');
  if (file !== undefined && existsSync(file))
    return privateKey.parse(JSON.parse(readFileSync(file, 'utf8')));

  const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await import('jose');
  const pair = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(pair.privateKey);
  const key = privateKey.parse({ ...jwk, kid: await calculateJwkThumbprint(jwk) });
  if (folder !== undefined && file !== undefined) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, JSON.stringify(key), { mode: 0o600, flag: 'wx' });
  }
  return key;
}

type AskedToken = z.output<typeof signIn>;

function userClaims({ tenantId, kind, version, name = 'Local user', email, oid }: AskedToken) {
  const username = email ?? `${name.toLowerCase().replaceAll(/\W+/g, '.')}@local.test`;
  const id = oid ?? guidOf(tenantId, name);
  return {
    oid: id,
    sub: guidOf(id, localClientId),
    name,
    ...(version === '1.0'
      ? { upn: username, unique_name: username }
      : { preferred_username: username }),
    ...(kind === 'idToken'
      ? { nonce: guidOf(id, 'nonce') }
      : { ...clientClaims(version, '0'), scp: 'Customers.ReadWrite' }),
  };
}

function applicationClaims({ tenantId, version, name = 'Local daemon', oid }: AskedToken) {
  const id = oid ?? guidOf(tenantId, name);
  return { oid: id, sub: id, idtyp: 'app', ...clientClaims(version, '1') };
}

/** Who asked for the access token, and whether it has a secret of its own. */
function clientClaims(version: AskedToken['version'], acr: '0' | '1') {
  return version === '1.0'
    ? { appid: localClientId, appidacr: acr }
    : { azp: localClientId, azpacr: acr };
}

/** The same person again at each sign-in under the same name. */
function guidOf(...of: string[]): string {
  const hex = createHash('sha256').update(of.join('\n')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function localOrigin(origin: string | undefined): Record<string, string> {
  const vary = { vary: 'origin' };
  if (origin === undefined || !/^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(origin))
    return vary;
  return {
    ...vary,
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type',
  };
}
