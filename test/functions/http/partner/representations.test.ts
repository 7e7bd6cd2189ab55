// A row as the API shows it: the domain's codes in words, with the dates and numbers beside them (R6, R8).
import { rowAnswer } from '../../../../functions/http/partner/representations';
import type { Pair } from '../../../../shared/domain/customer';
import { unmetCriteria } from '../../../../shared/domain/eligibility';
import { addDays } from '../../../../shared/domain/time';
import { shownRow } from '../../../../shared/lists/shown-rows';
import {
  aCustomerId,
  aCustomerProfile,
  addedAt,
  anAnchor,
  anAssociation,
  anEngagement,
  anotherPartner,
  aPartner,
  aShownCustomer,
  answeredAt,
  consentDeadline,
} from '../../../support/examples';

function answerFor(pair: Partial<Pair>, profile = aCustomerProfile, now = addDays(addedAt, 5)) {
  const entry = {
    customer: aShownCustomer,
    pair: { isKnown: false, ...pair },
    completions: 0,
    unmet: unmetCriteria(anEngagement.customerCriteria, profile, 0),
  };
  const shown = shownRow(entry, { engagement: anEngagement, partner: aPartner, now });
  return shown && rowAnswer(shown, shown.row.tab);
}

it('one that can’t be read says so, and offers nothing', () => {
  const row = rowAnswer({ customerId: aCustomerId, entry: undefined }, 'ineligible');

  expect(row).toMatchObject({ tab: 'ineligible', customer: { id: aCustomerId }, actions: [] });
  expect(row.status.text).toBe('Can’t be shown');
});

it('an open one tells the days left, the deadline and the rule behind it', () => {
  const row = answerFor({ own: anAssociation('associated') });

  expect(row).toMatchObject({ tab: 'eligible', type: 'not started', reasons: [], etag: '"1-1"' });
  expect(row?.status).toEqual({
    text: '25 days left',
    daysLeft: 25,
    deadline: consentDeadline,
    rule: '30 days in total from the day the customer was added to obtain consent',
  });
  expect(row?.why).toMatch(/^You added this customer on 2026-03-02/);
});

it('an ineligible one tells every reason, and nothing to count', () => {
  const row = answerFor({ isKnown: true }, { ...aCustomerProfile, licences: {} });
  const text = 'Needs at least 300 licences of Entra ID P1; has 0.';

  expect(row).toMatchObject({ tab: 'ineligible', type: null, actions: [] });
  expect(row?.reasons).toEqual([{ code: 'criteria-not-met', text }]);
  expect(row?.status).toEqual({ text });
});

it('one that is lost unrecorded has the state and the ETag that its record will have', () => {
  const row = answerFor(
    { own: anAssociation('consentRequested'), anchor: anAnchor(anotherPartner) },
    aCustomerProfile,
    answeredAt,
  );

  expect(row?.association).toMatchObject({ state: 'superseded', attempt: 1, version: 3 });
  expect(row?.etag).toBe('"1-3"');
});
