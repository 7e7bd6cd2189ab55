// Consent links: found by their token alone, and nothing private to be read in them (reliability.md, sections 2 and 7).
import fc from 'fast-check';
import { addDays } from '../../../shared/domain/time';
import {
  firstReleaseLink,
  hashOfToken,
  locatorOfToken,
  newConsentToken,
  type ConsentToken,
} from '../../../shared/store/consent-link';
import type { Link } from '../../../shared/store/customer-rows';
import { keyOf } from '../../../shared/domain/ids';
import { execute } from '../../../shared/changes/execute';
import { locatorOf, sha256, truthKeys } from '../../../shared/store/keys';
import { azuriteOfThisFile } from '../../support/azurite';
import {
  aCustomerId,
  addedAt,
  anAddCommand,
  anAssociation,
  aPartner,
} from '../../support/examples';
import { dump, emptyTables, storesOver, type Stores } from '../../support/tables';

const connectionString = azuriteOfThisFile();
const locator = locatorOf(aCustomerId);
const key = keyOf(anAssociation('consentRequested'));
const aLink: Link = { key, contactVersion: 1, issuedAt: addedAt };
let stores: Stores;
let mailed: ConsentToken;
beforeAll(async () => {
  await emptyTables(connectionString());
  stores = storesOver(connectionString());
  await execute(stores.customers, aCustomerId, anAddCommand);
  mailed = newConsentToken(locator);
  await stores.customers.addLink(locator, mailed.hash, aLink);
});

async function open(token: string): Promise<Link | undefined> {
  const found = locatorOfToken(token);
  return found === undefined ? undefined : stores.customers.readLink(found, hashOfToken(token));
}

it('opens what it was mailed for', async () => {
  expect(await open(mailed.token)).toEqual(aLink);
});

it('each opens its own: a later link leaves the earlier ones good (R20)', async () => {
  const later = newConsentToken(locator);
  const laterLink = { ...aLink, contactVersion: 2, issuedAt: addDays(addedAt, 1) };
  await stores.customers.addLink(locator, later.hash, laterLink);

  expect(await open(later.token)).toEqual(laterLink);
  expect(await open(mailed.token)).toEqual(aLink);
});

it('opens nothing when any one of its characters is another', async () => {
  for (let place = 0; place < mailed.token.length; place += 1) {
    for (const other of Array.from('AZaz09-_').filter((one) => one !== mailed.token[place])) {
      const tampered = mailed.token.slice(0, place) + other + mailed.token.slice(place + 1);
      expect(await open(tampered)).toBeUndefined();
    }
  }
});

it('opens nothing of another customer: not by its secret behind another locator, not at an unknown one', async () => {
  const secret = Buffer.from(mailed.token, 'base64url').subarray(16);
  const elsewhere = Buffer.concat([Buffer.alloc(16, 7), secret]).toString('base64url');

  expect(await open(elsewhere)).toBeUndefined();
  expect(await open(newConsentToken(locator).token)).toBeUndefined();
});

it('is refused before any look-up when it can’t be a token', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(locatorOfToken(text)).toBeUndefined();
    }),
  );
  for (const text of [`${mailed.token}=`, `${mailed.token}A`, mailed.token.slice(1), '']) {
    expect(locatorOfToken(text)).toBeUndefined();
  }
});

it('shows neither tenant nor partner, and the storage does not know it', async () => {
  const bytes = Buffer.from(mailed.token, 'base64url');
  const readable = [bytes.toString('latin1'), bytes.toString('hex'), mailed.token].join(' ');
  const tenant = aCustomerId.replaceAll('-', '');
  for (const secret of [aCustomerId, tenant, aPartner.id, key.engagementId]) {
    expect(readable).not.toContain(secret);
  }

  const stored = JSON.stringify([...(await dump(stores.tables))]);
  expect(stored).not.toContain(mailed.token);
  expect(stored).not.toContain(bytes.subarray(16).toString('hex'));
  expect(stored).toContain(mailed.hash);
});

it('ends in a letter or a digit, so that no mail program cuts it off', () => {
  const tokens = Array.from({ length: 2000 }, () => newConsentToken(locator).token);

  expect(tokens.filter((token) => !/[A-Za-z0-9]$/.test(token))).toEqual([]);
  expect(tokens.some((token) => token.includes('-') && token.includes('_'))).toBe(true);
});

it('of the first release, among what a decision reads, stays good', async () => {
  const { token, hash } = newConsentToken(locator);
  const { tables, customers } = stores;
  await tables.truth.createEntity({
    partitionKey: truthKeys.partition(locator),
    rowKey: `L_${hash}`,
    data: JSON.stringify(aLink),
  });

  const loaded = await customers.load(aCustomerId);

  expect(firstReleaseLink(loaded, hashOfToken(token))).toEqual(aLink);
  expect(firstReleaseLink(loaded, mailed.hash)).toBeUndefined();
});

it('lies where no decision reads it', async () => {
  const { rows } = await stores.customers.load(aCustomerId);

  expect(rows.filter(({ rowKey }) => rowKey.includes(mailed.hash))).toEqual([]);
});

it.each(['-', '_'])('that was mailed before and ends in %s stays good', async (end) => {
  const token = mailed.token.slice(0, -1) + end;
  await stores.customers.addLink(locator, sha256(token), aLink);

  expect(await open(token)).toEqual(aLink);
});

it('has 256 bits of chance, never twice the same', () => {
  const tokens = Array.from({ length: 1000 }, () => newConsentToken(locator).token);

  expect(new Set(tokens.map((token) => token.slice(22))).size).toBe(1000);
  expect(Buffer.from(mailed.token, 'base64url')).toHaveLength(16 + 32);
});
