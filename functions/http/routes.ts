// Which function the Functions host leads a request to. Its rule (azure-functions-host, seen on 4.1037): functions in the
// order of their names, ignoring case; the first whose template and method match. Nothing prefers a literal segment, and a
// catch-all takes whatever sorts behind it.

export interface Route {
  readonly name: string;
  readonly methods: readonly string[];
  /** A template of literal segments, `{parameter}` and, at its end, `{*rest}`; other forms are refused. */
  readonly route: string;
}

/** What stands for a parameter's value in the paths that are tried. */
const anyValue = 'some-value';

/** The routes whose template takes a path (without its leading slash), whatever the method, in the host's order. */
export function createRouteFinder<R extends Route>(routes: readonly R[]): (path: string) => R[] {
  const inHostsOrder = [...routes]
    .sort((a, b) => compareNames(a.name, b.name))
    .map((route) => ({ route, pattern: patternOf(route.route) }));
  return (path) =>
    inHostsOrder.filter(({ pattern }) => pattern.test(path)).map(({ route }) => route);
}

/**
 * Throws a sentence for each request that leads elsewhere than to the route that says most about its path. Tried are every
 * route's own path and, of every two routes, a path that both take.
 */
export function refuseShadowedRoutes(routes: readonly Route[]): void {
  const find = createRouteFinder(routes);
  const templates = routes.map(({ route }) => segmentsOf(route));
  const shared = templates.flatMap((a, index) =>
    templates.slice(index).map((b) => sharedPath(a, b)),
  );
  const complaints = [...new Set(shared)].flatMap((path) =>
    path === undefined ? [] : shadowedAt(path, find(path)),
  );
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
}

function shadowedAt(path: string, takers: readonly Route[]): string[] {
  return [...new Set(takers.flatMap(({ methods }) => methods))].flatMap((method) => {
    const [taken, ...others] = takers.filter(({ methods }) => methods.includes(method));
    if (taken === undefined) return [];
    return others
      .filter(({ route }) => rankOf(route) <= rankOf(taken.route))
      .map(
        ({ name }) =>
          `${method} /${path} leads to ${taken.name} and never to ${name}: the host takes functions in the order of their names.`,
      );
  });
}

/** .NET's OrdinalIgnoreCase: by character, in capitals. */
function compareNames(a: string, b: string): number {
  const [first, second] = [a.toUpperCase(), b.toUpperCase()];
  return first < second ? -1 : first > second ? 1 : 0;
}

type Segment = { kind: 'literal'; text: string } | { kind: 'parameter' } | { kind: 'rest' };

function segmentsOf(route: string): Segment[] {
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

/** Literal before parameter before catch-all, segment by segment. */
function rankOf(route: string): string {
  const ranks = { literal: 'a', parameter: 'b', rest: 'c' };
  return segmentsOf(route)
    .map(({ kind }) => ranks[kind])
    .join('');
}

/** A path that both templates take, or undefined when there is none. */
function sharedPath(a: readonly Segment[], b: readonly Segment[]): string | undefined {
  const path: string[] = [];
  for (let index = 0; index < Math.max(a.length, b.length); index += 1) {
    const one = segmentAt(a, index);
    const other = segmentAt(b, index);
    if (one === undefined || other === undefined) return undefined;
    const text = textOf(one) ?? textOf(other) ?? anyValue;
    if ((textOf(other) ?? text).toLowerCase() !== text.toLowerCase()) return undefined;
    path.push(text);
  }
  return path.join('/');
}

function textOf(segment: Segment): string | undefined {
  return segment.kind === 'literal' ? segment.text : undefined;
}

/** What a catch-all takes goes on for as long as one likes. */
function segmentAt(segments: readonly Segment[], index: number): Segment | undefined {
  const last = segments.at(-1);
  return segments[index] ?? (last?.kind === 'rest' ? last : undefined);
}
