// From what a partner types (e-mail, perhaps a tenant ID or TPID) to the customer meant (R12–R14).
import { customerOf, type TenantId, type Tpid } from '../domain/ids';
import { combinedProfile, noProfile, type CustomerProfile } from '../domain/reference';
import { domainOf } from '../domain/text';
import type { ReferenceStore } from '../store/reference-store';
import type { Tenant, TenantDirectory } from './tenant-directory';

export interface CustomerQuestion {
  readonly email: string;
  readonly tenantId?: TenantId | undefined;
  readonly tpid?: Tpid | undefined;
}
export interface ResolvedCustomer {
  readonly profile: CustomerProfile;
  /** The e-mail's domain belongs to another tenant, or to none: a reason is asked for (R14). */
  readonly isMismatch: boolean;
}

/** Undefined: tenant not found; ask for another e-mail, a tenant ID or a TPID. Throws `DirectoryUnavailable`. */
export async function resolveCustomer(
  {
    directory,
    reference,
  }: {
    directory: TenantDirectory;
    reference: Pick<ReferenceStore, 'profile' | 'profilesOfTpid'>;
  },
  { email, tenantId, tpid }: CustomerQuestion,
): Promise<ResolvedCustomer | undefined> {
  const domain = domainOf(email);
  const ofDomain = await directory.find(domain);

  async function profileOf({ id, name }: Tenant): Promise<CustomerProfile> {
    const customer = customerOf(id, undefined);
    const known = {
      name: name ?? (id === ofDomain?.id ? domain : id),
      tenantId: id,
      domains: id === ofDomain?.id ? [domain] : [],
    };
    return (await reference.profile(customer)) ?? noProfile(customer, known);
  }

  if (tenantId !== undefined) {
    const isMismatch = tenantId !== ofDomain?.id;
    const tenant = isMismatch ? await directory.find(tenantId) : ofDomain;
    return tenant && { profile: await profileOf(tenant), isMismatch };
  }
  if (tpid !== undefined) {
    const members = await reference.profilesOfTpid(tpid);
    const [only] = members;
    if (only === undefined) return undefined;
    const match = members.find((member) => member.tenantId === ofDomain?.id && ofDomain);
    if (match !== undefined) return { profile: match, isMismatch: false };
    const profile = members.length === 1 ? only : combinedProfile(tpid, members);
    return { profile, isMismatch: true };
  }
  return ofDomain && { profile: await profileOf(ofDomain), isMismatch: false };
}
