// What an import would take away: the intent of an engagement, its locations, a partner's locations. While open associations
// use it, the file is refused with their number.
import { isOpen, type Association } from '../domain/association';
import type { EngagementId, LocationId, PartnerId } from '../domain/ids';
import type { Engagement, Partner } from '../domain/reference';
import type { CustomerStore } from '../store/customer-store';
import type { ReferenceData, Wrong } from './reference-data';

/** Of an engagement or of a partner; with `locations`, for associations at these only. */
interface Removal {
  readonly path: Wrong['path'];
  readonly engagementId?: EngagementId;
  readonly partnerId?: PartnerId;
  readonly locations?: ReadonlySet<LocationId>;
}

/** How many open associations stand against what is taken away, each counted once; and where. */
export interface InUse {
  readonly openAssociations: number;
  readonly errors: readonly Wrong[];
}

export function removalsIn(
  stored: { readonly engagements: readonly Engagement[]; readonly partners: readonly Partner[] },
  { engagements, partners }: ReferenceData,
): Removal[] {
  const engagementsBefore = new Map(stored.engagements.map((each) => [each.id, each]));
  const partnersBefore = new Map(stored.partners.map((each) => [each.id, each]));
  return [
    ...engagements.flatMap(({ id, intent, eligibleLocations }, index): Removal[] => {
      const before = engagementsBefore.get(id);
      if (before?.intent !== 'build-intent') return [];
      const path = ['engagements', index];
      if (intent !== 'build-intent') return [{ path: [...path, 'intent'], engagementId: id }];
      const locations = without(before.eligibleLocations, eligibleLocations);
      if (locations.size === 0) return [];
      return [{ path: [...path, 'eligibleLocations'], engagementId: id, locations }];
    }),
    ...partners.flatMap(({ id, locations: after }, index): Removal[] => {
      const before = partnersBefore.get(id)?.locations ?? [];
      const locations = without(
        before.map((each) => each.id),
        after.map((each) => each.id),
      );
      if (locations.size === 0) return [];
      return [{ path: ['partners', index, 'locations'], partnerId: id, locations }];
    }),
  ];
}

/**
 * Undefined when there are none. Reads the keys of all associations there are, which takes its time; but seldom is
 * anything taken away.
 */
export async function openAssociationsUsing(
  { customers }: { readonly customers: CustomerStore },
  removals: readonly Removal[],
): Promise<InUse | undefined> {
  if (removals.length === 0) return undefined;
  const engagements = new Set<string | undefined>(removals.map(({ engagementId }) => engagementId));
  const partners = new Set<string | undefined>(removals.map(({ partnerId }) => partnerId));
  const counts = new Map<Removal, number>();
  let openAssociations = 0;
  const meant = customers.associations(
    ({ engagementId, partnerId }) => engagements.has(engagementId) || partners.has(partnerId),
  );
  for await (const association of meant) {
    const taken = isOpen(association) ? removals.filter((each) => isUsed(each, association)) : [];
    for (const removal of taken) counts.set(removal, (counts.get(removal) ?? 0) + 1);
    if (taken.length > 0) openAssociations += 1;
  }
  if (openAssociations === 0) return undefined;
  const errors = [...counts].map(([{ path }, count]) => ({
    path,
    message: `open associations that use what it takes away: ${count}`,
  }));
  return { openAssociations, errors };
}

function isUsed({ engagementId, partnerId, locations }: Removal, by: Association): boolean {
  return (
    (engagementId ?? by.engagementId) === by.engagementId &&
    (partnerId ?? by.partnerId) === by.partnerId &&
    locations?.has(by.locationId) !== false
  );
}

function without(before: readonly LocationId[], after: readonly LocationId[]): Set<LocationId> {
  const kept = new Set(after);
  return new Set(before.filter((id) => !kept.has(id)));
}
