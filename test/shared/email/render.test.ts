import { language as languages, type Association } from '../../../shared/domain/association';
import { mailKind, type MailKind } from '../../../shared/domain/mail';
import { addDays } from '../../../shared/domain/time';
import { renderMail } from '../../../shared/email/render';
import { formatInstant } from '../../../shared/texts/formats';
import { consentStatement } from '../../../shared/texts/statement';
import { textsIn } from '../../../shared/texts/texts';
import {
  aCustomerContact,
  addedAt,
  anAssociation,
  answeredAt,
  aPartner,
  aPartnerContact,
  anotherPartner,
  consentDeadline,
  deliveryDeadline,
} from '../../support/examples';
import { parse, visibleText } from '../texts/well-formed';

const link = 'https://consent.example/consent/c29tZSByYW5kb20gdG9rZW4';
const portalUrl = 'https://portal.example/customers';

/** The association that each mail tells of. */
const stories: Record<MailKind, Association> = {
  consentRequest: anAssociation('consentRequested'),
  consentReminder: anAssociation('consentRequested'),
  consentReceipt: anAssociation('active'),
  cancelNotice: anAssociation('canceled'),
  consentWarning: anAssociation('consentRequested'),
  consentGiven: anAssociation('active'),
  consentDeclined: { ...anAssociation('declined'), declineReason: 'Not this year.' },
  consentExpired: anAssociation('consentExpired'),
  superseded: anAssociation('superseded'),
  deliveryWarning: anAssociation('active'),
  deliveryExpired: anAssociation('deliveryExpired'),
  lateInterest: { ...anAssociation('consentExpired'), lateInterestAt: addDays(consentDeadline, 2) },
};
const toCustomer: readonly MailKind[] = [
  'consentRequest',
  'consentReminder',
  'consentReceipt',
  'cancelNotice',
];
const withConsentLink: readonly MailKind[] = ['consentRequest', 'consentReminder'];
const now = addDays(consentDeadline, -7);

const everyMail = mailKind.options.flatMap((kind) =>
  languages.options.map((language) => ({ kind, language })),
);

function rendered(kind: MailKind, language = languages.parse('en'), association = stories[kind]) {
  return renderMail(kind, { association, language, now, link, portalUrl });
}

