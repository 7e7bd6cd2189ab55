// The pages of a link that can't be answered any more: expired (R24), superseded (R26), canceled (R30), replaced (R20).
import type { Association, Language } from '../domain/association';
import { namesOf } from '../texts/facts';
import { formatInstant } from '../texts/formats';
import { html, type Html } from '../texts/html';
import { textsIn } from '../texts/texts';
import { partnerContactRow, rowList, workshopRows } from './details';
import type { PageContent } from './layout';
import type { ExpiredPage } from './page-kinds';

/** Offers to tell the partner, once; it is no consent and changes no state. */
export function expiredPage(
  { association, action, interestSent }: ExpiredPage,
  language: Language,
): PageContent {
  const { expired } = textsIn(language).pages;
  const names = namesOf(association);
  const deadline = formatInstant(association.consentDeadline, language);
  const offer = html`<p>${expired.offer(names.partner)}</p>
    <form method="post" action="${action}">
      <button>${expired.button}</button>
    </form>`;
  const sent = html`<div class="notice" role="status"><p>${expired.sent(names.partner)}</p></div>`;
  return endedPage(association, language, {
    title: expired.title,
    lead: expired.lead({ ...names, deadline }),
    more: interestSent ? sent : offer,
  });
}

/** Names the winner: the customer chose it. */
export function supersededPage(association: Association, language: Language): PageContent {
  const { superseded } = textsIn(language).pages;
  if (association.status !== 'superseded') throw wrongStatus(association, 'superseded');
  const names = { ...namesOf(association), winner: association.winner.name };
  return endedPage(association, language, {
    title: superseded.title,
    lead: superseded.lead(names),
  });
}

export function canceledPage(association: Association, language: Language): PageContent {
  const { canceled } = textsIn(language).pages;
  if (association.status !== 'canceled') throw wrongStatus(association, 'canceled');
  const canceledAt = formatInstant(association.canceledAt, language);
  return endedPage(association, language, {
    title: canceled.title,
    lead: canceled.lead({ ...namesOf(association), canceledAt }),
  });
}

/** The newer contact is not named: whoever has the old link need not know it. */
export function replacedPage(association: Association, language: Language): PageContent {
  const { replaced } = textsIn(language).pages;
  return endedPage(association, language, {
    title: replaced.title,
    lead: replaced.lead(namesOf(association)),
  });
}

function endedPage(
  association: Association,
  language: Language,
  { title, lead, more }: { title: string; lead: string; more?: Html },
): PageContent {
  const { questions } = textsIn(language).pages;
  return {
    title,
    main: html`<h1>${title}</h1>
      <p>${lead}</p>
      ${more}
      ${rowList([...workshopRows(association, language), partnerContactRow(association, language)])}
      <p class="after">${questions(association.partner.name)}</p>`,
  };
}

function wrongStatus({ status }: Association, expected: string): Error {
  return new Error(`the page "${expected}" can't show an association that is ${status}`);
}
