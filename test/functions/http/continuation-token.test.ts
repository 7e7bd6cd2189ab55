// Continuation tokens can't be made up, changed, or used for another list.
import { openToken, sealToken } from '../../../functions/http/continuation-token';
import { listCustomers } from '../../../functions/http/list-customers';
import { Rejected } from '../../../functions/http/request';

const key = 'a key of at least thirty-two characters';
const list = ['contoso', 'threat-protection', 'eligible', ''];
const at = ['northwind traders', '00001001-0000-4000-8000-000000001001'] as const;

describe('a continuation token', () => {
  const token = sealToken(key, list, at);

  it('opens for the list it was made for', () => {
    expect(openToken(key, list, token)).toEqual(at);
  });

  it.each(['漢'.repeat(160), '"'.repeat(160), '\u0130'.repeat(160).toLowerCase()])(
    'of the longest name is taken by the list: %s',
    (name) => {
      const continuationToken = sealToken(key, list, [name, at[1]]);

      expect(listCustomers.query.safeParse({ continuationToken }).success).toBe(true);
    },
  );

  it.each([
    ['another partner', ['fabrikam', 'threat-protection', 'eligible', '']],
    ['another tab', ['contoso', 'threat-protection', 'complete', '']],
    ['another search', ['contoso', 'threat-protection', 'eligible', 'north']],
  ])('does not open for %s', (_, other) => {
    expect(() => openToken(key, other, token)).toThrow(Rejected);
  });

  it('does not open with another key', () => {
    expect(() => openToken(`${key}!`, list, token)).toThrow(Rejected);
  });

  it('does not open when one character is changed', () => {
    for (let index = 0; index < token.length; index += 1) {
      const other = token[index] === 'A' ? 'B' : 'A';
      const changed = token.slice(0, index) + other + token.slice(index + 1);
      expect(() => openToken(key, list, changed)).toThrow(Rejected);
    }
  });

  it.each(['', '.', 'x', 'a.b.c', '=.='])('does not open for the text %j', (text) => {
    expect(() => openToken(key, list, text)).toThrow(Rejected);
  });
});