describe.each(everyMail)('$kind in $language', ({ kind, language }) => {
  const mail = rendered(kind, language);
  const { subject, text, html } = mail;
  const shown = visibleText(html);
  const elements = parse(html);

  it('is a well-formed document in its language', () => {
    expect(elements[0]).toEqual({ name: 'html', attributes: { lang: language, dir: 'ltr' } });
  });

  it('loads nothing and runs nothing', () => {
    const names = elements.map(({ name }) => name);
    for (const name of ['script', 'img', 'link', 'iframe', 'form', 'object', 'svg']) {
      expect(names).not.toContain(name);
    }
    expect(html).not.toMatch(/url\(|@import|src=|\son[a-z]+=/);
  });

  it('names the workshop, both organizations and the partner’s contact in both parts', () => {
    const { engagement, customer, partner } = stories[kind];
    for (const named of [engagement.name, customer.name, partner.name, aPartnerContact.email]) {
      expect(text).toContain(named);
      expect(shown).toContain(named);
    }
  });

  it('has a subject of one line without persons, addresses or tenant', () => {
    expect(subject).toContain(stories[kind].engagement.name);
    expect(subject).not.toMatch(/[\p{Cc}@]/u);
    expect(subject).not.toMatch(/Carl|Quist|Pia|Berg|Ines|c0ffee00/);
  });

  it('greets its addressee', () => {
    const name = toCustomer.includes(kind) ? aCustomerContact.name : aPartnerContact.name;
    expect(text).toContain(textsIn(language).mails.greeting(name));
  });

  it('has one link: its own', () => {
    const targets = elements.flatMap(({ attributes }) => attributes['href'] ?? []);
    if (withConsentLink.includes(kind)) expect(targets).toEqual([link]);
    else expect(targets).toEqual(toCustomer.includes(kind) ? [] : [portalUrl]);
    expect(text.includes(link)).toBe(withConsentLink.includes(kind));
    for (const target of targets) {
      expect(shown).toContain(target);
      expect(text).toContain(target);
    }
  });

  it('leaves no text unfilled', () => {
    expect(`${subject}${text}${shown}`).not.toMatch(/undefined|\[object|NaN|\$\{|#/);
  });
});

describe.each(languages.options)('a mail in %s', (language) => {
  it.each(['consentRequest', 'consentReminder', 'consentWarning'] as const)(
    'names the consent deadline and the days left in %s',
    (kind) => {
      const { text, html } = rendered(kind, language);
      const daysLeft = textsIn(language).common.daysLeft(7);
      expect(text).toContain(formatInstant(consentDeadline, language));
      expect(text).toContain(daysLeft);
      expect(visibleText(html)).toContain(daysLeft);
    },
  );

  it.each(['consentGiven', 'deliveryWarning'] as const)(
    'names the delivery deadline and the days left in %s',
    (kind) => {
      const association = stories[kind];
      const lastDay = addDays(deliveryDeadline, -1);
      const { text } = renderMail(kind, { association, language, now: lastDay });
      expect(text).toContain(formatInstant(deliveryDeadline, language));
      expect(text).toContain(textsIn(language).common.daysLeft(1));
    },
  );

  it('that asks shows the exact statement', () => {
    const { text } = rendered('consentRequest', language);
    expect(text).toContain(consentStatement(anAssociation('consentRequested'), language));
  });
});

describe('the receipt', () => {
  it('carries approver, instant, contact address, and the text as it was agreed to', () => {
    const { text } = rendered('consentReceipt', 'sv');
    expect(text).toContain('Samtycke lämnat av: Carl Quist');
    expect(text).toContain(formatInstant(answeredAt, 'sv'));
    expect(text).toContain('Kontaktadress: carl@aw.example');
    expect(text).toContain(anAssociation('active').consent.statement);
  });

  it('is still right after the workshop claim', () => {
    const { text } = rendered('consentReceipt', 'en', anAssociation('completed'));
    expect(text).toContain(anAssociation('active').consent.statement);
  });

  it('can’t be made without a consent', () => {
    expect(() => rendered('consentReceipt', 'en', anAssociation('declined'))).toThrow('a consent');
  });
});

describe('the notice that a partner lost', () => {
  it.each(languages.options)('does not name the winner in %s', (language) => {
    const { subject, text, html } = rendered('superseded', language);
    const { name, id } = anotherPartner;
    for (const part of [subject, text, html]) {
      expect(part.toLowerCase()).not.toContain(name.toLowerCase());
      expect(part).not.toContain(id);
    }
  });
});

describe('the warning before the consent deadline', () => {
  it('says that the customer has not been asked, to the account’s own contact', () => {
    const { subject, text } = rendered('consentWarning', 'en', anAssociation('associated'));
    expect(subject).toBe(
      'Not asked yet (7 days left): consent of Adventure Works to “Threat Protection Envisioning Workshop”',
    );
    expect(text).toContain(`Dear ${aPartner.contact.name},`);
  });

  it('says that the customer has not answered, and when the last mail went out', () => {
    const { subject, text } = rendered('consentWarning');
    expect(subject).toMatch(/^No answer yet \(7 days left\)/);
    expect(text).toContain(formatInstant(addDays(addedAt, 1), 'en'));
  });
});

describe('an ending without consent', () => {
  it('tells that an added customer disappears, and that a claimed one can be claimed again', () => {
    const expired = anAssociation('consentExpired');
    expect(rendered('consentExpired', 'en').text).toContain(
      'no longer appears on the Customers page',
    );
    expect(rendered('consentExpired', 'en', { ...expired, origin: 'claimed' }).text).toContain(
      'returns to the customers you can claim',
    );
  });

  it('tells whether the customer had been asked', () => {
    const never = { ...anAssociation('consentExpired'), consentRequest: undefined };
    expect(rendered('consentExpired', 'en').text).toContain('did not answer');
    expect(rendered('consentExpired', 'en', never).text).toContain('was not asked');
  });

  it('passes on why the customer declined', () => {
    expect(rendered('consentDeclined').text).toContain('Reason: Not this year.');
  });
});

describe('the notice of a cancel', () => {
  it('says that the links are dead, or that a consent ends', () => {
    const { consent } = anAssociation('active');
    const afterConsent = { ...anAssociation('canceled'), consent, deliveryDeadline };
    expect(rendered('cancelNotice').text).toContain('its links no longer work');
    expect(rendered('cancelNotice', 'en', afterConsent).text).toContain(
      `The consent recorded on ${formatInstant(answeredAt, 'en')} ends`,
    );
  });

  it('keeps the partner’s reason with the partner', () => {
    expect(rendered('cancelNotice').text).not.toContain(anAssociation('canceled').cancelReason);
  });
});

describe('a mail that asks', () => {
  it.each(withConsentLink)('can’t be made without a link (%s)', (kind) => {
    const association = stories[kind];
    expect(() => renderMail(kind, { association, language: 'en', now })).toThrow('a link');
  });
});

describe('a mail to the partner', () => {
  it('has no button where the portal’s address is not known', () => {
    const association = stories.consentGiven;
    const { text, html } = renderMail('consentGiven', { association, language: 'en', now });
    expect(html).not.toContain('href');
    expect(text).not.toContain('http');
  });
});

describe('what people have typed', () => {
  const hostile = `<script>alert("1")</script> & 'x'\r\nBcc: all@aw.example \u202egnp`;
  const asked = anAssociation('consentRequested').consentRequest;
  const poisoned = {
    customer: { ...stories.consentRequest.customer, name: hostile },
    partner: { ...stories.consentRequest.partner, name: hostile },
    engagement: { ...stories.consentRequest.engagement, name: hostile },
    consentRequest: {
      ...asked,
      customerContact: { ...asked.customerContact, name: hostile, title: hostile },
      partnerContact: { ...asked.partnerContact, name: hostile, company: hostile },
    },
  };

  it.each(everyMail)('stays text, and one line in the subject ($kind, $language)', (of) => {
    const { kind, language } = of;
    const { subject, html } = rendered(kind, language, { ...stories[kind], ...poisoned });
    expect(parse(html).map(({ name }) => name)).not.toContain('script');
    expect(visibleText(html)).toContain(`<script>alert("1")</script> & 'x'`);
    expect(subject).not.toMatch(/[\p{Cc}\u202a-\u202e]/u);
  });
});
