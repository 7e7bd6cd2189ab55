// What the page keeps of an association: enough for its row, nothing that the row does not show.
import { endingAt, asOf, shownAsOf } from '../../../shared/domain/endings';
import { storedLocationId, storedTpid } from '../../../shared/domain/ids';
import { shownAssociation, shownOf } from '../../../shared/domain/shown-association';
import {
  anAnchor,
  anAssociation,
  anotherPartner,
  answeredAt,
  consentDeadline,
  deliveryDeadline,
  statuses,
} from '../../support/examples';

it.each(statuses)(
  'of one that is %s keeps nothing but what is shown, and can be read again',
  (status) => {
    const shown = shownOf(anAssociation(status));

    expect(shownAssociation.parse(JSON.parse(JSON.stringify(shown)))).toEqual(shown);
    expect(JSON.stringify(shown)).not.toMatch(
      /statement|I may agree|findings|Fabrikam|user-1|engagement"|remindersDone|winner|cancelReason/,
    );
  },
);

it.each(statuses)(
  'of one that is %s ends as the record does, with the version it will have',
  (status) => {
    const a = anAssociation(status);

    for (const anchor of [
      undefined,
      anAnchor(anotherPartner),
      anAnchor(anotherPartner, 'released'),
    ]) {
      for (const now of [answeredAt, consentDeadline, deliveryDeadline]) {
        expect(shownAsOf(shownOf(a), anchor, now)).toEqual(shownOf(asOf(a, anchor, now)));
        expect(endingAt(shownOf(a), anchor, now, 0)).toEqual(endingAt(a, anchor, now, 0));
      }
    }
  },
);

it('is made of an association whose location and ids were typed by another rule (decision 75)', () => {
  const a = anAssociation('associated');
  const earlier = {
    ...a,
    locationId: storedLocationId.parse('OLD-7'),
    customer: { ...a.customer, tpid: storedTpid.parse('0007') },
  };

  expect(shownOf(earlier)).toMatchObject({ locationId: 'OLD-7', customer: { tpid: '0007' } });
});
