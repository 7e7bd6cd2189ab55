import { language as languages } from '../../../shared/domain/association';
import { renderConsentPage, type ConsentPage } from '../../../shared/pages/consent-page';
import { formatInstant } from '../../../shared/texts/formats';
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
import { anAskPage, another, asked, expired, textOf, twoRequests } from './page-examples';

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
  otherSite: { kind: 'otherSite' },
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

  it.each(['unknown', 'otherSite', 'busy', 'tooMany'] as const)(
    'names nobody when it is %s',
    (kind) => {
      expect(textOf({ kind })).not.toMatch(/Fabrikam|Adventure|Carl|Pia|@/);
    },
  );

  it('refuses to show an association in another state', () => {
    expect(() => renderConsentPage({ kind: 'superseded', association: asked }, 'en')).toThrow();
    expect(() => renderConsentPage({ kind: 'canceled', association: asked }, 'en')).toThrow();
  });
});
