// The shape that every language fills: English is the measure, so a text missing elsewhere does not compile.
import type { common } from './en/common';
import type { mails } from './en/mails';
import type { pages } from './en/pages';

export type CommonTexts = typeof common;
export type MailTexts = typeof mails;
export type PageTexts = typeof pages;

export interface Texts {
  readonly common: CommonTexts;
  readonly mails: MailTexts;
  readonly pages: PageTexts;
}
