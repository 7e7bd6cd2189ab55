// A value of a snapshot as it would be once everything is there: what only Azure knows gets a stand-in of the same shape.

/** By the last part of the path into what `reference(…)` or `environment()` gives. */
const standIns: Readonly<Record<string, string>> = {
  blob: 'https://account.blob.example/',
  queue: 'https://account.queue.example/',
  table: 'https://account.table.example/',
  clientId: '000000c0-0000-4000-8000-0000000000c0',
  hostName: 'mail-service.example',
  fromSenderDomain: 'azure-managed.example',
  defaultHostName: 'app.example',
  ConnectionString: 'InstrumentationKey=000000d0-0000-4000-8000-0000000000d0',
  loginEndpoint: 'https://login.example/',
};

type Value = string | { readonly [key: string]: Value };
type Call = (values: readonly Value[], path: string) => Value;

const known: Readonly<Record<string, Call>> = {
  reference: (_, path) => standInFor(path),
  environment: (_, path) => standInFor(path),
  string: ([value = '']) => JSON.stringify(value),
  createObject: (values) =>
    Object.fromEntries(
      values.flatMap((key, at) => (at % 2 === 0 ? [[textOf(key), values[at + 1] ?? '']] : [])),
    ),
  format: ([template, ...parts]) =>
    textOf(template).replaceAll(/\{\{|\}\}|\{(\d)\}/g, (token, index: string | undefined) =>
      index === undefined ? token.charAt(0) : textOf(parts[Number(index)]),
    ),
};

function textOf(value: Value | undefined): string {
  if (typeof value !== 'string') throw new Error('a text is missing');
  return value;
}

function standInFor(path: string): string {
  const standIn = standIns[path.split('.').at(-1) ?? ''];
  if (standIn === undefined) throw new Error(`no stand-in for ${path}`);
  return standIn;
}

/** Throws where the expression holds something that is not known here. */
export function deployed(value: string): string {
  if (!value.startsWith('[')) return value;
  const { result, rest } = read(value.slice(1, -1));
  if (rest !== '') throw new Error(`not known: ${rest}`);
  return textOf(result);
}

function read(text: string): { result: Value; rest: string } {
  const literal = /^'((?:[^']|'')*)'/.exec(text);
  if (literal) {
    const [whole, content = ''] = literal;
    return { result: content.replaceAll("''", "'"), rest: text.slice(whole.length) };
  }
  const [whole, name = ''] = /^(\w+)\(/.exec(text) ?? [];
  const call = known[name];
  if (whole === undefined || call === undefined) throw new Error(`not known: ${text}`);
  const values: Value[] = [];
  let rest = text.slice(whole.length);
  while (!rest.startsWith(')')) {
    const next = read(rest);
    values.push(next.result);
    rest = next.rest.replace(/^, /, '');
  }
  const [path] = /^(?:\.\w+)*/.exec(rest.slice(1)) ?? [''];
  return { result: call(values, path), rest: rest.slice(1 + path.length) };
}
