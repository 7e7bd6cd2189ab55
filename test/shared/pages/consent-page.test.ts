import { language as languages, type Language } from '../../../shared/domain/association';
import { addDays } from '../../../shared/domain/time';
import { renderConsentPage } from '../../../shared/pages/consent-page';
import type { AskPage, ConsentPage, FormField } from '../../../shared/pages/page-kinds';
import { formatInstant } from '../../../shared/texts/formats';
import { consentStatement } from '../../../shared/texts/statement';
import { textsIn } from '../../../shared/texts/texts';
import {
  aCustomerContact,
  anAssociation,
  anotherEngagement,
  anotherPartner,
  answeredAt,
  aPartnerContact,
  consentDeadline,
} from '../../support/examples';
import { parse, visibleText, type Element } from '../texts/well-formed';

const asked = anAssociation('consentRequested');
const another = {
  ...asked,
  engagementId: anotherEngagement.id,
  engagement: { ...asked.engagement, name: anotherEngagement.name },
};
const statement = consentStatement(asked, 'en');
const anAskPage: AskPage = {
  kind: 'ask',
  request: { id: 'threat-protection.1', association: asked, statement },
  others: [],
  now: addDays(consentDeadline, -7),
  action: '/consent/token',
};
const twoRequests: AskPage = {
  ...anAskPage,
  others: [
    { id: 'data-security.1', association: another, statement: consentStatement(another, 'en') },
  ],
};
const expired: ConsentPage = {
  kind: 'expired',
  association: anAssociation('consentExpired'),
  action: '/consent/token/interest',
  interestSent: false,
};

const pages: Record<string, ConsentPage> = {
  ask: anAskPage,
  'ask for two': twoRequests,
  'ask again': { ...twoRequests, problem: { field: 'approverName' } },
  approved: { kind: 'approved', associations: [anAssociation('active')] },
  declined: { kind: 'declined', associations: [anAssociation('declined')] },
  'approved, declined now': {
    kind: 'approved',
    associations: [anAssociation('completed')],
    opposite: true,
  },
  'declined, approved now': {
    kind: 'declined',
    associations: [anAssociation('declined')],
    opposite: true,
  },
  expired,
  interested: { ...expired, interestSent: true },
  superseded: { kind: 'superseded', association: anAssociation('superseded') },
  canceled: { kind: 'canceled', association: anAssociation('canceled') },
  replaced: { kind: 'replaced', association: asked },
  unknown: { kind: 'unknown' },
  busy: { kind: 'busy' },
  tooMany: { kind: 'tooMany' },
};
const everyPage = Object.entries(pages).flatMap(([name, page]) =>
  languages.options.map((language) => ({ name, page, language })),
);

