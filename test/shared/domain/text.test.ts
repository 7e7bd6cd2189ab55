// What people may type, and what must never get into a header, a page or a mail (R10, R12, R19).
import fc from 'fast-check';
import {
  asLine,
  domainOf,
  emailAddress,
  isSameAddress,
  line,
  paragraph,
  toDomain,
} from '../../../shared/domain/text';

const name = line(120);
const comment = paragraph(200);

describe('a line', () => {
  it.each([
    ['a header after a line end', 'Bob\r\nBcc: all@example.com'],
    ['a line feed', 'Bob\nBerg'],
    ['a tab', 'Bob\tBerg'],
    ['a NUL', 'Bob\u0000'],
    ['an escape', '\u001b[31mBob'],
    ['a C1 control', 'Bob\u0085Berg'],
    ['a line separator', 'Bob\u2028Berg'],
    ['a paragraph separator', 'Bob\u2029Berg'],
    ['a right-to-left override', 'invoice\u202efdp.exe'],
    ['an isolate', 'Bob\u2066Berg\u2069'],
    ['a right-to-left mark', 'Bob\u200fBerg'],
    ['half a character', 'Bob\ud83d'],
    ['nothing', ''],
    ['blanks only', ' \t\r\n '],
    ['a character too many', 'x'.repeat(121)],
  ])('does not hold %s', (_, text) => {
    expect(name.safeParse(text).success).toBe(false);
  });

  it.each([
    ['is trimmed', '  Bob Berg \r\n', 'Bob Berg'],
    ['keeps every script and quote', 'Åsa O’Brien <"渡辺"> 😀', 'Åsa O’Brien <"渡辺"> 😀'],
    ['keeps right-to-left names', 'محمد', 'محمد'],
    ['may be just as long as allowed', 'x'.repeat(120), 'x'.repeat(120)],
  ])('%s', (_, text, expected) => {
    expect(name.parse(text)).toBe(expected);
  });

  it('is one line, whatever is put in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const parsed = name.safeParse(text);
        if (parsed.success)
          expect(parsed.data).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/);
      }),
    );
  });
});

describe('what another system calls something', () => {
  it.each([
    ['is kept as it is', 'Adventure Works <"渡辺">', 'Adventure Works <"渡辺">'],
    ['is made one line', ' Adventure\r\nWorks\u202e ', 'Adventure  Works'],
    ['is cut, and never in a character', `${'x'.repeat(119)}😀`, 'x'.repeat(119)],
    ['is nothing where nothing is left', '\u0000\ud83d ', undefined],
  ])('%s', (_, text, expected) => {
    expect(asLine(text, 120)).toBe(expected);
  });

  it('is a line as people may type it, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const made = asLine(text, 120);
        if (made !== undefined) expect(name.parse(made)).toBe(made);
      }),
    );
  });
});

describe('a paragraph', () => {
  it.each([
    ['keeps its lines, with plain line ends', ' a\r\nb\rc\n\td ', 'a\nb\nc\n\td'],
    ['may be just as long as allowed', 'x'.repeat(200), 'x'.repeat(200)],
    [
      'is measured with plain line ends',
      `${'x'.repeat(99)}\r\n${'x'.repeat(100)}`,
      `${'x'.repeat(99)}\n${'x'.repeat(100)}`,
    ],
  ])('%s', (_, text, expected) => {
    expect(comment.parse(text)).toBe(expected);
  });

  it.each([
    ['a NUL', 'a\u0000b'],
    ['a backspace', 'a\u0008b'],
    ['a C1 control', 'a\u0085b'],
    ['a right-to-left override', 'a\u202eb'],
    ['an isolate', 'a\u2067b'],
    ['half a character', 'a\udc00b'],
    ['nothing but line ends', '\r\n\r\n'],
    ['a character too many', 'x'.repeat(201)],
  ])('does not hold %s', (_, text) => {
    expect(comment.safeParse(text).success).toBe(false);
  });
});

