// Consent links: base64url(16 bytes that locate the customer's partition ‖ 32 random bytes). Only a hash is stored.
// The last character is a letter or a digit: mail programs leave a `-` or `_` at the end of an address out of the link.
import { randomBytes } from 'node:crypto';
import { linkRow, type Link, type LoadedCustomer } from './customer-rows';
import { parseRow } from './entity';
import { sha256, truthKeys } from './keys';

const locatorBytes = 16;
const secretBytes = 32;

export interface ConsentToken {
  /** What stands in the link. */
  readonly token: string;
  readonly hash: string;
}

export function newConsentToken(locator: string): ConsentToken {
  const place = Buffer.from(locator, 'hex');
  let token: string;
  do {
    token = Buffer.concat([place, randomBytes(secretBytes)]).toString('base64url');
  } while (/[-_]$/.test(token));
  return { token, hash: hashOfToken(token) };
}

/** The locator that a token names, or undefined when the text can't be a token. */
export function locatorOfToken(token: string): string | undefined {
  if (!/^[A-Za-z0-9_-]{64}$/.test(token)) return undefined;
  return Buffer.from(token, 'base64url').subarray(0, locatorBytes).toString('hex');
}

/** The hash under which a token's link is stored: who reads the storage can't make a token of it. */
export function hashOfToken(token: string): string {
  return sha256(token);
}

/** A link of the first release, among the rows that a decision reads. */
export function firstReleaseLink({ rows }: LoadedCustomer, tokenHash: string): Link | undefined {
  const wanted = truthKeys.firstReleaseLink(tokenHash);
  const found = rows.find(({ rowKey }) => rowKey === wanted);
  return found && parseRow(found, linkRow).value;
}
