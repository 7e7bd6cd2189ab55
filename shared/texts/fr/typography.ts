// French: quotation marks with their spaces, and the elision before a name.
const space = '\u00a0';

export function quoted(text: string): string {
  return `«${space}${text}${space}»`;
}

/** `de Contoso`, `d’Adventure Works`. */
export function ofName(name: string): string {
  return /^[aeiouàâäéèêëîïôöùûü]/i.test(name) ? `d’${name}` : `de ${name}`;
}
