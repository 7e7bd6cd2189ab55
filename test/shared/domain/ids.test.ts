// Ids are safe in a URL, in a storage key and in a file name.
import fc from 'fast-check';
import {
  associationKey,
  customerId,
  customerOf,
  engagementId,
  isSameAssociation,
  locationId,
  partnerId,
  tenantId,
  tpid,
} from '../../../shared/domain/ids';

const guid = 'C0FFEE00-0000-4000-8000-00000000000A';
const ids = { partnerId, engagementId, locationId, tenantId, tpid, customerId };
const good: Record<keyof typeof ids, readonly string[]> = {
  partnerId: ['a', 'fabrikam', 'fabrikam-2', 'a'.repeat(40)],
  engagementId: ['0', 'threat-protection'],
  locationId: ['1001', '1234567890'],
  tenantId: [guid],
  tpid: ['1', '123456789012'],
  customerId: [guid, 'tpid-7001234'],
};
const bad: Record<keyof typeof ids, readonly string[]> = {
  partnerId: ['-a', 'a-', 'Fabrikam', 'a_b', 'a.b', 'a'.repeat(41)],
  engagementId: ['-', 'Threat', 'a b'],
  locationId: ['123', '12345678901', '١٢٣٤', '12e4', '-1234'],
  tenantId: ['c0ffee', guid.replaceAll('-', ''), `{${guid}}`, `${guid}0`],
  tpid: ['0', '0123', '1234567890123', '-1', '1.5'],
  customerId: ['tpid-', 'tpid-0', 'tpid-x', 'tenant-1', `${guid} `],
};
const hostile = [
  '',
  '/',
  '\\',
  '#',
  '?',
  '%',
  '..',
  '.',
  '%2e%2e',
  'a/b',
  'a\\b',
  'a#b',
  'a?b',
  'a%b',
  '../a',
  "a'b",
  'a\n',
  '\na',
  'ä',
  'a\u0000',
  'x'.repeat(300),
];
const names: readonly (keyof typeof ids)[] = [
  'partnerId',
  'engagementId',
  'locationId',
  'tenantId',
  'tpid',
  'customerId',
];

describe.each(names)('%s', (kind) => {
  it.each(good[kind])('accepts %j', (text) => {
    expect(ids[kind].parse(text)).toBe(text.toLowerCase());
  });

  it.each([...bad[kind], ...hostile])('refuses %j', (text) => {
    expect(ids[kind].safeParse(text).success).toBe(false);
  });

  it('lets through nothing that a URL or a storage key would change', () => {
    const almost = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^[a-z0-9./\\#?%_-]{0,42}$/),
    );
    fc.assert(
      fc.property(almost, (text) => {
        const parsed = ids[kind].safeParse(text);
        if (parsed.success) expect(parsed.data).toMatch(/^[a-z0-9-]+$/);
      }),
    );
  });
});

describe('a customer’s id', () => {
  it('is its tenant where that is known, else its TPID', () => {
    const tenant = tenantId.parse(guid);
    const hierarchy = tpid.parse('7001234');

    expect(customerOf(tenant, hierarchy)).toBe(guid.toLowerCase());
    expect(customerOf(undefined, hierarchy)).toBe('tpid-7001234');
    expect(() => customerOf(undefined, undefined)).toThrow();
  });

  it.each([0, -1, 1.5, 10_000])('an attempt is not numbered %d', (attempt) => {
    const key = { customerId: guid, engagementId: 'e', partnerId: 'p' };

    expect(associationKey.safeParse({ ...key, attempt }).success).toBe(false);
    expect(associationKey.safeParse({ ...key, attempt: 1 }).success).toBe(true);
  });
});

it.each([
  [{}, true],
  [{ attempt: 2 }, false],
  [{ partnerId: 'q' }, false],
  [{ engagementId: 'f' }, false],
])('an association is the same with %j: %s', (change, isSame) => {
  const key = { customerId: guid, engagementId: 'e', partnerId: 'p', attempt: 1 };
  const [one, other] = [key, { ...key, ...change }].map((each) => associationKey.parse(each));

  expect(one && other && isSameAssociation(one, other)).toBe(isSame);
});
