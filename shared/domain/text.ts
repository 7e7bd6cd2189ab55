// What people may type: one line, several lines, an e-mail address. Nothing that could break a mail header or a page.
import * as z from 'zod';

// Control characters, halves of a character, line separators and the bidirectional overrides that can disguise a text.
const unsafeInLine = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
const unsafeInText = /[^\P{Cc}\n\t]|[\p{Cs}\u202a-\u202e\u2066-\u2069]/u;

/** One line, trimmed, 1 to `max` characters. */
export function line(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !unsafeInLine.test(text), 'must be one line without control characters');
}

/** What another system calls something, made one line of at most `max` characters; undefined when nothing is left. */
export function asLine(text: string, max: number): string | undefined {
  const safe = text.trim().slice(0, max).replaceAll(new RegExp(unsafeInLine, 'gu'), ' ').trim();
  return safe === '' ? undefined : safe;
}

/** Several lines, trimmed, 1 to `max` characters; line ends become `\n`. */
export function paragraph(max: number) {
  return z
    .string()
    .transform((text) => text.replaceAll(/\r\n?/g, '\n').trim())
    .pipe(
      z
        .string()
        .min(1)
        .max(max)
        .refine((text) => !unsafeInText.test(text), 'must not hold control characters'),
    );
}

const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const asciiDomain =
  /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** A DNS name with at least one dot, lower case, international names as punycode; undefined when it is none. */
export function toDomain(text: string): string | undefined {
  if (/[\s\p{Cc}/\\:@?#%[\]]/u.test(text)) return undefined;
  let host: string;
  try {
    host = new URL(`http://${text}`).hostname;
  } catch {
    return undefined;
  }
  return asciiDomain.test(host) ? host : undefined;
}

/** One address, at most 254 characters, the domain in lower-case ASCII. Lists, quotes and comments are refused. */
export const emailAddress = z
  .string()
  .trim()
  .max(254)
  .transform((text, context) => {
    const at = text.lastIndexOf('@');
    const domain = toDomain(text.slice(at + 1));
    const local = text.slice(0, Math.max(0, at));
    const isTooLong = local.length > 64 || local.length + 1 + (domain?.length ?? 0) > 254;
    if (domain === undefined || isTooLong || !localPart.test(local)) {
      context.addIssue({ code: 'custom', message: 'must be one e-mail address' });
      return z.NEVER;
    }
    return `${local}@${domain}`;
  });

export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf('@') + 1);
}

/** Whether both are the same mailbox: capitals make no difference, whatever the standard leaves to the receiver. */
export function isSameAddress(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
