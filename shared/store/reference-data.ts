// The import file: engagements, partner accounts, customers with their facts, and what happened before this system.
import * as z from 'zod';
import { customerId, engagementId, partnerId } from '../domain/ids';
import { customerProfile, engagement, partner } from '../domain/reference';
import { line } from '../domain/text';
import { instant } from '../domain/time';

const consent = z.strictObject({ partnerId, customerId, at: instant });
const completion = z.strictObject({
  customerId,
  engagementId,
  /** Any partner account, also one that is not a partner here. */
  partnerId,
  partnerName: line(120),
  at: instant,
});

/** Validated as a whole: nothing is there twice. What is referred to may be on record already, or come with a later file. */
export const referenceData = z
  .strictObject({
    engagements: z.array(engagement).default([]),
    partners: z.array(partner).default([]),
    customers: z.array(customerProfile).default([]),
    history: z
      .strictObject({
        /** Consents given to a partner: they make the customer known to it (R4). */
        consents: z.array(consent).default([]),
        /** Workshops completed elsewhere (R6 c, R27). */
        completions: z.array(completion).default([]),
      })
      .default({ consents: [], completions: [] }),
  })
  .superRefine((data, context) => {
    const complain = (path: (string | number)[], message: string) => {
      context.addIssue({ code: 'custom', path, message });
    };
    const unique = (list: string, ids: readonly string[]) => {
      ids.forEach((id, index) => {
        if (ids.indexOf(id) < index) complain([list, index, 'id'], `${id} is there twice`);
      });
    };
    unique(
      'engagements',
      data.engagements.map(({ id }) => id),
    );
    unique(
      'partners',
      data.partners.map(({ id }) => id),
    );
    unique(
      'customers',
      data.customers.map(({ id }) => id),
    );

    const locations = new Map<string, string>();
    const tenants = new Map<string, string>();
    data.partners.forEach(({ id, locations: own, tenantIds }, index) => {
      own.forEach((location, at) => {
        const other = locations.get(location.id);
        if (other !== undefined) {
          complain(
            ['partners', index, 'locations', at, 'id'],
            `${location.id} is of ${other} already`,
          );
        }
        locations.set(location.id, id);
      });
      tenantIds.forEach((tenant, at) => {
        const other = tenants.get(tenant);
        if (other !== undefined) {
          complain(['partners', index, 'tenantIds', at], `${tenant} acts for ${other} already`);
        }
        tenants.set(tenant, id);
      });
    });
    data.customers.forEach(({ id, tenantId, tpid }, index) => {
      if (id !== (tenantId ?? `tpid-${tpid ?? ''}`)) {
        complain(['customers', index, 'id'], 'must be the tenant ID, or tpid-<TPID> without one');
      }
    });
    const completed = new Set<string>();
    data.history.completions.forEach(({ customerId, engagementId }, index) => {
      const pair = `${customerId} ${engagementId}`;
      if (completed.has(pair)) {
        const message = `${engagementId} was completed by ${customerId} already`;
        complain(['history', 'completions', index], message);
      }
      completed.add(pair);
    });
  });
export type ReferenceData = z.infer<typeof referenceData>;
