// Who calls: a bearer token of Entra (or the local issuer), its signature, issuer, audience, expiry and roles checked.
// Nothing in any other header is believed.
import * as z from 'zod';
import { tenantId, type TenantId } from '../../shared/domain/ids';
import type { Config } from '../../shared/config';
import { problem } from './problem';
import { Rejected } from './request';

export interface Identity {
  readonly tenantId: TenantId;
  readonly userId: string;
  readonly name: string;
  readonly roles: readonly string[];
}
export type Authenticate = (authorization: string | null) => Promise<Identity>;

/** R1: app roles of the API's registration. */
export const partnerRoles: readonly string[] = ['Incentives.Admin', 'Incentives.User'];
export const importRole = 'ReferenceData.Import';

const claims = z.object({
  tid: tenantId,
  oid: z.string().min(1),
  iss: z.string(),
  name: z.string().optional(),
  preferred_username: z.string().optional(),
  roles: z.array(z.string()).default([]),
});

export function createAuthenticate(auth: Config['auth']): Authenticate {
  const jose = import('jose');
  const keys = jose.then(({ createRemoteJWKSet }) => createRemoteJWKSet(new URL(auth.jwksUri)));

  return async (authorization) => {
    const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw unauthorized('A bearer token is needed.');
    const { jwtVerify, errors } = await jose;
    try {
      const { payload } = await jwtVerify(token, await keys, {
        audience: auth.audience,
        algorithms: ['RS256'],
        requiredClaims: ['exp', 'tid', 'oid', 'iss'],
        clockTolerance: 60,
      });
      const parsed = claims.safeParse(payload);
      if (!parsed.success) throw unauthorized('The token lacks a claim.');
      const { tid, iss, oid, roles, name, preferred_username } = parsed.data;
      if (iss !== auth.issuer.replace('{tenantid}', tid)) throw unauthorized('Another issuer.');
      return { tenantId: tid, userId: oid, roles, name: name ?? preferred_username ?? oid };
    } catch (error) {
      const isUnreachable =
        error instanceof errors.JWKSTimeout ||
        !(error instanceof errors.JOSEError || error instanceof Rejected);
      if (isUnreachable) throw new KeysUnavailable('the key set can’t be read', { cause: error });
      throw error instanceof Rejected ? error : unauthorized('The token is not valid.');
    }
  };
}

/** The issuer's keys can't be had: nobody can be let in, and nobody can be refused. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';
}

function unauthorized(detail: string): Rejected {
  return new Rejected(
    problem(401, 'unauthorized', 'Not signed in', { detail }, { 'www-authenticate': 'Bearer' }),
  );
}
