// The import file: engagements, partner accounts, customers with their facts, and what happened before this system.
import * as z from 'zod';
import { customerId, engagementId, partnerId } from '../domain/ids';
import { customerProfile, engagement, partner, type Partner } from '../domain/reference';
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

/** Of one customer: more than any has, and so few that they fit a row of the import (shared/store/import-rows.ts). */
const most = { consents: 3000, completions: 500 };

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
      const seen = new Set<string>();
      ids.forEach((id, index) => {
        if (seen.has(id)) complain([list, index, 'id'], `${id} is there twice`);
        seen.add(id);
      });
    };
    const bounded = (list: keyof typeof most) => {
      const times = new Map<string, number>();
      data.history[list].forEach(({ customerId }, index) => {
        const nth = (times.get(customerId) ?? 0) + 1;
        times.set(customerId, nth);
        if (nth !== most[list] + 1) return;
        const message = `${customerId} has more than ${most[list]} ${list}`;
        complain(['history', list, index], message);
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

    for (const { path, message } of takenFrom([], data.partners)) complain(path, message);
    data.customers.forEach(({ id, tenantId, tpid }, index) => {
      if (id !== (tenantId ?? `tpid-${tpid ?? ''}`)) {
        complain(['customers', index, 'id'], 'must be the tenant ID, or tpid-<TPID> without one');
      }
    });
    bounded('consents');
    bounded('completions');
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

/** What is wrong in the file, and where. */
export interface Wrong {
  readonly path: (string | number)[];
  readonly message: string;
}

/** The locations and tenants of `partners` that another of them has, or one of `others`: each is of one account only. */
export function takenFrom(others: readonly Partner[], partners: readonly Partner[]): Wrong[] {
  const locations = new Map<string, string>();
  const tenants = new Map<string, string>();
  for (const { id, locations: own, tenantIds } of others) {
    for (const location of own) locations.set(location.id, id);
    for (const tenant of tenantIds) tenants.set(tenant, id);
  }
  return partners.flatMap(({ id, locations: own, tenantIds }, index) => {
    const taken: Wrong[] = [];
    own.forEach((location, at) => {
      const owner = locations.get(location.id);
      locations.set(location.id, id);
      if (owner === undefined) return;
      const path = ['partners', index, 'locations', at, 'id'];
      taken.push({ path, message: `${location.id} is of ${owner} already` });
    });
    tenantIds.forEach((tenant, at) => {
      const owner = tenants.get(tenant);
      tenants.set(tenant, id);
      if (owner === undefined) return;
      const path = ['partners', index, 'tenantIds', at];
      taken.push({ path, message: `${tenant} acts for ${owner} already` });
    });
    return taken;
  });
}
