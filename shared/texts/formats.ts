// Instants and counts as each language writes them. Deadlines are UTC instants, so the zone is always named.
import type { Language } from '../domain/association';
import type { Instant } from '../domain/time';

const locales: Record<Language, string> = {
  en: 'en-US',
  sv: 'sv-SE',
  de: 'de-DE',
  fr: 'fr-FR',
  es: 'es-ES',
  ja: 'ja-JP',
};

interface CountFormat {
  readonly rules: Intl.PluralRules;
  readonly number: Intl.NumberFormat;
}

/** Made when first needed: making them costs milliseconds each. */
const dateFormats = new Map<Language, Intl.DateTimeFormat>();
const countFormats = new Map<Language, CountFormat>();

/** Date and minute, as `March 15, 2026 at 14:30 UTC`. Seconds are cut off, so a deadline is never shown later than it is. */
export function formatInstant(instant: Instant, language: Language): string {
  const format = dateFormats.get(language) ?? dateFormat(language);
  dateFormats.set(language, format);
  const text = format.format(new Date(instant));
  return language === 'fr' ? text.replace(/^1(?= )/, '1er') : text;
}

function dateFormat(language: Language): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locales[language], {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
    timeZoneName: 'short',
  });
}

type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

/** A counted noun; `#` stands for the number. */
export function plural(language: Language, forms: PluralForms): (count: number) => string {
  return (count) => {
    const { rules, number } = countFormats.get(language) ?? countFormat(language);
    countFormats.set(language, { rules, number });
    return (forms[rules.select(count)] ?? forms.other).replace('#', number.format(count));
  };
}

function countFormat(language: Language): CountFormat {
  const locale = locales[language];
  return { rules: new Intl.PluralRules(locale), number: new Intl.NumberFormat(locale) };
}
