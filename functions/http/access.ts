// Who may do what: partners' users work on their own account's data (R1), the operator's application imports reference data.
import type { HttpRequest } from '@azure/functions';
import type { Actor } from '../../shared/domain/association';
import type { Partner } from '../../shared/domain/reference';
import type { Dependencies } from '../dependencies';
import { problem } from './problem';
import { Rejected } from './request';

/** App roles of the API's registration. */
const partnerRoles: readonly string[] = ['Incentives.Admin', 'Incentives.User'];
const importRole = 'ReferenceData.Import';

/** A partner's user on whose behalf the portal calls. */
export interface Caller {
  readonly partner: Partner;
  readonly actor: Actor;
  /** From the Idempotency-Key and what is asked; kept with the record, so that a request cut off half-way is known again. */
  readonly requestId?: string;
}

/** R1. A daemon is no user, whatever role it was given: 403. */
export async function requirePartnerUser(
  { authenticate, reference }: Dependencies,
  { headers }: HttpRequest,
): Promise<Caller> {
  const { kind, roles, tenantId, id, name } = await authenticate(headers.get('authorization'));
  if (kind !== 'user') {
    throw forbidden('A user’s token is needed: an application calls on behalf of its user.');
  }
  if (!roles.some((role) => partnerRoles.includes(role))) {
    throw forbidden('The role Incentives admin or Incentives user is needed.');
  }
  const partner = await reference.partnerOfTenant(tenantId);
  if (partner === undefined) throw forbidden('Your organisation is no partner account here.');
  return { partner, actor: { kind: 'partnerUser', id, name } };
}

/** The role alone proves nothing: the administrators of every tenant can give it to their own applications. */
export async function requireOperator(
  { authenticate, config }: Dependencies,
  { headers }: HttpRequest,
): Promise<void> {
  const { kind, roles, tenantId } = await authenticate(headers.get('authorization'));
  if (kind !== 'application') {
    throw forbidden('An application’s own token is needed, not a user’s.');
  }
  if (!roles.includes(importRole)) throw forbidden(`The role ${importRole} is needed.`);
  if (tenantId !== config.operatorTenantId) {
    throw forbidden('This is for applications of the operator’s tenant only.');
  }
}

function forbidden(detail: string): Rejected {
  return new Rejected(problem(403, 'forbidden', 'Not allowed', { detail }));
}
