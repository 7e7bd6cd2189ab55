// An issuer of a test's own: keys, a server that answers for the key set as the test says, and tokens signed with any key.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const aTenant = '11111111-1111-4111-8111-111111111111';
export const aClientId = '22222222-2222-4222-8222-222222222222';
const aUser = '33333333-3333-4333-8333-333333333333';

export type KeyPair = Awaited<ReturnType<typeof aKeyPair>>;

/** A signing key under the key ID, and its public half as a key set holds it. */
export async function aKeyPair(kid = 'a-key') {
  const { exportJWK, generateKeyPair } = await import('jose');
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig' } };
}

interface Answer {
  readonly status: number;
  readonly type?: string;
  readonly body: string;
}
export const keySetOf = (...pairs: KeyPair[]): Answer => ({
  status: 200,
  body: JSON.stringify({ keys: pairs.map(({ jwk }) => jwk) }),
});

/** Answers every request with `answer`, which a test may change. */
export async function startKeyServer(answer: Answer) {
  const server = { answer, url: '', stop: () => Promise.resolve() };
  const http = createServer((_, response) => {
    const { status, type = 'application/json', body } = server.answer;
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/keys`;
  server.stop = () =>
    new Promise((resolve) => {
      http.close(() => {
        resolve();
      });
      http.closeAllConnections();
    });
  return server;
}

/** Entra's claims for a user of a v2.0 client; `undefined` leaves one out. */
export const userClaims = {
  ver: '2.0',
  iss: `https://login.microsoftonline.com/${aTenant}/v2.0`,
  aud: aClientId,
  tid: aTenant,
  oid: aUser,
  sub: 'pairwise',
  azp: '44444444-4444-4444-8444-444444444444',
  azpacr: '1',
  scp: 'Customers.ReadWrite',
  roles: ['Incentives.User'],
  name: 'Ines Admin',
  preferred_username: 'ines@partner.example',
};

/** For a daemon, where the API's registration does not ask for `idtyp`. */
export const applicationClaims = {
  ...userClaims,
  sub: aUser,
  scp: undefined,
  name: undefined,
  preferred_username: undefined,
};

export async function signed(
  claims: Record<string, unknown>,
  { kid, privateKey }: Pick<KeyPair, 'kid' | 'privateKey'>,
): Promise<string> {
  const { SignJWT } = await import('jose');
  const now = Math.floor(Date.now() / 1000);
  const whole: Record<string, unknown> = { iat: now, nbf: now, exp: now + 3600, ...claims };
  const given = Object.fromEntries(
    Object.entries(whole).filter(([, value]) => value !== undefined),
  );
  return new SignJWT(given).setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid }).sign(privateKey);
}
