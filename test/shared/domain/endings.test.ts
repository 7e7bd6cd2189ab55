// When an association ended: that is what its retention is counted from, whenever the ending was recorded.
import { isOpen, type Status } from '../../../shared/domain/association';
import { endedAt } from '../../../shared/domain/endings';
import type { Instant } from '../../../shared/domain/time';
import { anAssociation, consentDeadline, deliveryDeadline, statuses } from '../../support/examples';

const ends: Partial<Record<Status, Instant>> = {
  completed: anAssociation('completed').workshopClaim.submittedAt,
  declined: anAssociation('declined').declinedAt,
  consentExpired: consentDeadline,
  superseded: anAssociation('superseded').supersededAt,
  deliveryExpired: deliveryDeadline,
  canceled: anAssociation('canceled').canceledAt,
};

it.each(statuses.map((status) => [status]))('tells when %s began, or that it is open', (status) => {
  const a = anAssociation(status);

  expect(isOpen(a) ? undefined : endedAt(a)).toBe(ends[status]);
});
