// Every operation is reached on the real host: its rule is worked out here from templates, methods and names alone.
import { createRouteFinder, type Route } from '../../../functions/http/routes';
import { httpFunctions, operations } from '../../../functions/operations';
import { complaintsAbout } from './support/shadowed-routes';

const route = (name: string, methods: string, template: string): Route => ({
  name,
  methods: methods.split(','),
  route: template,
});

/** The function that answers `method path`, as the host chooses. */
function chosen(routes: readonly Route[], method: string, path: string): string | undefined {
  return createRouteFinder(routes)(path).find(({ methods }) => methods.includes(method))?.name;
}

describe('the host’s choice', () => {
  it.each([
    ['the first by name, ignoring case', 'GET', 'a/1', 'Alpha'],
    ['the next where the method does not match', 'POST', 'a/1', 'beta'],
    ['a template in other capitals and with a slash behind it', 'GET', 'A/1/', 'Alpha'],
    ['a catch-all for no segment', 'GET', 'rest', 'everything'],
    ['a catch-all for several segments', 'GET', 'rest/1/2', 'everything'],
    ['nothing for an empty parameter', 'GET', 'a/', undefined],
    ['nothing for a longer path', 'GET', 'a/1/2', undefined],
  ])('is %s', (_, method, path, name) => {
    const routes = [
      route('beta', 'GET,POST', 'a/{id}'),
      route('Alpha', 'GET', 'a/{id}'),
      route('everything', 'GET', 'rest/{*path}'),
    ];
    expect(chosen(routes, method, path)).toBe(name);
  });

  it('prefers no literal segment', () => {
    const routes = [route('b', 'GET', 'a/export'), route('a', 'GET', 'a/{id}')];
    expect(chosen(routes, 'GET', 'a/export')).toBe('a');
  });
});

describe('a set of routes', () => {
  it.each([
    [
      'a catch-all that sorts first',
      [route('other', 'GET,POST', 'api/{*path}'), route('trigger', 'POST', 'api/things/{id}')],
      'POST /api/things/some-value leads to other and never to trigger',
    ],
    [
      'a parameter that sorts before a literal',
      [route('show', 'GET', 'api/{id}'), route('takeOut', 'GET', 'api/export')],
      'GET /api/export leads to show and never to takeOut',
    ],
    [
      'a parameter before a literal in the middle',
      [route('a', 'GET', 'x/{y}/z'), route('b', 'GET', 'x/literal/{z}')],
      'GET /x/literal/z leads to a and never to b',
    ],
    [
      'the same template twice',
      [route('one', 'GET', 'a/{id}'), route('two', 'GET', 'A/{name}')],
      'GET /a/some-value leads to one and never to two',
    ],
  ])('is refused for %s', (_, routes, sentence) => {
    expect(complaintsAbout(routes).join()).toContain(sentence);
  });

  it.each([
    ['an optional parameter', 'a/{id?}'],
    ['a constraint', 'a/{id:guid}'],
    ['a catch-all in the middle', 'a/{*rest}/b'],
    ['a parameter within a segment', 'a/{id}.json'],
  ])('is refused for %s, of which the rule here knows nothing', (_, template) => {
    expect(() => createRouteFinder([route('a', 'GET', template)])).toThrow(
      'has a segment of another form',
    );
  });

  it('is let through where the methods differ, or the more special sorts first', () => {
    const routes = [
      route('export', 'GET', 'a/export'),
      route('show', 'GET', 'a/{id}'),
      route('add', 'POST', 'a/{id}'),
      route('zRest', 'GET,POST,PUT', 'a/{*path}'),
    ];
    expect(complaintsAbout(routes)).toEqual([]);
  });
});

describe('the app', () => {
  it('has no route that another one shadows', () => {
    expect(complaintsAbout(httpFunctions)).toEqual([]);
  });

  it.each(
    operations.flatMap(({ name, methods, route: template }) =>
      methods.map((method) => [method, template, name] as const),
    ),
  )('answers %s %s with %s', (method, template, name) => {
    const path = template.replaceAll(/\{\w+\}/g, 'some-value');
    expect(chosen(httpFunctions, method, path)).toBe(name);
  });

  it.each([
    ['PUT', 'api/engagements', 'zOtherApiPaths'],
    ['GET', 'api/nowhere', 'zOtherApiPaths'],
    ['DELETE', 'consent/abc', 'zOtherConsentPaths'],
    ['GET', 'portal', 'showPortal'],
    ['GET', 'portal/app.js', 'showPortal'],
  ])('answers %s %s with %s', (method, path, name) => {
    expect(chosen(httpFunctions, method, path)).toBe(name);
  });

  it('would be refused with a fallback that sorts first', () => {
    const routes = httpFunctions.map((each) => ({ ...each, name: each.name.replace(/^zO/, 'o') }));
    expect(complaintsAbout(routes).join()).toContain(
      'leads to otherApiPaths and never to triggerConsent',
    );
  });
});
