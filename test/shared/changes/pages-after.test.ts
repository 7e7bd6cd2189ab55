// The pages that a change shows on.
import { pagesAfter } from '../../../shared/changes/pages-after';
import {
  aCustomer,
  anAnchor,
  anAssociation,
  anEngagement,
  anotherEngagement,
  anotherPartner,
  aPartner,
  aThirdPartner,
  ofPartner,
} from '../../support/examples';

const own = anAssociation('active');
const change = { before: undefined, after: own, mails: [], entries: [] };
const names = (pages: ReturnType<typeof pagesAfter>) =>
  pages.map(({ partner, engagement }) => `${partner} ${engagement}`).sort();

it('are the partner’s own where no hold came or went', () => {
  const customer = aCustomer({
    associations: [own, ofPartner(own, anotherPartner)],
    knownBy: [aThirdPartner.id],
  });

  const pages = pagesAfter(customer, { associations: [change], anchors: [] });

  expect(names(pages)).toEqual([`${aPartner.id} ${anEngagement.id}`]);
});

it('are everybody’s who has or knows the customer where one did (R6, R26)', () => {
  const declined = ofPartner(anAssociation('declined'), anotherPartner);
  const customer = aCustomer({
    associations: [own, declined, ofPartner(anAssociation('superseded'), aThirdPartner)],
    knownBy: [anotherPartner.id],
  });

  const pages = pagesAfter(customer, { associations: [change], anchors: [anAnchor(aPartner)] });

  expect(names(pages)).toEqual(
    [aPartner, anotherPartner, aThirdPartner].map(({ id }) => `${id} ${anEngagement.id}`).sort(),
  );
});

it('are not those of a partner whose attempt has ended, or of another engagement', () => {
  const pending = ofPartner(anAssociation('associated'), anotherPartner);
  const elsewhere = { ...pending, engagementId: anotherEngagement.id };
  const ended = ofPartner(anAssociation('consentExpired'), aThirdPartner);
  const customer = aCustomer({ associations: [own, elsewhere, ended] });

  const pages = pagesAfter(customer, { associations: [change], anchors: [anAnchor(aPartner)] });

  expect(names(pages)).toEqual([`${aPartner.id} ${anEngagement.id}`]);
});
