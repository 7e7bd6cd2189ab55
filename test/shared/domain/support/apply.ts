// What a store does with accepted changes, and what it learns of the mails, in memory.
import type { Customer } from '../../../../shared/domain/customer';
import type { Changes } from '../../../../shared/domain/changes';
import { isSameAssociation } from '../../../../shared/domain/ids';
import type { Sending } from '../../../../shared/domain/resend';

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

/** The mails that wait, and those just asked for, fare so. */
export function mailsFare(customer: Customer, { associations }: Changes, now: Sending): Customer {
  const waiting = customer.sendings.filter(({ sending }) => sending.state === 'waiting');
  const asked = associations
    .filter(({ mails }) => mails.some(({ contactVersion }) => contactVersion !== undefined))
    .map(({ after }) => ({ key: after }));
  const moved = [...waiting, ...asked].map(({ key }) => ({ key, sending: now }));
  const others = customer.sendings.filter(
    ({ key }) => !moved.some((one) => isSameAssociation(one.key, key)),
  );
  return { ...customer, sendings: [...others, ...moved] };
}
