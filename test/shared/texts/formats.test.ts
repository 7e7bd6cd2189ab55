import { language as languages, type Language } from '../../../shared/domain/association';
import { formatInstant, plural } from '../../../shared/texts/formats';
import { textsIn } from '../../../shared/texts/texts';
import { at } from '../../support/examples';

const lateOnTheFifth = at('2026-03-05T23:30:59.999Z');

const dates: Record<Language, string> = {
  en: 'March 5, 2026 at 23:30 UTC',
  sv: '5 mars 2026 kl. 23:30 UTC',
  de: '5. März 2026 um 23:30 UTC',
  fr: '5 mars 2026 à 23:30 UTC',
  es: '5 de marzo de 2026 a las 23:30 UTC',
  ja: '2026年3月5日 23:30 UTC',
};

const counts: Record<
  Language,
  readonly [one: string, many: string, oneLeft: string, manyLeft: string]
> = {
  en: ['1 day', '30 days', '1 day left', '30 days left'],
  sv: ['1 dag', '30 dagar', '1 dag kvar', '30 dagar kvar'],
  de: ['1 Tag', '30 Tage', 'noch 1 Tag', 'noch 30 Tage'],
  fr: ['1 jour', '30 jours', 'il reste 1 jour', 'il reste 30 jours'],
  es: ['1 día', '30 días', 'queda 1 día', 'quedan 30 días'],
  ja: ['1日', '30日', '残り1日', '残り30日'],
};

describe.each(languages.options)('in %s', (language) => {
  it('an instant is written with its UTC date, to the minute, the zone named', () => {
    expect(formatInstant(lateOnTheFifth, language).replaceAll(/\s/g, ' ')).toBe(dates[language]);
  });

  it('midnight is 00:00 of the day that begins', () => {
    expect(formatInstant(at('2026-03-05T00:00:00Z'), language)).toContain('00:00');
  });

  it('one day and several days are counted as the language counts', () => {
    const { days, daysLeft } = textsIn(language).common;
    expect([days(1), days(30), daysLeft(1), daysLeft(30)]).toEqual(counts[language]);
  });
});

describe('in fr', () => {
  it('the first of a month is the 1er', () => {
    expect(formatInstant(at('2026-04-01T09:00:00Z'), 'fr')).toMatch(/^1er avril 2026/);
    expect(formatInstant(at('2026-04-11T09:00:00Z'), 'fr')).toMatch(/^11 avril 2026/);
  });
});

describe('a counted noun', () => {
  it('uses the form that the language has for the number', () => {
    const jours = plural('fr', { one: '# jour', other: '# jours' });
    expect([jours(0), jours(1), jours(2)]).toEqual(['0 jour', '1 jour', '2 jours']);
  });

  it('falls back to the general form', () => {
    expect(plural('ja', { other: '#日' })(1)).toBe('1日');
  });
});
