// When a request may be sent again: the limits count from a mail that has left (R20).
import { pairOf } from '../../../shared/domain/customer';
import { decide } from '../../../shared/domain/decide';
import type { Mail } from '../../../shared/domain/mail';
import { decideStep } from '../../../shared/domain/decide-step';
import type { Decision } from '../../../shared/domain/decision';
import { maxResends, sendingOf, type Sending } from '../../../shared/domain/resend';
import { addDays, addHours, type Instant } from '../../../shared/domain/time';
import {
  aCustomer,
  aCustomerContact,
  aMail,
  anAssociation,
  anotherCustomerContact,
  anotherPartner,
  askedAt,
  msAfter,
  ofPartner,
  stepsAt,
} from '../../support/examples';

type Posted = Parameters<typeof sendingOf>[1][number];

const asked = anAssociation('consentRequested');
const acceptedAt = addDays(askedAt, 3);

function posted(state: Posted['state'], mail: Partial<Mail> = {}, createdAt = askedAt): Posted {
  return { mail: { ...aMail('consentRequest'), ...mail }, createdAt, state };
}

describe('the mail of a request', () => {
  it.each<[Posted['state'], Sending]>([
    ['pending', { state: 'waiting' }],
    ['accepted', { state: 'sent', at: acceptedAt }],
    ['delivered', { state: 'sent', at: acceptedAt }],
    ['bounced', { state: 'sent', at: acceptedAt }],
    ['rejected', { state: 'failed' }],
    ['dropped', { state: 'failed' }],
  ])('that is %s: %j', (state, expected) => {
    expect(sendingOf(asked, [{ ...posted(state), acceptedAt }])).toEqual(expected);
  });

  it('of which nothing is known counts as sent when it was asked for', () => {
    expect(sendingOf(asked, [])).toEqual({ state: 'sent', at: askedAt });
    expect(sendingOf(asked, [posted('delivered')])).toEqual({ state: 'sent', at: askedAt });
  });

  it('is the one of the last resend, not an earlier one', () => {
    const later = addDays(askedAt, 2);
    const resent = { ...asked, consentRequest: { ...asked.consentRequest, lastSentAt: later } };
    const mails = [posted('accepted'), posted('rejected', { kind: 'consentReminder' }, later)];

    expect(sendingOf(resent, mails)).toEqual({ state: 'failed' });
  });

  it('is not the reminder that came by itself, unless that one waits (R21)', () => {
    const own = { ...posted('accepted'), acceptedAt };
    const reminder = (state: Posted['state']) =>
      posted(state, { kind: 'consentReminder' }, addDays(askedAt, 20));

    expect(sendingOf(asked, [own, reminder('accepted')])).toEqual({
      state: 'sent',
      at: acceptedAt,
    });
    expect(sendingOf(asked, [own, reminder('rejected')])).toEqual({
      state: 'sent',
      at: acceptedAt,
    });
    expect(sendingOf(asked, [own, reminder('pending')])).toEqual({ state: 'waiting' });
  });

  it.each<[string, Partial<Mail>]>([
    ['a contact who was replaced', { contactVersion: 2 }],
    ['the partner', { kind: 'consentWarning', contactVersion: undefined }],
  ])('is not one to %s', (_, mail) => {
    expect(sendingOf(asked, [posted('pending', mail)])).toMatchObject({ state: 'sent' });
  });
});

describe('a resend', () => {
  const resend = (sending: Sending | undefined, now: Instant, contact = aCustomerContact) =>
    decideStep(
      asked,
      { ...stepsAt(now).resendConsent, customerContact: contact },
      undefined,
      sending,
    );
  const refusalOf = (decision: Decision) => (decision.ok ? undefined : decision.refusal);
  const kindsOf = (decision: Decision) => decision.ok && decision.mails.map(({ kind }) => kind);

  it('waits 24 hours from when the last mail left, however long that had waited', () => {
    const sent: Sending = { state: 'sent', at: acceptedAt };
    const retryAt = addHours(acceptedAt, 24);

    expect(refusalOf(resend(sent, msAfter(retryAt, -1)))).toEqual({
      code: 'resend-too-soon',
      retryAt,
    });
    expect(kindsOf(resend(sent, retryAt))).toEqual(['consentReminder']);
  });

  it('is refused while a mail waits: the customer would get two', () => {
    expect(refusalOf(resend({ state: 'waiting' }, addDays(askedAt, 5)))).toEqual({
      code: 'resend-waiting',
    });
  });

  it('to another contact need not wait for the mail that waits', () => {
    const other = { title: 'CFO', ...anotherCustomerContact };

    expect(kindsOf(resend({ state: 'waiting' }, askedAt, other))).toEqual(['consentRequest']);
  });

  it('need not wait for a mail that never left, and asks anew', () => {
    expect(kindsOf(resend({ state: 'failed' }, msAfter(askedAt, 1)))).toEqual(['consentRequest']);
  });

  it.each<Sending>([{ state: 'failed' }, { state: 'waiting' }, { state: 'sent', at: askedAt }])(
    'is refused after the fifth, whatever became of the mails (%j)',
    (sending) => {
      const { consentRequest } = asked;
      const often = { ...asked, consentRequest: { ...consentRequest, resends: maxResends } };
      const step = stepsAt(addDays(askedAt, 10)).resendConsent;

      expect(decideStep(often, step, undefined, sending)).toMatchObject({
        refusal: { code: 'resend-limit-reached' },
      });
    },
  );
});

it('each association has its own mails: another’s count neither for the resend nor on the row', () => {
  const other = ofPartner(asked, anotherPartner);
  const customer = aCustomer({
    associations: [other, asked],
    sendings: [
      { key: other, sending: { state: 'waiting' } },
      { key: asked, sending: { state: 'failed' } },
    ],
  });
  const step = { ...stepsAt(askedAt).resendConsent, key: asked };

  expect(decide(customer, step).ok).toBe(true);
  expect(decide(customer, { ...step, key: other }).ok).toBe(false);
  expect(pairOf(customer, asked.partnerId, asked.engagementId).sending?.state).toBe('failed');
  expect(pairOf(customer, other.partnerId, asked.engagementId).sending?.state).toBe('waiting');
});
