// Names as parts of keys: in the order in which people read them, and found by their beginnings.
import { sortKeyOf } from '../../../../shared/store/pages/sort-key';

const inOrderOfKeys = (names: readonly string[]) =>
  [...names].sort((a, b) => (sortKeyOf(a) < sortKeyOf(b) ? -1 : 1));

describe('the key of a name', () => {
  it('sorts without regard to case, accents and signs', () => {
    const names = ['zoo', 'Älv', 'Alv 2', '"Alv" 1', 'ångström', 'Beta', 'Øre', 'orca'];
    const sorted = ['Älv', '"Alv" 1', 'Alv 2', 'ångström', 'Beta', 'orca', 'Øre', 'zoo'];
    expect(inOrderOfKeys(names)).toEqual(sorted);
    expect(sortKeyOf('ÄLV')).toBe(sortKeyOf('alv'));
    expect(sortKeyOf('"Alv"  1')).toBe(sortKeyOf('alv 1'));
    expect(sortKeyOf('Straße')).toBe(sortKeyOf('STRASSE'));
  });

  it('keeps what has no case, and tells its letters apart', () => {
    expect(new Set(['東京', '京東', 'שלום', '🙂1'].map(sortKeyOf)).size).toBe(4);
  });

  it.each(['North', 'n', 'northwind.ex', 'Älv', '東'])(
    'of %s begins the key of what it begins',
    (beginning) => {
      expect(sortKeyOf(`${beginning}ample`).startsWith(sortKeyOf(beginning))).toBe(true);
    },
  );

  it('holds hex digits only, and no more than 192 of them', () => {
    expect(sortKeyOf('É/#?\\\u0000 ~'.repeat(200))).toMatch(/^[0-9a-f]{1,192}$/);
    expect(sortKeyOf('—')).toBe('');
  });
});
