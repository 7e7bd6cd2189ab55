// Which HTTP function a request is for: ASP.NET route templates ({id:guid}, {n:int?}, {*rest}), ignoring
// case, literal segments before parameters. A path decodes as Kestrel does it: %2F and malformed stay as they are.
import type { LoadedFunction } from './core';
import { triggerOf } from './invocation';

interface Match {
  readonly target: LoadedFunction;
  readonly params: Readonly<Record<string, string>>;
}
export type FindRoute = (method: string, rawPath: string) => Match | undefined;

const constraints: Readonly<Record<string, string>> = {
  int: '-?\\d+',
  long: '-?\\d+',
  decimal: '-?\\d+(?:\\.\\d+)?',
  guid: '[\\da-f]{8}-?(?:[\\da-f]{4}-?){3}[\\da-f]{12}',
  alpha: '[a-z]+',
  bool: 'true|false',
};

/** A wrong method is no match, and so answers 404, as the real host's method constraint has it. */
export function createRouter(functions: readonly LoadedFunction[], prefix: string): FindRoute {
  const routes = functions.flatMap((target) => {
    const trigger = triggerOf(target, 'httpTrigger');
    if (trigger === undefined) return [];
    const own = typeof trigger['route'] === 'string' ? trigger['route'] : target.name;
    const template = [...prefix.split('/'), ...own.split('/')].filter((part) => part !== '');
    if (/^(admin|runtime)$/i.test(template[0] ?? '')) {
      throw new Error(`Route "${own}" of ${target.name} conflicts with the host's own routes.`);
    }
    const methods = Array.isArray(trigger['methods']) ? trigger['methods'].map(String) : [];
    return [
      {
        target,
        methods: methods.map((one) => one.toUpperCase()),
        ...compile(template, target.name),
      },
    ];
  });
  routes.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  return (method, rawPath) => {
    const path = decodePath(rawPath);
    for (const { target, methods, pattern, names } of routes) {
      const found = methods.includes(method) ? pattern.exec(path) : null;
      if (found === null) continue;
      const values = names.flatMap((name, i) => {
        const value = found[i + 1];
        return value === undefined ? [] : [[name, value] as const];
      });
      return { target, params: Object.fromEntries(values) };
    }
    return undefined;
  };
}

function compile(template: readonly string[], functionName: string) {
  const names: string[] = [];
  let rank = '';
  const source = template.map((segment) => {
    const parameters = segment.match(/\{[^{}]*\}/g) ?? [];
    const isOptional = parameters.length === 1 && /^\{[^{}]*(\?|\*[^{}]*)\}$/.test(segment);
    rank +=
      parameters.length === 0
        ? '0'
        : segment.includes('{*')
          ? '4'
          : segment.includes(':')
            ? '1'
            : '2';
    const pattern = segment
      .split(/(\{[^{}]*\})/)
      .map((part) => (part.startsWith('{') ? parameter(part, names, functionName) : escape(part)))
      .join('');
    return isOptional ? `(?:/${pattern})?` : `/${pattern}`;
  });
  return { names, rank, pattern: new RegExp(`^${source.join('')}/?$`, 'is') };
}

function parameter(part: string, names: string[], functionName: string): string {
  const parsed = /^\{(\*{0,2})(\w+)(?::(\w+))?\??\}$/.exec(part);
  const [, star, name = '', constraint] = parsed ?? [];
  const pattern = constraint === undefined ? '[^/]+' : constraints[constraint.toLowerCase()];
  if (parsed === null || pattern === undefined) {
    throw new Error(
      `Route of ${functionName}: the embedded host does not know the parameter ${part}.`,
    );
  }
  names.push(name);
  return star === '' ? `(${pattern})` : '(.*?)';
}

function escape(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function decodePath(rawPath: string): string {
  return rawPath.replace(/(?:%(?!2f)[\da-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run; // not UTF-8: left as it came
    }
  });
}