describe('an e-mail address', () => {
  it.each([
    ['as it is', 'carl.quist+mci@aw.example', 'carl.quist+mci@aw.example'],
    [
      'with the domain in lower case and the local part as typed',
      'Carl.Quist@AW.Example',
      'Carl.Quist@aw.example',
    ],
    ['with blanks around it', ' carl@aw.example \n', 'carl@aw.example'],
    [
      'with an international domain as punycode',
      'carl@bücher.example',
      'carl@xn--bcher-kva.example',
    ],
    ['with a sub-domain', 'carl@mail.eu.aw.example', 'carl@mail.eu.aw.example'],
  ])('is kept %s', (_, text, expected) => {
    expect(emailAddress.parse(text)).toBe(expected);
  });

  it.each([
    ['a list with a comma', 'carl@aw.example,dora@aw.example'],
    ['a list with a semicolon', 'carl@aw.example;dora@aw.example'],
    ['a list with a blank', 'carl@aw.example dora@aw.example'],
    ['a name before it', 'Carl <carl@aw.example>'],
    ['quotes', '"carl quist"@aw.example'],
    ['a comment', 'carl(boss)@aw.example'],
    ['a header after a line end', 'carl@aw.example\r\nBcc: all@aw.example'],
    ['a line end in the local part', 'carl\n@aw.example'],
    ['two at signs', 'carl@evil@aw.example'],
    ['no at sign', 'aw.example'],
    ['no local part', '@aw.example'],
    ['no domain', 'carl@'],
    ['a domain without a dot', 'carl@localhost'],
    ['an IP address', 'carl@127.0.0.1'],
    ['a bracketed IP address', 'carl@[127.0.0.1]'],
    ['a number that reads as an IP address', 'carl@2130706433'],
    ['a port', 'carl@aw.example:25'],
    ['a path', 'carl@aw.example/x'],
    ['a percent sign', 'carl@aw%2eexample'],
    ['a trailing dot', 'carl@aw.example.'],
    ['two dots in the local part', 'carl..quist@aw.example'],
    ['a dot at its start', '.carl@aw.example'],
    ['a local part beyond ASCII', 'jörg@aw.example'],
    ['a bidirectional override', 'carl\u202e@aw.example'],
    ['a control character at its end', 'carl@aw.example\u0001'],
    ['a label that begins with a hyphen', 'carl@-aw.example'],
    ['an underscore in the domain', 'carl@a_w.example'],
    ['a local part of 65 characters', `${'x'.repeat(65)}@aw.example`],
    ['a label of 64 characters', `carl@${'x'.repeat(64)}.example`],
    ['300 characters', `carl@${'x.'.repeat(144)}example`],
    [
      'more than 254 characters once it is punycode',
      `${'x'.repeat(64)}@${`${'ü'.repeat(20)}.`.repeat(7)}example`,
    ],
    ['nothing', ''],
  ])('is refused with %s', (_, text) => {
    expect(emailAddress.safeParse(text).success).toBe(false);
  });

  it('is kept as it is when it is read again', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (text) => {
        const once = emailAddress.safeParse(text);
        if (once.success) expect(emailAddress.parse(once.data)).toBe(once.data);
      }),
    );
  });

  it('has its domain after the at sign', () => {
    expect(domainOf('carl@aw.example')).toBe('aw.example');
  });
});

describe('a domain', () => {
  it.each([
    'aw',
    'aw/example.com',
    'aw.example:80',
    'user@aw.example',
    'aw.example?x',
    'aw.example#x',
    '',
    '..',
    'aw..example',
    'a b.example',
    '1.2.3.4',
    '[::1]',
    'aw.example\\x',
  ])('is not %j', (text) => {
    expect(toDomain(text)).toBeUndefined();
  });

  it.each([
    ['AW.Example', 'aw.example'],
    ['пример.испытание', 'xn--e1afmkfd.xn--80akhbyknj4f'],
  ])('is lower-case ASCII: %s', (text, expected) => {
    expect(toDomain(text)).toBe(expected);
  });
});

it.each([
  ['carl@aw.example', 'carl@aw.example', true],
  ['carl@aw.example', 'Carl@aw.example', true],
  ['CARL.QUIST@AW.example', 'carl.quist@aw.example', true],
  ['carl@aw.example', 'karl@aw.example', false],
  ['carl@aw.example', 'carl@aw2.example', false],
])('%s and %s are the same address: %s', (a, b, isSame) => {
  expect(isSameAddress(a, b)).toBe(isSame);
});
