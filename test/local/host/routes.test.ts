// The host's rule of routing (FunctionMetadataManager, WebScriptHostHttpRoutesManager, ASP.NET Core's TemplateMatcher).
import { createRouter, decodePath, inOrderOfName, type Route } from '../../../local/host/routes';

const get = (template: string, target = template): Route<string> => ({
  methods: ['GET'],
  template,
  target,
});
const finder = (...templates: string[]) => {
  const find = createRouter(templates.map((template) => get(template)));
  return (path: string) => find('GET', path)?.target;
};
const paramsOf = (template: string, path: string) =>
  createRouter([get(template)])('GET', path)?.params;

describe('the order of functions', () => {
  it('is that of their names in capitals, by code unit', () => {
    const names = ['zebra', 'Apple', 'b_x', 'bZ', 'éclair', 'apple2', 'a'];
    expect(inOrderOfName(names.map((name) => ({ name }))).map(({ name }) => name)).toEqual([
      'a',
      'Apple',
      'apple2',
      'bZ',
      'b_x',
      'zebra',
      'éclair',
    ]);
  });
});

describe('the first that matches is taken', () => {
  it('a parameter before a literal segment', () => {
    expect(finder('things/{id}', 'things/special')('/things/special')).toBe('things/{id}');
    expect(finder('things/special', 'things/{id}')('/things/special')).toBe('things/special');
  });

  it('a catch-all before everything behind it', () => {
    expect(finder('api/{*path}', 'api/things', 'api/{id}')('/api/things')).toBe('api/{*path}');
  });

  it('not one of another method', () => {
    const find = createRouter([
      { methods: ['post'], template: 'things', target: 'one' },
      { methods: ['GET', 'POST'], template: '{any}', target: 'other' },
    ]);
    expect(find('GET', '/things')?.target).toBe('other');
    expect(find('POST', '/things')?.target).toBe('one');
    expect(find('HEAD', '/things')).toBeUndefined();
  });

  it('not one whose constraint fails', () => {
    const find = finder('things/{id:int}', 'things/{id:guid}', 'things/{id}');
    expect(find('/things/7')).toBe('things/{id:int}');
    expect(find('/things/0A81B0F6-7F2C-4D52-9F0D-1E2D3C4B5A69')).toBe('things/{id:guid}');
    expect(find('/things/seven')).toBe('things/{id}');
  });
});

describe('a template', () => {
  it('ignores case and one slash at the end', () => {
    const find = finder('Things/{id}');
    expect([find('/THINGS/7'), find('/things/7/'), find('/things/7//')]).toEqual([
      'Things/{id}',
      'Things/{id}',
      undefined,
    ]);
  });

  it('takes no empty segment, but a catch-all does behind its first', () => {
    expect(finder('{a}/{b}')('//x')).toBeUndefined();
    expect(finder('api/things')('/api//things')).toBeUndefined();
    expect(finder('api/{*path}')('/api//x')).toBeUndefined();
    expect(paramsOf('api/{*path}', '/api/a//b/')).toEqual({ path: 'a//b/' });
  });

  it('leaves out what is optional, and what is left of a catch-all', () => {
    expect(paramsOf('pages/{number?}', '/pages')).toEqual({ number: undefined });
    expect(paramsOf('api/{*path}', '/api')).toEqual({ path: undefined });
    expect(paramsOf('api/{*path}', '/api/')).toEqual({ path: undefined });
  });

  it('of another form is refused', () => {
    expect(() => finder('things/{id}.json')).toThrow('does not support the segment {id}.json');
    expect(() => finder('things/{id:datetime}')).toThrow('does not support');
  });
});

describe('a path', () => {
  it('is decoded but for %2F and what is malformed', () => {
    expect(decodePath('/a%20b/%C3%A9%2Fc%zz%ff')).toBe('/a b/é%2Fc%zz%ff');
  });
});
