import { language as languages } from '../../../shared/domain/association';
import { renderConsentPage } from '../../../shared/pages/consent-page';
import type { AskPage, FormField } from '../../../shared/pages/page-kinds';
import { formatInstant } from '../../../shared/texts/formats';
import { textsIn } from '../../../shared/texts/texts';
import { aCustomerContact, aPartnerContact, consentDeadline } from '../../support/examples';
import { parse } from '../texts/well-formed';
import { anAskPage, asked, named, statement, textOf, twoRequests } from './page-examples';

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
