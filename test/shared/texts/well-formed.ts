// A small check of a document's markup: every tag is closed in order, ids are unique, references lead somewhere.
const voidElements = ['meta', 'br', 'input'];
const tag = /<(\/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+(?:="[^"<>]*")?)*)\s*\/?>/g;

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The elements of a document in order; throws at the first fault. */
export function parse(document: string): Element[] {
  const body = document.replace(/^<!doctype html>/, '').replace(/<style>[^<]*<\/style>/, '');
  const open: string[] = [];
  const elements: Element[] = [];
  for (const [, slash, name = '', attributes = ''] of body.matchAll(tag)) {
    if (slash === '/') {
      const last = open.pop();
      if (last !== name) throw new Error(`</${name}> closes <${last ?? 'nothing'}>`);
    } else {
      elements.push({ name, attributes: attributesOf(attributes) });
      if (!voidElements.includes(name)) open.push(name);
    }
  }
  if (open.length > 0) throw new Error(`<${open.join('>, <')}> not closed`);
  const rest = body.replaceAll(tag, '');
  if (/[<>]/.test(rest)) throw new Error(`stray bracket in: ${rest}`);
  if (/&(?!(amp|lt|gt|quot|#39);)/.test(rest)) throw new Error('stray ampersand');
  checkReferences(elements);
  return elements;
}

/** What a reader sees, on one line. */
export function visibleText(document: string): string {
  return document
    .replace(/<style>[^<]*<\/style>/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/[ \n]+/g, ' ');
}

function attributesOf(text: string): Record<string, string> {
  const found = [...text.matchAll(/([a-z-]+)(?:="([^"]*)")?/g)];
  const names = found.map(([, name]) => name);
  if (new Set(names).size !== names.length) throw new Error(`attribute given twice in: ${text}`);
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name, value]));
}

function checkReferences(elements: readonly Element[]): void {
  const ids = elements.flatMap(({ attributes }) => attributes['id'] ?? []);
  if (new Set(ids).size !== ids.length) throw new Error(`an id is there twice: ${ids.join(' ')}`);
  for (const { attributes } of elements) {
    const link = attributes['href']?.startsWith('#') === true ? attributes['href'].slice(1) : '';
    const described = `${attributes['aria-describedby'] ?? ''} ${attributes['aria-labelledby'] ?? ''}`;
    const references = `${attributes['for'] ?? ''} ${described} ${link}`.split(' ').filter(Boolean);
    const lost = references.find((reference) => !ids.includes(reference));
    if (lost !== undefined) throw new Error(`nothing has the id ${lost}`);
  }
}
