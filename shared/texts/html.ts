// HTML that escapes by default: whatever is put into a template is text, unless it is itself made by `html`.
const markup = Symbol('markup');

export interface Html {
  readonly [markup]: string;
}

type Value = Html | readonly Html[] | string | number | undefined;

/** Every value is escaped, except what `html` has made. `undefined` prints nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return { [markup]: parts.reduce((text, part, i) => text + print(values[i - 1]) + part) };
}

/** For style sheets in our own source, which have no values; never for data. */
export function trusted(source: string): Html {
  return { [markup]: source };
}

/** Finished markup, to be sent. */
export function markupOf(made: Html): string {
  return made[markup];
}

function print(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value));
  if (markup in value) return value[markup];
  return value.map(markupOf).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
