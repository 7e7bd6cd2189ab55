// The customer's consent pages: HTML without scripts, one for each state that a link can be in (R19–R26).
import type { Language } from '../domain/association';
import { html } from '../texts/html';
import { textsIn } from '../texts/texts';
import { approvedPage, declinedPage } from './answered-pages';
import { askPage } from './ask-page';
import { canceledPage, expiredPage, replacedPage, supersededPage } from './ended-pages';
import { layout, type PageContent } from './layout';
import type { ConsentPage } from './page-kinds';

export type { ConsentPage, ConsentRequestView } from './page-kinds';
export { pageHeaders } from './page-headers';
export { preferredLanguage } from './preferred-language';

/** A whole HTML document; send it with `pageHeaders`. */
export function renderConsentPage(page: ConsentPage, language: Language): string {
  return layout(contentOf(page, language), language);
}

function contentOf(page: ConsentPage, language: Language): PageContent {
  switch (page.kind) {
    case 'ask':
      return askPage(page, language);
    case 'approved':
      return approvedPage(page, language);
    case 'declined':
      return declinedPage(page, language);
    case 'expired':
      return expiredPage(page, language);
    case 'superseded':
      return supersededPage(page.association, language);
    case 'canceled':
      return canceledPage(page.association, language);
    case 'replaced':
      return replacedPage(page.association, language);
    case 'unknown':
    case 'otherSite':
    case 'busy':
    case 'tooMany':
      return plainPage(textsIn(language).pages[page.kind]);
  }
}

function plainPage({ title, lead }: { title: string; lead: string }): PageContent {
  return {
    title,
    main: html`<h1>${title}</h1>
      <p>${lead}</p>`,
  };
}
