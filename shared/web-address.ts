// Addresses in settings: HTTPS anywhere, plain HTTP only on this machine.
import * as z from 'zod';

const loopbackHost = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Whether an address is this machine's own: `localhost`, 127.0.0.0/8 or `[::1]`. */
export function isOnLoopback(address: string): boolean {
  return URL.canParse(address) && loopbackHost.test(new URL(address).hostname);
}

/** Whether nobody on the way can read along or answer in its place. */
export function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && isOnLoopback(address));
}

/** Without the slashes at its end. */
export const webAddress = z
  .string()
  .refine(isSafeAddress, 'must be an https:// address (http:// only on this machine)')
  .transform((text) => text.replace(/\/+$/, ''));
