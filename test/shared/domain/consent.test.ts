// Asking, reminding, answering: what is kept, who is mailed, what limits hold (R19, R20, R24, R25).
import { answererName, declineReason } from '../../../shared/domain/answer';
import type { Association } from '../../../shared/domain/association';
import { decideStep } from '../../../shared/domain/decide-step';
import { linkRefusal } from '../../../shared/domain/link-steps';
import { maxResends } from '../../../shared/domain/resend';
import type { Decision } from '../../../shared/domain/decision';
import { addDays, addHours } from '../../../shared/domain/time';
import {
  aCustomerContact,
  anAssociation,
  anotherCustomerContact,
  answeredAt,
  aPartnerContact,
  askedAt,
  consentDeadline,
  deliveryDeadline,
  msAfter,
  resendableAt,
  stepsAt,
  submittedAt,
} from '../../support/examples';

const asked = anAssociation('consentRequested');

function mailsOf(decision: Decision) {
  return decision.ok
    ? decision.mails.map(({ kind, to }) => `${kind} ${to.email}`)
    : decision.refusal;
}

function accepted(decision: Decision): Association {
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.association;
}

describe('R19: asking for consent', () => {
  const decision = decideStep(anAssociation('associated'), stepsAt(askedAt).triggerConsent);

  it('keeps both contacts and the language, with the first contact version', () => {
    expect(accepted(decision)).toEqual(asked);
  });

  it('mails the customer the link', () => {
    expect(mailsOf(decision)).toEqual([`consentRequest ${aCustomerContact.email}`]);
  });
});

describe('R20: a resend', () => {
  const resend = (
    a: Association,
    now = resendableAt,
    customerContact?: typeof anotherCustomerContact,
  ) =>
    decideStep(a, {
      ...stepsAt(now).resendConsent,
      ...(customerContact ? { customerContact } : {}),
    });
  const withResends = (resends: number) => ({
    ...asked,
    consentRequest: { ...asked.consentRequest, resends },
  });

  it('is refused in the 24 hours after the last mail, telling when it may be tried again', () => {
    expect(resend(asked, msAfter(resendableAt, -1))).toEqual({
      ok: false,
      refusal: { code: 'resend-too-soon', retryAt: resendableAt },
    });
  });

  it('is accepted after 24 hours, reminds the same contact, and starts the 24 hours anew', () => {
    const decision = resend(asked);

    expect(mailsOf(decision)).toEqual([`consentReminder ${aCustomerContact.email}`]);
    expect(accepted(decision)).toMatchObject({
      consentRequest: {
        contactVersion: 1,
        resends: 1,
        lastSentAt: resendableAt,
        requestedAt: askedAt,
      },
    });
    expect(resend(accepted(decision), addHours(resendableAt, 23)).ok).toBe(false);
  });

  it('is accepted five times and refused from the sixth on, until the deadline', () => {
    let a: Association = asked;
    for (let day = 1; day <= maxResends; day += 1) a = accepted(resend(a, addDays(askedAt, day)));

    expect(maxResends).toBe(5);
    expect(resend(a, addDays(askedAt, 10))).toEqual({
      ok: false,
      refusal: { code: 'resend-limit-reached', retryAt: consentDeadline },
    });
  });

  it('counts against the five for a new address too', () => {
    expect(resend(withResends(4), answeredAt, anotherCustomerContact).ok).toBe(true);
    expect(resend(withResends(5), answeredAt, anotherCustomerContact)).toMatchObject({
      refusal: { code: 'resend-limit-reached' },
    });
  });

  it('to a new address need not wait, asks anew, and voids the links sent so far', () => {
    const decision = resend(asked, msAfter(askedAt, 1), anotherCustomerContact);

    expect(mailsOf(decision)).toEqual([`consentRequest ${anotherCustomerContact.email}`]);
    expect(accepted(decision)).toMatchObject({
      consentRequest: { customerContact: anotherCustomerContact, contactVersion: 2 },
    });
  });

  it.each([
    ['to another name at the same address', { name: 'Carl von Quist' }],
    ['to the same address in other capitals', { email: 'CARL@aw.example' }],
  ])('%s voids nothing and has to wait', (_, change) => {
    const renamed = { ...aCustomerContact, ...change };

    expect(resend(asked, msAfter(resendableAt, -1), renamed).ok).toBe(false);
    expect(accepted(resend(asked, resendableAt, renamed))).toMatchObject({
      consentRequest: { customerContact: renamed, contactVersion: 1 },
    });
  });
});

describe('R20: a replaced link', () => {
  const replaced = {
    ...asked,
    consentRequest: { ...asked.consentRequest, contactVersion: 2 },
  };

  it.each(['approve', 'decline', 'showInterest'] as const)('can’t be used to %s', (type) => {
    expect(decideStep(replaced, stepsAt(answeredAt)[type])).toEqual({
      ok: false,
      refusal: { code: 'link-replaced' },
    });
  });

  it('says so even after the answer; the present one tells the answer', () => {
    const answered = accepted(
      decideStep(replaced, { ...stepsAt(answeredAt).approve, contactVersion: 2 }),
    );

    expect(linkRefusal(answered, 1)).toEqual({ code: 'link-replaced' });
    expect(linkRefusal(answered, 2)).toEqual({ code: 'already-answered', answer: 'approved' });
  });
});

describe('R25: an approval', () => {
  const decision = decideStep(asked, stepsAt(answeredAt).approve);

  it('keeps who agreed, when, at which address, in which language, to which text', () => {
    expect(accepted(decision)).toEqual(anAssociation('active'));
  });

  it('mails the customer a receipt and tells the partner', () => {
    expect(mailsOf(decision)).toEqual([
      `consentReceipt ${aCustomerContact.email}`,
      `consentGiven ${aPartnerContact.email}`,
    ]);
  });
});

describe('R25: the first answer is final', () => {
  it.each([
    ['active', 'approved'],
    ['completed', 'approved'],
    ['deliveryExpired', 'approved'],
    ['declined', 'declined'],
  ] as const)('either answer to an association that is %s tells it was %s', (status, answer) => {
    const refusal = { code: 'already-answered', answer };
    const late = stepsAt(msAfter(deliveryDeadline, 1));

    expect(decideStep(anAssociation(status), late.approve)).toEqual({ ok: false, refusal });
    expect(decideStep(anAssociation(status), late.decline)).toEqual({ ok: false, refusal });
  });
});

describe('a decline', () => {
  it('keeps who declined and why, and tells the partner', () => {
    const decision = decideStep(asked, {
      ...stepsAt(answeredAt).decline,
      name: answererName.parse('Eva'),
      reason: declineReason.parse('No time.'),
    });

    expect(mailsOf(decision)).toEqual([`consentDeclined ${aPartnerContact.email}`]);
    expect(accepted(decision)).toMatchObject({
      status: 'declined',
      declinedAt: answeredAt,
      declinedBy: { kind: 'customer', name: 'Eva', email: aCustomerContact.email },
      declineReason: 'No time.',
    });
  });

  it('is by the contact when no name is given', () => {
    expect(accepted(decideStep(asked, stepsAt(answeredAt).decline))).toEqual(
      anAssociation('declined'),
    );
  });
});

it('R24: a late "interested" is noted and told to the partner, and changes no state', () => {
  const decision = decideStep(anAssociation('consentExpired'), stepsAt(submittedAt).showInterest);

  expect(mailsOf(decision)).toEqual([`lateInterest ${aPartnerContact.email}`]);
  expect(accepted(decision)).toMatchObject({
    status: 'consentExpired',
    lateInterestAt: submittedAt,
  });
});
