// What a store does with accepted changes, in memory.
import type { Customer } from '../../../../shared/domain/customer';
import type { Changes } from '../../../../shared/domain/decide-for-customer';

/** The customer after the changes; throws when a change does not start from what is stored. */
export function apply(customer: Customer, changes: Changes): Customer {
  const associations = [...customer.associations];
  for (const { before, after } of changes.associations) {
    if (before === undefined) {
      associations.push(after);
      continue;
    }
    const place = associations.indexOf(before);
    if (place < 0) throw new Error('a change must start from what is stored');
    associations[place] = after;
  }
  const replaced = new Set(changes.anchors.map(({ engagementId }) => engagementId));
  return {
    ...customer,
    associations,
    anchors: [
      ...customer.anchors.filter(({ engagementId }) => !replaced.has(engagementId)),
      ...changes.anchors,
    ],
    knownBy: [...new Set([...customer.knownBy, ...changes.newlyKnownBy])],
  };
}
