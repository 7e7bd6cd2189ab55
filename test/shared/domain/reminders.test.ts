// Reminders and warnings: when, to whom, how many, and when an association is next due (R21).
import type { Association } from '../../../shared/domain/association';
import { decideStep } from '../../../shared/domain/decide-step';
import { dueReminder, nextDue } from '../../../shared/domain/reminders';
import { addDays, addSeconds, type Instant } from '../../../shared/domain/time';
import {
  aCustomerContact,
  anAssociation,
  addedAt,
  anAnchor,
  anotherPartner,
  answeredAt,
  aPartner,
  aPartnerContact,
  consentDeadline,
  deliveryDeadline,
  msAfter,
  stepsAt,
  theSystem,
} from '../../support/examples';

const asked = anAssociation('consentRequested');
const active = anAssociation('active');

function reminderAt(a: Association, now: Instant) {
  const reminded = dueReminder(a, now);
  return reminded && { done: reminded.association.remindersDone, mails: reminded.mails };
}

describe('R21: a mark', () => {
  it.each([
    ['7 days before the consent deadline', asked, addDays(consentDeadline, -7), ['consent-7']],
    [
      '7 days before delivery is due',
      active,
      addDays(deliveryDeadline, -7),
      ['delivery-30', 'delivery-7'],
    ],
    ['30 days before delivery is due', active, addDays(deliveryDeadline, -30), ['delivery-30']],
  ] as const)('is due exactly %s', (_, a, mark, done) => {
    const before = { ...a, remindersDone: done.slice(0, -1) };

    expect(reminderAt(before, msAfter(mark, -1))).toBeUndefined();
    expect(reminderAt(before, mark)?.done).toEqual(done);
  });

  it.each([
    [
      '1 day before the consent deadline',
      asked,
      addDays(consentDeadline, -1),
      'consent-1',
      ['consent-7'],
    ],
    [
      '1 day before delivery is due',
      active,
      addDays(deliveryDeadline, -1),
      'delivery-1',
      ['delivery-30', 'delivery-7'],
    ],
  ] as const)('is due exactly %s', (_, a, mark, name, dealtWith) => {
    const before = { ...a, remindersDone: [...dealtWith] };

    expect(reminderAt(before, msAfter(mark, -1))).toBeUndefined();
    expect(reminderAt(before, mark)?.done).toEqual([...dealtWith, name]);
  });

  it('is dealt with once', () => {
    const once = dueReminder(asked, addDays(consentDeadline, -7));

    expect(once && dueReminder(once.association, addDays(consentDeadline, -6))).toBeUndefined();
  });

  it.each([
    ['both of the consent', asked, consentDeadline, ['consent-7', 'consent-1'], 2],
    [
      'all three of the delivery',
      active,
      deliveryDeadline,
      ['delivery-30', 'delivery-7', 'delivery-1'],
      1,
    ],
  ] as const)('collapses with the others that were missed: %s', (_, a, deadline, done, mails) => {
    const reminded = reminderAt(a, msAfter(deadline, -1));

    expect(reminded?.done).toEqual(done);
    expect(reminded?.mails).toHaveLength(mails);
  });

  it('of the delivery comes on top of those of the consent', () => {
    const late = { ...active, remindersDone: ['consent-7'] };

    expect(reminderAt(late, addDays(deliveryDeadline, -30))?.done).toEqual([
      'consent-7',
      'delivery-30',
    ]);
  });

  it('is recorded as a change by the system, in the same state', () => {
    const reminded = decideStep(asked, stepsAt(addDays(consentDeadline, -7)).settle);

    expect(reminded).toMatchObject({
      transition: 'remind',
      association: { status: 'consentRequested', version: asked.version + 1 },
    });
  });
});

