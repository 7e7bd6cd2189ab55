// Continuation tokens hold a position in one list: they open there, and nowhere else.
import { positionIn, tokenAfter } from '../../../../functions/http/partner/continuation-token';
import { listCustomers } from '../../../../functions/http/partner/list-customers';
import { Rejected } from '../../../../functions/http/request';

const list = ['threat-protection', 'eligible', ''];
const at = ['northwind traders', '00001001-0000-4000-8000-000000001001'] as const;
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a continuation token', () => {
  const token = tokenAfter(list, at);

  it('opens for the list it was made for', () => {
    expect(positionIn(list, token)).toEqual(at);
  });

  it.each(['漢'.repeat(160), '"'.repeat(160), '\u0130'.repeat(160).toLowerCase()])(
    'of the longest name and search is taken by the list: %s',
    (name) => {
      const continuationToken = tokenAfter([...list.slice(0, 2), '漢'.repeat(100)], [name, at[1]]);

      expect(listCustomers.query.safeParse({ continuationToken }).success).toBe(true);
    },
  );

  it.each([
    ['another engagement', ['secure-data', 'eligible', '']],
    ['another tab', ['threat-protection', 'complete', '']],
    ['another search', ['threat-protection', 'eligible', 'north']],
    ['a longer list', [...list, '']],
  ])('does not open for %s', (_, other) => {
    expect(() => positionIn(other, token)).toThrow(Rejected);
  });

  it.each([
    ['nothing', ''],
    ['no base64', '=.='],
    ['no JSON', encoded('x').slice(1)],
    ['another shape', encoded({ list, after: at[0] })],
    ['a member more', encoded({ list, after: at, partner: 'fabrikam' })],
    ['numbers', encoded({ list, after: [1, 2] })],
    ['null', encoded(null)],
  ])('is refused when it is %s', (_, text) => {
    expect(() => positionIn(list, text)).toThrow(Rejected);
  });
});
