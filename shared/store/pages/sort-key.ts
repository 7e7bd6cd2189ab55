// Text as a part of a key that sorts as people read: without case, accents and signs, in hex, as keys hold no other letters.
// One order for all readers: what a language would sort otherwise (Å behind Z) is put in order where a page is shown.

/** So many bytes of UTF-8 tell names apart; equal beginnings are in the order of their ids. */
const mostBytes = 96;
const letters: Readonly<Record<string, string>> = {
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  ı: 'i',
};

/** The beginning of a text has the beginning of its key, up to the longest that is told apart. */
export function sortKeyOf(text: string): string {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[æœøłđðþßı]/g, (letter) => letters[letter] ?? letter)
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return Buffer.from(plain).subarray(0, mostBytes).toString('hex');
}
