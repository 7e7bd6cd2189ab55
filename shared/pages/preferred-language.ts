// Which of our languages a browser prefers.
import { language, type Language } from '../domain/association';

/** The best match of an `Accept-Language` header by weight, then order; English when nothing fits. */
export function preferredLanguage(acceptLanguage: string | undefined): Language {
  const wishes = (acceptLanguage ?? '').slice(0, 500).split(',').map(toWish);
  const best = wishes
    .filter((wish) => wish.weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map((wish) => language.safeParse(wish.language).data);
  return best.find((found) => found !== undefined) ?? 'en';
}

function toWish(text: string): { language: string; weight: number } {
  const [range = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return {
    language: range.split('-')[0] ?? '',
    weight: weight === undefined ? 1 : Number(weight) || 0,
  };
}
