// Consent links: base64url(16 bytes that locate the customer's partition ‖ 32 random bytes). Only a hash is stored.
// The last character is a letter or a digit: mail programs leave a `-` or `_` at the end of an address out of the link.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Link, LoadedCustomer } from './customer-rows';
import { sha256 } from './keys';

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
  return { token, hash: sha256(token) };
}

/** The locator that a token names, or undefined when the text can't be a token. */
export function locatorOfToken(token: string): string | undefined {
  if (!/^[A-Za-z0-9_-]{64}$/.test(token)) return undefined;
  return Buffer.from(token, 'base64url').subarray(0, locatorBytes).toString('hex');
}

/** The link that the token opens, or undefined. */
export function findLink({ links }: LoadedCustomer, token: string): Link | undefined {
  const wanted = Buffer.from(sha256(token), 'hex');
  let found: Link | undefined;
  for (const [hash, link] of links) {
    if (timingSafeEqual(Buffer.from(hash, 'hex'), wanted)) found = link;
  }
  return found;
}
