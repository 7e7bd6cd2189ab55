// Continuation tokens hold a position in one list: they open there, and nowhere else.
import { positionIn, tokenAfter } from '../../../../functions/http/partner/continuation-token';
import { listCustomers } from '../../../../functions/http/partner/list-customers';
import { Rejected } from '../../../../functions/http/request';
import { customerId } from '../../../../shared/domain/ids';
import { pageKeys } from '../../../../shared/store/pages/page-keys';

const list = ['threat-protection', 'eligible', 'name', ''];
const id = '00001001-0000-4000-8000-000000001001';
const at = { stretch: 0, after: pageKeys.byName('Northwind', customerId.parse(id)) };
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a continuation token', () => {
  const token = tokenAfter(list, at);

  it('is none where none was given', () => {
    expect(positionIn(list, undefined)).toBeUndefined();
  });

  it('opens for the list it was made for', () => {
    expect(positionIn(list, token)).toEqual(at);
  });

  it.each(['漢'.repeat(160), '"'.repeat(160), '\u0130'.repeat(160).toLowerCase()])(
    'of the longest name and search is taken by the list: %s',
    (name) => {
      const continuationToken = tokenAfter([...list.slice(0, 3), '漢'.repeat(100)], {
        stretch: 0,
        after: pageKeys.byName(name, customerId.parse(id)),
      });

      expect(listCustomers.query.safeParse({ continuationToken }).success).toBe(true);
      expect(continuationToken).toMatch(/^[\w-]+$/);
    },
  );

  it.each([
    ['another engagement', ['secure-data', 'eligible', 'name', '']],
    ['another tab', ['threat-protection', 'complete', 'name', '']],
    ['another search', ['threat-protection', 'eligible', 'name', 'north']],
    ['another order', ['threat-protection', 'eligible', 'deadline', '']],
    ['a longer list', [...list, '']],
  ])('does not open for %s', (_, other) => {
    expect(() => positionIn(other, token)).toThrow(Rejected);
  });

  it.each([
    ['nothing', ''],
    ['no base64', '=.='],
    ['no JSON', encoded('x').slice(1)],
    ['another shape', encoded({ list, after: at.after })],
    ['a member more', encoded({ list, ...at, partner: 'fabrikam' })],
    ['a number for a position', encoded({ list, stretch: 0, after: 1 })],
    ['what is no part of a key', encoded({ list, stretch: 0, after: "x' or RowKey ne '" })],
    ['null', encoded(null)],
  ])('is refused when it is %s', (_, text) => {
    expect(() => positionIn(list, text)).toThrow(Rejected);
  });
});
