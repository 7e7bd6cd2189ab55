import { preferredLanguage } from '../../../shared/pages/consent-page';

describe('the language of a page that knows no addressee', () => {
  it.each([
    ['sv', 'sv'],
    ['sv-SE,sv;q=0.9,en;q=0.8', 'sv'],
    ['DE-ch', 'de'],
    ['en;q=0.5, ja;q=0.9', 'ja'],
    ['nb, fr;q=0.4', 'fr'],
    ['es;q=0, fr;q=0.1', 'fr'],
    ['nb,pl;q=0.9', 'en'],
    ['*', 'en'],
    ['', 'en'],
    [undefined, 'en'],
    [';;;q=,,=', 'en'],
    ['constructor,__proto__', 'en'],
    [`${'x,'.repeat(10_000)}sv`, 'en'],
  ] as const)('%j leads to %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });
});