describe.each(everyPage)('the page "$name" in $language', ({ page, language }) => {
  const document = renderConsentPage(page, language);
  const elements = parse(document);

  it('is a well-formed document in its language, with one heading and one main', () => {
    expect(document).toMatch(/^<!doctype html>\n/);
    expect(elements[0]).toEqual({ name: 'html', attributes: { lang: language } });
    for (const name of ['h1', 'main', 'title', 'footer']) {
      expect(elements.filter((element) => element.name === name)).toHaveLength(1);
    }
  });

  it('runs no script, loads nothing, leads nowhere else', () => {
    expect(document).not.toMatch(/<script|javascript:|\son[a-z]+=|style=|src=|url\(|@import|http/i);
    const targets = elements.flatMap(({ attributes }) => attributes['href'] ?? []);
    expect(targets.filter((target) => !target.startsWith('#'))).toEqual([]);
  });

  it('leaves no text unfilled', () => {
    expect(visibleText(document)).not.toMatch(/undefined|\[object|NaN|\$\{/);
  });

  it('labels every field that is shown', () => {
    const labels = elements.flatMap(({ attributes }) => attributes['for'] ?? []);
    for (const { attributes } of fieldsOf(elements)) expect(labels).toContain(attributes['id']);
  });
});

function fieldsOf(elements: readonly Element[]): Element[] {
  return elements.filter(
    ({ name, attributes }) =>
      name === 'textarea' || (name === 'input' && attributes['type'] !== 'hidden'),
  );
}

function named(page: ConsentPage, name: string, language: Language = 'en'): Element[] {
  return parse(renderConsentPage(page, language)).filter(
    ({ attributes }) => attributes['name'] === name,
  );
}

function textOf(page: ConsentPage, language: Language = 'en'): string {
  return visibleText(renderConsentPage(page, language));
}

describe('the page that asks', () => {
  it.each(languages.options)(
    'names in %s the workshop, the deadline, the days left and both contacts',
    (language) => {
      const text = textOf(anAskPage, language);
      for (const shown of [
        asked.engagement.name,
        formatInstant(consentDeadline, language),
        textsIn(language).common.daysLeft(7),
        aPartnerContact.name,
        aPartnerContact.email,
        aCustomerContact.name,
        aCustomerContact.email,
        textsIn(language).pages.ask.confirmed(asked.customer.name),
      ]) {
        expect(text).toContain(shown.replaceAll(/[ \n]+/g, ' '));
      }
    },
  );

  it('shows the exact statement, word for word', () => {
    expect(textOf(anAskPage)).toContain(statement.split('\n').join('  ').replaceAll(/ +/g, ' '));
  });

  it('posts one request in a hidden field', () => {
    const [form] = parse(renderConsentPage(anAskPage, 'en')).filter(({ name }) => name === 'form');
    expect(form?.attributes).toEqual({ method: 'post', action: '/consent/token' });
    expect(named(anAskPage, 'request').map(({ attributes }) => attributes)).toEqual([
      { type: 'hidden', name: 'request', value: 'threat-protection.1' },
    ]);
  });

  it('offers several requests as checkboxes, the link’s own ticked', () => {
    const ticked = named(twoRequests, 'request').map(({ attributes }) => [
      attributes['type'],
      attributes['value'],
      'checked' in attributes,
    ]);
    expect(ticked).toEqual([
      ['checkbox', 'threat-protection.1', true],
      ['checkbox', 'data-security.1', false],
    ]);
    expect(textOf(twoRequests)).toContain('“Data Security Envisioning Workshop”, delivered by');
  });

  it('keeps what was ticked before', () => {
    const again = { ...twoRequests, entered: { requests: ['data-security.1'] } };
    const ticked = named(again, 'request').map(({ attributes }) => 'checked' in attributes);
    expect(ticked).toEqual([false, true]);
  });

  it('lets the visitor decline without name or confirmation', () => {
    const buttons = named(anAskPage, 'decision').map(({ attributes }) => attributes);
    expect(buttons).toEqual([
      { id: 'decision', name: 'decision', value: 'approve' },
      { class: 'second', name: 'decision', value: 'decline', formnovalidate: '' },
    ]);
    expect(named(anAskPage, 'approverName')[0]?.attributes).toHaveProperty('required');
    expect(named(anAskPage, 'confirmed')[0]?.attributes).toHaveProperty('required');
    expect(named(anAskPage, 'reason')[0]?.attributes).not.toHaveProperty('required');
  });

  it('has the limits of the domain on its fields', () => {
    expect(named(anAskPage, 'approverName')[0]?.attributes['maxlength']).toBe('120');
    expect(named(anAskPage, 'reason')[0]?.attributes['maxlength']).toBe('1000');
  });
});

describe('the page that asks again', () => {
  it.each<[FormField, string]>([
    ['approverName', 'approverName'],
    ['confirmed', 'confirmed'],
    ['reason', 'reason'],
    ['decision', 'decision'],
    ['request', 'request-0'],
  ])('leads from the summary to what is wrong with %s, and says it there', (field, target) => {
    const page: AskPage = { ...twoRequests, problem: { field } };
    const elements = parse(renderConsentPage(page, 'en'));
    const links = elements.flatMap(({ attributes }) => attributes['href'] ?? []);
    const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);
    expect(links).toEqual([`#${target}`]);
    expect(ids).toContain(`${field}-error`);
  });

  it.each(['approverName', 'confirmed', 'reason'] as const)(
    'marks %s as invalid, and only it',
    (field) => {
      const elements = parse(renderConsentPage({ ...anAskPage, problem: { field } }, 'en'));
      const invalid = elements.filter(({ attributes }) => attributes['aria-invalid'] === 'true');
      expect(invalid.map(({ attributes }) => attributes['id'])).toEqual([field]);
      expect(invalid[0]?.attributes['aria-describedby']).toContain(`${field}-error`);
    },
  );

  it('says so first in its title, and moves the focus to the summary', () => {
    const page: AskPage = { ...anAskPage, problem: { field: 'confirmed' } };
    const document = renderConsentPage(page, 'en');
    expect(document).toContain('<title>Error: ');
    const summary = parse(document).find(({ attributes }) => attributes['role'] === 'alert');
    expect(summary?.attributes).toHaveProperty('autofocus');
  });

  it('keeps what was entered', () => {
    const entered = { approverName: 'Carl "C" Quist', reason: '\n<b>Not now' };
    const page: AskPage = { ...anAskPage, problem: { field: 'confirmed' }, entered };
    expect(named(page, 'approverName')[0]?.attributes['value']).toBe('Carl &quot;C&quot; Quist');
    expect(renderConsentPage(page, 'en')).toContain('>\n\n&lt;b&gt;Not now</textarea>');
  });
});

describe('the page after an answer', () => {
  it('shows who agreed, when, and the text agreed to', () => {
    const text = textOf({ kind: 'approved', associations: [anAssociation('active')] });
    expect(text).toContain('Agreed by Carl Quist');
    expect(text).toContain(formatInstant(answeredAt, 'en'));
    expect(text).toContain(anAssociation('active').consent.statement);
  });

  it('shows everything that was answered at once', () => {
    const active = anAssociation('active');
    const alsoActive = { ...active, engagement: another.engagement };
    const text = textOf({ kind: 'approved', associations: [active, alsoActive] });
    expect(text).toContain(active.engagement.name);
    expect(text).toContain(anotherEngagement.name);
  });

  it('shows why it was declined', () => {
    const declined = { ...anAssociation('declined'), declineReason: 'Not this year.' };
    expect(textOf({ kind: 'declined', associations: [declined] })).toContain(
      'Reason Not this year.',
    );
  });

  it.each([
    ['approved', anAssociation('active'), 'You have just chosen to decline. It was not recorded'],
    ['declined', anAssociation('declined'), 'You have just chosen to agree. It was not recorded'],
  ] as const)(
    'says after the opposite answer that %s stands, and whom to contact',
    (kind, a, words) => {
      const text = textOf({ kind, associations: [a], opposite: true });
      expect(text).toContain(words);
      expect(text).toContain(formatInstant(answeredAt, 'en'));
      expect(text).toContain(aPartnerContact.email);
      expect(textOf({ kind, associations: [a] })).not.toContain(words);
    },
  );
});

describe('the page of a link that can’t be answered', () => {
  it('offers once to let the partner know', () => {
    const form = /<form method="post" action="\/consent\/token\/interest">/;
    expect(renderConsentPage(expired, 'en')).toMatch(form);
    expect(textOf(expired)).toContain('Let the partner know I’m interested');
    expect(textOf(expired)).toContain(formatInstant(consentDeadline, 'en'));
    const sent = renderConsentPage({ ...expired, interestSent: true }, 'en');
    expect(sent).not.toContain('<form');
    expect(sent).toContain('role="status"');
  });

  it('names the partner that the customer chose instead', () => {
    const page: ConsentPage = { kind: 'superseded', association: anAssociation('superseded') };
    expect(textOf(page)).toContain(anotherPartner.name);
  });

  it('does not tell the former contact who the new one is', () => {
    const text = textOf({ kind: 'replaced', association: asked });
    expect(text).not.toContain(aCustomerContact.email);
    expect(text).not.toContain(aCustomerContact.name);
    expect(text).toContain(aPartnerContact.email);
  });

  it.each(['unknown', 'busy', 'tooMany'] as const)('names nobody when it is %s', (kind) => {
    expect(textOf({ kind })).not.toMatch(/Fabrikam|Adventure|Carl|Pia|@/);
  });

  it('refuses to show an association in another state', () => {
    expect(() => renderConsentPage({ kind: 'superseded', association: asked }, 'en')).toThrow();
    expect(() => renderConsentPage({ kind: 'canceled', association: asked }, 'en')).toThrow();
  });
});

describe('what people have typed', () => {
  const hostile = `"><script>alert('1')</script>&`;
  const request = asked.consentRequest;
  const poison = {
    customer: { ...asked.customer, name: hostile },
    partner: { ...asked.partner, name: hostile },
    engagement: { ...asked.engagement, name: hostile },
    consentRequest: {
      ...request,
      customerContact: { name: hostile, title: hostile, email: hostile },
      partnerContact: { name: hostile, company: hostile, email: hostile },
    },
  };
  const poisonedAsk = { ...asked, ...poison };
  const view = { id: hostile, association: poisonedAsk, statement: hostile };
  const { consent } = anAssociation('active');
  const poisoned: ConsentPage[] = [
    {
      ...anAskPage,
      request: view,
      others: [{ ...view, id: 'other' }],
      problem: { field: 'confirmed' },
      entered: { approverName: hostile, reason: `</textarea>${hostile}` },
      action: hostile,
    },
    {
      kind: 'approved',
      associations: [
        {
          ...anAssociation('active'),
          ...poison,
          consent: { ...consent, approverName: hostile, contactEmail: hostile, statement: hostile },
        },
      ],
    },
    {
      kind: 'declined',
      associations: [
        {
          ...anAssociation('declined'),
          ...poison,
          declinedBy: { kind: 'customer', name: hostile, email: hostile },
          declineReason: hostile,
        },
      ],
    },
    { ...expired, association: { ...anAssociation('consentExpired'), ...poison } },
    {
      kind: 'superseded',
      association: {
        ...anAssociation('superseded'),
        ...poison,
        winner: { partnerId: anotherPartner.id, name: hostile },
      },
    },
    { kind: 'canceled', association: { ...anAssociation('canceled'), ...poison } },
    { kind: 'replaced', association: poisonedAsk },
  ];

  it.each(poisoned)('stays text on the page "$kind"', (page) => {
    const document = renderConsentPage(page, 'fr');
    expect(parse(document).map(({ name }) => name)).not.toContain('script');
    expect(visibleText(document)).toContain(hostile);
  });
});
