// Who calls: an access token of Entra (or the local issuer), its signature, issuer, audience, expiry and kind checked.
// Nothing in any other header is believed.
import * as z from 'zod';
import { issuerOf } from '../../shared/auth-settings';
import type { Config } from '../../shared/config';
import { tenantId, type TenantId } from '../../shared/domain/ids';
import { line } from '../../shared/domain/text';
import { problem } from './problem';
import { Rejected } from './request';
import { createVerifyToken, InvalidToken } from './verify-token';

export interface Identity {
  /** A user, for whom some application calls; or an application by itself. */
  readonly kind: 'user' | 'application';
  readonly tenantId: TenantId;
  /** The object ID of the user, or of the application's service principal. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
}
export type Authenticate = (authorization: string | null) => Promise<Identity>;

const anything = z.unknown().optional();
/** v1.0 and v2.0 tokens differ in who the client is (`appid`, `azp`) and in what the user is called. */
const claims = z.object({
  tid: tenantId,
  oid: line(160),
  iss: z.string(),
  roles: z.array(z.string()).nullish(),
  scp: z.string().nullish(),
  idtyp: z.string().nullish(),
  azp: z.string().nullish(),
  appid: z.string().nullish(),
  /** For showing only, so that nothing in them is a reason to refuse a token. */
  name: anything,
  preferred_username: anything,
  upn: anything,
  unique_name: anything,
  nonce: anything,
});
type Claims = z.infer<typeof claims>;

export function createAuthenticate({ audiences, issuers, jwksUri }: Config['auth']): Authenticate {
  const verify = createVerifyToken(jwksUri, {
    audience: audiences,
    algorithms: ['RS256'],
    requiredClaims: ['exp', 'tid', 'oid', 'iss'],
    clockTolerance: 60,
  });

  return async (authorization) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw unauthorized('A bearer token is needed.');
    const payload = await verify(token).catch((error: unknown) => {
      throw error instanceof InvalidToken ? unauthorized(error.message) : error;
    });
    const parsed = claims.safeParse(payload);
    if (!parsed.success) {
      const [claim] = parsed.error.issues[0]?.path ?? [];
      throw unauthorized(`The token’s claim ${String(claim)} is not of Entra’s form.`);
    }
    const { tid, iss, oid, roles } = parsed.data;
    if (!issuers.some((template) => issuerOf(template, tid) === iss)) {
      throw unauthorized('The token is of another issuer (iss).');
    }
    const kind = kindOf(parsed.data);
    if (kind === undefined) {
      throw unauthorized('This is no access token: it has no scp, and is no application’s.');
    }
    return { kind, tenantId: tid, id: oid, roles: roles ?? [], name: nameOf(parsed.data) };
  };
}

/**
 * An access token names its client; only a user's has `scp`. An application's says so (`idtyp`) where the API's
 * registration asks for that claim, and else is the one that names nobody. An ID token, which may be for the same
 * audience and with the same roles, has neither client nor scope.
 */
function kindOf(token: Claims): Identity['kind'] | undefined {
  const { scp, idtyp, azp, appid } = token;
  const isScoped = (scp ?? '').trim() !== '';
  if (isScoped) return idtyp === 'app' ? undefined : 'user';
  if ((azp ?? appid) == null) return undefined;
  const isOfSignIn = [...namesIn(token), token.nonce].some((claim) => claim != null);
  return idtyp === 'app' || (idtyp == null && !isOfSignIn) ? 'application' : undefined;
}

function namesIn({ name, preferred_username, upn, unique_name }: Claims): unknown[] {
  return [name, preferred_username, upn, unique_name];
}

/** What the record calls the user; a name that could not stand on a page or in a mail is passed over. */
function nameOf(token: Claims): string {
  const fit = namesIn(token).flatMap((name) => line(120).safeParse(name).data ?? []);
  return fit[0] ?? token.oid;
}

function unauthorized(detail: string): Rejected {
  return new Rejected(
    problem(401, 'unauthorized', 'Not signed in', { detail }, { 'www-authenticate': 'Bearer' }),
  );
}
