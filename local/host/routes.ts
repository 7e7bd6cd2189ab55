// Which endpoint a request is for, as ASP.NET Core's route collection finds it (TemplateMatcher): the first in the list whose
// template, constraints and method match. Nothing prefers a literal segment; a wrong method is no match.
import type { Answer, Asked } from '../http-server';

/** A parameter that the path leaves out (`{id?}`, `{*rest}`) is there without a value. */
export type Params = Readonly<Record<string, string | undefined>>;

export interface Route<T> {
  readonly methods: readonly string[];
  readonly template: string;
  readonly target: T;
}

/** `path` as `decodePath` gives it. */
export type Router<T> = (method: string, path: string) => { target: T; params: Params } | undefined;

export function createRouter<T>(routes: readonly Route<T>[]): Router<T> {
  const compiled = routes.map(({ methods, template, target }) => ({
    methods: methods.map((method) => method.toUpperCase()),
    pattern: compile(template),
    target,
  }));
  return (method, path) => {
    for (const { methods, pattern, target } of compiled) {
      const found = methods.includes(method) ? pattern.exec(path) : null;
      if (found !== null) return { target, params: { ...found.groups } };
    }
    return undefined;
  };
}

export type Handle = (asked: Asked, params: Params) => Answer | Promise<Answer>;
/** The host's own endpoints by methods and template, such as 'GET,POST admin/things/{id}'. */
export type Endpoints = Readonly<Record<string, Handle>>;

export function routesOf(endpoints: Endpoints): Route<Handle>[] {
  return Object.entries(endpoints).map(([key, target]) => {
    const [methods = '', template = ''] = key.split(' ');
    return { methods: methods.split(','), template, target };
  });
}

/** The host's order of functions (FunctionMetadataManager): .NET's OrdinalIgnoreCase compares capitals, by code unit. */
export function inOrderOfName<F extends { readonly name: string }>(functions: readonly F[]): F[] {
  const key = ({ name }: F): string => name.toUpperCase();
  return [...functions].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}

/** As Kestrel does it: %2F and what is malformed stay as they came. */
export function decodePath(rawPath: string): string {
  return rawPath.replace(/(?:%(?!2f)[\da-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run; // not UTF-8
    }
  });
}

const constraints: Readonly<Record<string, string>> = {
  alpha: '[a-z]*',
  guid: '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}|[\\da-f]{32}',
  int: '-?\\d+',
};

/** A segment is never empty, but a catch-all takes empty ones behind its first; one slash at the end is ignored. */
function compile(template: string): RegExp {
  const segments = template === '' ? [] : template.split('/');
  const source = segments.map((segment) => {
    const [, star, name = '', constraint, optional] =
      /^\{(\*{0,2})([a-z]\w*)(?::(\w+))?(\??)\}$/i.exec(segment) ?? [];
    const isLiteral = !/[{}]/.test(segment);
    if (isLiteral) return `/${segment.replace(/[.*+?^$()|[\]\\]/g, '\\$&')}`;
    if (star) return `(?:/(?<${name}>[^/].*))?`;
    const value = constraint === undefined ? '[^/]+' : constraints[constraint];
    if (name === '' || value === undefined) {
      const why = `the embedded host does not support the segment ${segment}.`;
      throw new Error(`Route ${template}: ${why}`);
    }
    return optional ? `(?:/(?<${name}>${value}))?` : `/(?<${name}>${value})`;
  });
  return new RegExp(`^${source.join('')}/?$`, 'is');
}
