// The texts of every language. A language without one of its texts does not compile.
import type { Language } from '../domain/association';
import { common as deCommon } from './de/common';
import { mails as deMails } from './de/mails';
import { pages as dePages } from './de/pages';
import { common as enCommon } from './en/common';
import { mails as enMails } from './en/mails';
import { pages as enPages } from './en/pages';
import { common as esCommon } from './es/common';
import { mails as esMails } from './es/mails';
import { pages as esPages } from './es/pages';
import { common as frCommon } from './fr/common';
import { mails as frMails } from './fr/mails';
import { pages as frPages } from './fr/pages';
import { common as jaCommon } from './ja/common';
import { mails as jaMails } from './ja/mails';
import { pages as jaPages } from './ja/pages';
import { common as svCommon } from './sv/common';
import { mails as svMails } from './sv/mails';
import { pages as svPages } from './sv/pages';
import type { Texts } from './shape';

const tables: Record<Language, Texts> = {
  en: { common: enCommon, mails: enMails, pages: enPages },
  sv: { common: svCommon, mails: svMails, pages: svPages },
  de: { common: deCommon, mails: deMails, pages: dePages },
  fr: { common: frCommon, mails: frMails, pages: frPages },
  es: { common: esCommon, mails: esMails, pages: esPages },
  ja: { common: jaCommon, mails: jaMails, pages: jaPages },
};

export function textsIn(language: Language): Texts {
  return tables[language];
}
