// What a later release has stored of a customer stays through every decision of this one, wherever in the record it stands.
import type { Anchor, Association } from '../../../shared/domain/association';
import type { Command, Step } from '../../../shared/domain/commands';
import { decide } from '../../../shared/domain/decide';
import { keyOf } from '../../../shared/domain/ids';
import { addDays } from '../../../shared/domain/time';
import { laterIn, ofLaterRelease } from '../../stored/members';
import {
  aCustomer,
  anAddCommand,
  anAnchor,
  anAssociation,
  anotherCustomerContact,
  anotherPartner,
  answeredAt,
  aPartner,
  askedAt,
  consentDeadline,
  deliveryDeadline,
  ofPartner,
  resendableAt,
  stepsAt,
  submittedAt,
} from '../../support/examples';

function after(
  [a, anchor]: readonly [Association, Anchor?],
  command: Step | Command,
  others: readonly Association[] = [],
) {
  const customer = aCustomer({
    associations: [a, ...others],
    anchors: anchor === undefined ? [] : [anchor],
  });
  const outcome = decide(customer, 'partner' in command ? command : { ...command, key: keyOf(a) });
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  const own = outcome.changes.associations.find(({ before }) => before === a);
  return { own: own?.after, anchors: outcome.changes.anchors };
}

const associated = ofLaterRelease(anAssociation('associated'));
const requested = ofLaterRelease(anAssociation('consentRequested'));
const active = ofLaterRelease(anAssociation('active'));
const expired = ofLaterRelease(anAssociation('consentExpired'));
const own = ofLaterRelease(anAnchor(aPartner));
const rivals = anAnchor(anotherPartner);
const settleAt = (at: typeof askedAt) => stepsAt(at).settle;

it.each<[string, readonly [Association, Anchor?], Step]>([
  ['triggerConsent', [associated], stepsAt(askedAt).triggerConsent],
  ['resendConsent', [requested], stepsAt(resendableAt).resendConsent],
  ['approve', [requested], stepsAt(answeredAt).approve],
  ['decline', [requested], stepsAt(answeredAt).decline],
  ['showInterest', [expired], stepsAt(consentDeadline).showInterest],
  ['submitWorkshopClaim', [active, own], stepsAt(submittedAt).submitWorkshopClaim],
  ['cancel of one that was not asked for', [associated], stepsAt(askedAt).cancel],
  ['cancel of one that was', [requested], stepsAt(answeredAt).cancel],
  ['cancel of an active one', [active, own], stepsAt(submittedAt).cancel],
  ['a reminder', [requested], settleAt(addDays(consentDeadline, -7))],
  ['a warning', [active, own], settleAt(addDays(deliveryDeadline, -7))],
  ['the consent’s expiry', [requested], settleAt(consentDeadline)],
  ['the delivery’s expiry', [active, own], settleAt(deliveryDeadline)],
  ['a loss', [requested, rivals], settleAt(answeredAt)],
])('stays in the association through %s', (_, stored, step) => {
  const [a] = stored;
  const { own: association } = after(stored, step);

  expect(laterIn(association)).toEqual(expect.arrayContaining(laterIn(a)));
  expect(laterIn(a)).toContain('engagement');
});

it('stays with the request but for the contact that is replaced', () => {
  const step = { ...stepsAt(askedAt).resendConsent, customerContact: anotherCustomerContact };
  const kept = laterIn(after([requested], step).own);

  const replaced = 'consentRequest.customerContact';
  expect(kept).toEqual(laterIn(requested).filter((place) => place !== replaced));
});

it.each<[string, Step]>([
  ['a submitted claim', stepsAt(submittedAt).submitWorkshopClaim],
  ['a cancel', stepsAt(submittedAt).cancel],
  ['an expiry', settleAt(deliveryDeadline)],
])('stays in the anchor through %s', (_, step) => {
  expect(after([active, own], step).anchors.map((anchor) => laterIn(anchor))).toEqual([['']]);
});

it('stays in the anchor of a hold that ran out, when another partner opens the pair', () => {
  const command = {
    ...anAddCommand,
    at: deliveryDeadline,
    partner: anotherPartner,
    locationId: anotherPartner.locations[0]?.id ?? anAddCommand.locationId,
  };
  const { own: ended, anchors } = after([active, own], command);

  expect([ended, ...anchors].map((each) => laterIn(each))).toEqual([laterIn(active), ['']]);
});

it('does not pass from one hold to the next', () => {
  const released = ofLaterRelease(anAnchor(anotherPartner, 'released'));
  const past = { ...released, wonAt: addDays(answeredAt, -30) };
  const canceled = ofPartner(anAssociation('canceled'), anotherPartner);
  const { anchors } = after([requested, past], stepsAt(answeredAt).approve, [canceled]);

  expect(anchors).toEqual([anAnchor(aPartner)]);
});
