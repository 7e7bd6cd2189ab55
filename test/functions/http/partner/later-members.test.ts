// What a later release has stored with an association is not told by this one: its contract does not name it.
import { associationAnswer } from '../../../../functions/http/partner/representations';
import { claimAnswer } from '../../../../functions/http/partner/view-workshop-claim';
import { laterIn, ofLaterRelease } from '../../../stored/members';
import { anAssociation, statuses } from '../../../support/examples';

it.each(statuses)('is not in the answer about one that is %s', (status) => {
  const later = ofLaterRelease(anAssociation(status));

  expect(associationAnswer(later)).toEqual(associationAnswer(anAssociation(status)));
});

it('is not in the answer about its workshop claim', () => {
  const answer = claimAnswer(ofLaterRelease(anAssociation('completed')));

  expect(laterIn(answer)).toEqual([]);
  expect(answer).toEqual(claimAnswer(anAssociation('completed')));
});
