// Which function the Functions host leads a request to. Its rule (azure-functions-host, seen on 4.1037): functions in the
// order of their names, ignoring case; the first whose template and method match. Nothing prefers a literal segment, and a
// catch-all takes whatever sorts behind it. That no route of the app is lost by this is seen to by a test.

export interface Route {
  readonly name: string;
  readonly methods: readonly string[];
  /** A template of literal segments, `{parameter}` and, at its end, `{*rest}`; other forms are refused. */
  readonly route: string;
}

/** The routes whose template takes a path (without its leading slash), whatever the method, in the host's order. */
export function createRouteFinder<R extends Route>(routes: readonly R[]): (path: string) => R[] {
  const inHostsOrder = [...routes]
    .sort((a, b) => compareNames(a.name, b.name))
    .map((route) => ({ route, pattern: patternOf(route.route) }));
  return (path) =>
    inHostsOrder.filter(({ pattern }) => pattern.test(path)).map(({ route }) => route);
}

/** .NET's OrdinalIgnoreCase: by character, in capitals. */
function compareNames(a: string, b: string): number {
  const [first, second] = [a.toUpperCase(), b.toUpperCase()];
  return first < second ? -1 : first > second ? 1 : 0;
}

export type Segment = { kind: 'literal'; text: string } | { kind: 'parameter' } | { kind: 'rest' };

export function segmentsOf(route: string): Segment[] {
  return route.split('/').map((text, index, all) => {
    if (/^\{\w+\}$/.test(text)) return { kind: 'parameter' };
    if (/^\{\*\w+\}$/.test(text) && index === all.length - 1) return { kind: 'rest' };
    if (/[{}*?]/.test(text)) throw new Error(`The route ${route} has a segment of another form.`);
    return { kind: 'literal', text };
  });
}

function patternOf(route: string): RegExp {
  const source = segmentsOf(route).map((segment, index) => {
    const slash = index === 0 ? '' : '/';
    if (segment.kind === 'rest') return `(?:${slash}.*)?`;
    if (segment.kind === 'parameter') return `${slash}[^/]+`;
    return slash + segment.text.replace(/[.+^$()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}/?$`, 'is');
}
