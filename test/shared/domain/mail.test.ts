// Which waiting mail still goes out: every kind × every status, and both deadlines (invariant 6, R20).
import type { Status } from '../../../shared/domain/association';
import {
  consentMail,
  customerNotice,
  isStillWanted,
  mailKind,
  partnerNotice,
  requestOf,
  type MailKind,
} from '../../../shared/domain/mail';
import {
  aMail,
  anAssociation,
  answeredAt,
  aPartner,
  aPartnerContact,
  consentDeadline,
  deliveryDeadline,
  msAfter,
  statuses,
} from '../../support/examples';

const stillWantedWhen: Record<MailKind, readonly Status[]> = {
  consentRequest: ['consentRequested'],
  consentReminder: ['consentRequested'],
  consentReceipt: ['active', 'completed'],
  cancelNotice: ['canceled'],
  consentWarning: ['associated', 'consentRequested'],
  consentGiven: ['active', 'completed'],
  consentDeclined: ['declined'],
  consentExpired: ['consentExpired'],
  superseded: ['superseded'],
  deliveryWarning: ['active'],
  deliveryExpired: ['deliveryExpired'],
  lateInterest: ['consentExpired'],
};
describe.each(mailKind.options)('a waiting %s', (kind) => {
  it.each(statuses)('of an association that is %s', (status) => {
    const isWanted = isStillWanted(aMail(kind), anAssociation(status), answeredAt);

    expect(isWanted).toBe(stillWantedWhen[kind].includes(status));
  });
});

describe('a waiting mail whose point is a deadline', () => {
  it.each([
    ['consentRequest', 'consentRequested', consentDeadline],
    ['consentReminder', 'consentRequested', consentDeadline],
    ['consentWarning', 'associated', consentDeadline],
    ['consentWarning', 'consentRequested', consentDeadline],
    ['deliveryWarning', 'active', deliveryDeadline],
  ] as const)('is dropped at it: %s', (kind, status, deadline) => {
    const a = anAssociation(status);

    expect(isStillWanted(aMail(kind), a, msAfter(deadline, -1))).toBe(true);
    expect(isStillWanted(aMail(kind), a, deadline)).toBe(false);
  });
});

describe('R20: a changed contact', () => {
  const asked = anAssociation('consentRequested');
  const replaced = { ...asked, consentRequest: { ...asked.consentRequest, contactVersion: 2 } };

  it.each(['consentRequest', 'consentReminder'] as const)(
    'voids a waiting %s to the earlier one',
    (kind) => {
      expect(isStillWanted(aMail(kind), replaced, answeredAt)).toBe(false);
      expect(isStillWanted(consentMail(kind, replaced), replaced, answeredAt)).toBe(true);
    },
  );

  it('does not void the warning to the partner', () => {
    expect(isStillWanted(aMail('consentWarning'), replaced, answeredAt)).toBe(true);
  });
});

describe('a mail', () => {
  const swedish = {
    ...anAssociation('consentRequested'),
    consentRequest: {
      ...anAssociation('consentRequested').consentRequest,
      language: 'sv' as const,
    },
  };

  it('goes to the partner account’s own contact in English before consent is asked for', () => {
    expect(partnerNotice('consentWarning', anAssociation('associated'))).toEqual({
      kind: 'consentWarning',
      to: aPartner.contact,
      language: 'en',
    });
  });

  it('goes to the contact of the request from then on, in the language chosen for the partner', () => {
    const to = { name: aPartnerContact.name, email: aPartnerContact.email };
    const german = {
      ...swedish,
      consentRequest: { ...swedish.consentRequest, partnerLanguage: 'de' as const },
    };
    const kind = 'consentWarning';
    expect(partnerNotice(kind, swedish)).toEqual({ kind, to, language: 'en' });
    expect(partnerNotice(kind, german)).toEqual({ kind, to, language: 'de' });
  });

  it('goes to the customer in the language of the request', () => {
    expect(consentMail('consentReminder', swedish).language).toBe('sv');
    expect(customerNotice('cancelNotice', swedish).language).toBe('sv');
  });

  it('carries a link only when it asks for consent', () => {
    expect(consentMail('consentRequest', swedish)).toMatchObject({ contactVersion: 1 });
    expect(customerNotice('cancelNotice', swedish)).not.toHaveProperty('contactVersion');
    expect(partnerNotice('consentGiven', swedish)).not.toHaveProperty('contactVersion');
  });
});

it('an association that was never asked has no request', () => {
  expect(requestOf(anAssociation('associated'))).toBeUndefined();
});
