// Which endpoint a request is for: route templates with {id}, {id?} and {*rest}, ignoring case, literal segments before
// parameters. A path decodes as Kestrel does it: %2F and what is malformed stay as they came.
import type { Answer, Asked } from '../http-server';

export type Params = Readonly<Record<string, string>>;
type Handle = (asked: Asked, params: Params) => Answer | Promise<Answer>;
/** By methods and route, such as 'GET,POST things/{id}'. */
export type Endpoints = Readonly<Record<string, Handle>>;

/** A wrong method is no match, and so answers 404, as the real host's method constraint has it. */
export function createRouter(endpoints: Endpoints): (asked: Asked) => Answer | Promise<Answer> {
  const routes = Object.entries(endpoints)
    .map(([key, handle]) => {
      const [methods = '', route = ''] = key.split(' ');
      return { methods: methods.toUpperCase().split(','), handle, ...compile(route) };
    })
    .sort((a, b) => a.rank.localeCompare(b.rank));
  return (asked) => {
    const path = decodePath(asked.url.pathname);
    for (const { methods, pattern, handle } of routes) {
      const found = methods.includes(asked.method) ? pattern.exec(path) : null;
      if (found === null) continue;
      const given = Object.entries(found.groups ?? {}).filter(([, value]) => value);
      return handle(asked, Object.fromEntries(given));
    }
    return { status: 404 };
  };
}

function compile(route: string): { pattern: RegExp; rank: string } {
  let rank = '';
  const source = route.split('/').map((segment) => {
    const [, star, name, optional] = /^\{(\*{0,2})([a-z]\w*)(\??)\}$/i.exec(segment) ?? [];
    rank += star ? '2' : name ? '1' : '0';
    if (star) return `(?:/(?<${name}>.*?))?`;
    if (name) return optional ? `(?:/(?<${name}>[^/]+))?` : `/(?<${name}>[^/]+)`;
    if (!/[{}]/.test(segment)) return `/${segment.replace(/[.*+?^$()|[\]\\]/g, '\\$&')}`;
    throw new Error(`Route ${route}: the embedded host does not support the segment ${segment}.`);
  });
  return { rank, pattern: new RegExp(`^${source.join('')}/?$`, 'is') };
}

function decodePath(rawPath: string): string {
  return rawPath.replace(/(?:%(?!2f)[\da-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run; // not UTF-8
    }
  });
}
