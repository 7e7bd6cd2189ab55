// A sentence for each request that the host would lead elsewhere than to the route that says most about its path.
import {
  createRouteFinder,
  segmentsOf,
  type Route,
  type Segment,
} from '../../../../functions/http/routes';

/** What stands for a parameter's value in the paths that are tried. */
const anyValue = 'some-value';

/** Tried are every route's own path and, of every two routes, a path that both take. */
export function complaintsAbout(routes: readonly Route[]): string[] {
  const find = createRouteFinder(routes);
  const templates = routes.map(({ route }) => segmentsOf(route));
  const shared = templates.flatMap((a, index) =>
    templates.slice(index).map((b) => sharedPath(a, b)),
  );
  return [...new Set(shared)].flatMap((path) =>
    path === undefined ? [] : shadowedAt(path, find(path)),
  );
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
