// `If-Match`: which rows a caller says it has seen.
import { seenIn } from '../../../functions/http/if-match';
import { Rejected } from '../../../functions/http/request';

const first = { attempt: 1, version: 2 };
const second = { attempt: 12, version: 345 };

describe('If-Match', () => {
  it.each([
    ['is not there', null],
    ['is any', '*'],
    ['is any, with blanks', ' * '],
  ])('asks for nothing when it %s', (_, header) => {
    expect(seenIn(header)).toBeUndefined();
  });

  it.each([
    ['an ETag', '"1-2"', [first]],
    ['a weak one', 'W/"1-2"', [first]],
    ['several', '"1-2",W/"12-345"', [first, second]],
    ['several with blanks', ' "1-2" ,\t"12-345" ', [first, second]],
    ['others’ among ours', '"a,b", "1-2", "ä!", ""', [first]],
    ['others’ only', '"x-1", "1-2-3", "00001-2"', []],
  ])('takes %s', (_, header, seen) => {
    expect(seenIn(header)).toEqual(seen);
  });

  it.each(['', '1-2', '"1-2', '1-2"', '"1-2" "1-3"', '"1-2";', 'w/"1-2"', '*, "1-2"', '"1 2"'])(
    'refuses %s with 400',
    (header) => {
      expect(() => seenIn(header)).toThrow(Rejected);
    },
  );
});
