// What every mail is made of, in the order in which it is read; `html-mail.ts` and `text-mail.ts` lay it out.
import type { Association, Language } from '../domain/association';
import type { Instant } from '../domain/time';
import type { MailText } from '../texts/facts';

/** A value may have several lines. */
export type Row = readonly [label: string, value: string];

export interface MailInput {
  readonly association: Association;
  readonly language: Language;
  readonly now: Instant;
  /** The consent page: required in a request and in a reminder, in no other mail. */
  readonly link?: string | undefined;
  /** The engagement's Customers page, for mails to the partner. */
  readonly portalUrl?: string | undefined;
}

/** What differs from kind to kind. */
export interface MailContent {
  readonly text: MailText;
  readonly rows: readonly Row[];
  readonly url?: string | undefined;
  readonly statement?: { readonly heading: string; readonly text: string };
}

export interface MailParts extends MailContent {
  readonly language: Language;
  readonly greeting: string;
  /** The words before the link's plain address. */
  readonly plainLink: string;
  readonly contacts: { readonly heading: string; readonly rows: readonly Row[] };
  readonly footer: string;
}

/** The mail's one link: a button with its address; none without an address. */
export function linkOf({ text, url }: MailContent): { label: string; url: string } | undefined {
  return text.action === undefined || url === undefined ? undefined : { label: text.action, url };
}
