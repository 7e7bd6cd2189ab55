// The names of things. Every id is safe in a URL and in a storage key: lower-case letters, digits and hyphens.
import * as z from 'zod';
import { storedObject } from './stored';

const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, 'must be 1–40 of a–z, 0–9 and -');

/** A partner account (never a location): the side that R26 compares. */
export const partnerId = slug.brand<'PartnerId'>();
export type PartnerId = z.infer<typeof partnerId>;

/** An MPN location ID. */
export const locationId = z
  .string()
  .regex(/^\d{4,10}$/, 'must be an MPN location ID of 4–10 digits')
  .brand<'LocationId'>();
export type LocationId = z.infer<typeof locationId>;

export const engagementId = slug.brand<'EngagementId'>();
export type EngagementId = z.infer<typeof engagementId>;

/** An Entra directory's GUID, kept in lower case. */
export const tenantId = z.guid().toLowerCase().brand<'TenantId'>();
export type TenantId = z.infer<typeof tenantId>;

/** A Top Parent ID: the number of an account hierarchy, which may own several tenants. */
export const tpid = z
  .string()
  .regex(/^[1-9]\d{0,11}$/, 'must be a TPID of 1–12 digits')
  .brand<'Tpid'>();
export type Tpid = z.infer<typeof tpid>;

/** As stored beside a key, as a fact: whatever the rule was when it was typed (stored.ts). */
export const storedLocationId = z.string().brand<'LocationId'>();
export const storedTenantId = z.string().brand<'TenantId'>();
export const storedTpid = z.string().brand<'Tpid'>();

/** A customer: its tenant's GUID, or `tpid-<number>` where only the TPID is known. */
export const customerId = z
  .string()
  .toLowerCase()
  .regex(
    /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|tpid-[1-9]\d{0,11})$/,
    'must be a tenant ID or tpid-<TPID>',
  )
  .brand<'CustomerId'>();
export type CustomerId = z.infer<typeof customerId>;

export function customerOf(tenant: TenantId | undefined, hierarchy: Tpid | undefined): CustomerId {
  return customerId.parse(tenant ?? `tpid-${hierarchy ?? ''}`);
}

/** One association: the n-th attempt of one partner with one customer for one engagement. */
export const associationKey = z.object({
  customerId,
  engagementId,
  partnerId,
  attempt: z.int().min(1).max(9999),
});
/** As it stands in a row about the association. */
export const storedKey = storedObject(associationKey.shape);
export type AssociationKey = z.infer<typeof associationKey>;

/** Of one customer. */
export function isSameAssociation(a: AssociationKey, b: AssociationKey): boolean {
  return (
    a.partnerId === b.partnerId && a.engagementId === b.engagementId && a.attempt === b.attempt
  );
}

/** The key alone, of whatever carries one. */
export function keyOf(of: AssociationKey): AssociationKey {
  const { customerId, engagementId, partnerId, attempt } = of;
  return { customerId, engagementId, partnerId, attempt };
}