describe('R21: who is mailed', () => {
  const toCustomer = { name: aCustomerContact.name, email: aCustomerContact.email };
  const toPartner = { name: aPartnerContact.name, email: aPartnerContact.email };
  const mailsAt = (a: Association, now: Instant) =>
    reminderAt(a, now)?.mails.map(({ kind, to, contactVersion }) => ({ kind, to, contactVersion }));

  it('is only the partner account’s contact while consent was never asked for', () => {
    expect(mailsAt(anAssociation('associated'), addDays(consentDeadline, -7))).toEqual([
      { kind: 'consentWarning', to: aPartner.contact, contactVersion: undefined },
    ]);
  });

  it('is the customer, with a link, and the named partner contact while an answer is awaited', () => {
    expect(mailsAt(asked, addDays(consentDeadline, -7))).toEqual([
      { kind: 'consentReminder', to: toCustomer, contactVersion: 1 },
      { kind: 'consentWarning', to: toPartner, contactVersion: undefined },
    ]);
  });

  it('is only the partner after the consent', () => {
    expect(mailsAt(active, addDays(deliveryDeadline, -30))).toEqual([
      { kind: 'deliveryWarning', to: toPartner, contactVersion: undefined },
    ]);
  });
});

describe('R21: reminders stop', () => {
  it.each([
    'completed',
    'declined',
    'consentExpired',
    'superseded',
    'deliveryExpired',
    'canceled',
  ] as const)('when the association is %s', (status) => {
    expect(dueReminder(anAssociation(status), msAfter(deliveryDeadline, -1))).toBeUndefined();
    expect(nextDue(anAssociation(status), 0)).toBeUndefined();
  });

  it('when another partner has won: the loss is settled, not a reminder', () => {
    const settled = decideStep(
      asked,
      stepsAt(addDays(consentDeadline, -7)).settle,
      anAnchor(anotherPartner),
    );

    expect(settled).toMatchObject({ transition: 'supersede' });
  });

  it('at the deadline: marks missed until then are not made up for while the margin runs', () => {
    const settle = {
      type: 'settle',
      at: consentDeadline,
      by: theSystem,
      marginSeconds: 60,
    } as const;

    const settled = decideStep(asked, settle);

    expect(settled.ok ? settled.mails : []).toEqual([]);
  });
});

describe('R21: a short window', () => {
  it.each([
    [1, []],
    [2, ['consent-1']],
    [7, ['consent-1']],
    [8, ['consent-7', 'consent-1']],
  ])('of %d days skips the marks that lie before its start', (days, marks) => {
    const short = { ...asked, consentWindowDays: days, consentDeadline: addDays(addedAt, days) };

    expect(reminderAt(short, msAfter(short.consentDeadline, -1))?.done ?? []).toEqual(marks);
  });

  it.each([
    [1, []],
    [7, ['delivery-1']],
    [30, ['delivery-7', 'delivery-1']],
    [31, ['delivery-30', 'delivery-7', 'delivery-1']],
  ])('of %d days to deliver counts from the consent', (days, marks) => {
    const short = { ...active, deliveryDeadline: addDays(answeredAt, days) };

    expect(reminderAt(short, msAfter(short.deliveryDeadline, -1))?.done ?? []).toEqual(marks);
  });
});

describe('the next time that something is due', () => {
  const marginSeconds = 60;

  it('goes through the marks to the end of the margin', () => {
    const dues = [[], ['consent-7'], ['consent-7', 'consent-1']].map((remindersDone) =>
      nextDue({ ...asked, remindersDone }, marginSeconds),
    );

    expect(dues).toEqual([
      addDays(consentDeadline, -7),
      addDays(consentDeadline, -1),
      addSeconds(consentDeadline, marginSeconds),
    ]);
  });

  it('is of the delivery once the customer has agreed', () => {
    expect(nextDue(active, marginSeconds)).toBe(addDays(deliveryDeadline, -30));
  });

  it.each(['associated', 'consentRequested', 'active'] as const)(
    'always lies ahead once what was due is settled, and settling then always does something: %s',
    (status) => {
      let a: Association = anAssociation(status);
      const settledAs: string[] = [];
      for (let due = nextDue(a, marginSeconds); due; due = nextDue(a, marginSeconds)) {
        const settled = decideStep(a, { type: 'settle', at: due, by: theSystem, marginSeconds });
        if (!settled.ok) throw new Error(`${settled.refusal.code} at ${due}`);
        settledAs.push(settled.transition);
        a = settled.association;
      }

      expect(settledAs).toEqual(
        status === 'active'
          ? ['remind', 'remind', 'remind', 'expireDelivery']
          : ['remind', 'remind', 'expireConsent'],
      );
    },
  );
});
