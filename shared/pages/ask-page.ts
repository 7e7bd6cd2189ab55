// The page that asks: who asks, for what, until when, the exact text, and one form to agree or decline (R19, R25).
import type { Language } from '../domain/association';
import { daysLeft } from '../domain/time';
import { namesOf } from '../texts/facts';
import { formatInstant } from '../texts/formats';
import { html, type Html } from '../texts/html';
import { textsIn } from '../texts/texts';
import { answerFields } from './answer-fields';
import {
  customerContactRow,
  deadlineOf,
  partnerContactRow,
  rowList,
  statementBlock,
  workshopRows,
} from './details';
import type { PageContent } from './layout';
import type { AskPage, ConsentRequestView } from './page-kinds';
import { errorSummary, isWrong, message } from './problem';

export function askPage(page: AskPage, language: Language): PageContent {
  const { common, pages } = textsIn(language);
  const { association } = page.request;
  const names = namesOf(association);
  const heading = pages.ask.title(names);
  const deadline = formatInstant(association.consentDeadline, language);
  const rows = rowList([
    ...workshopRows(association, language),
    [common.labels.answerBy, deadlineOf(association.consentDeadline, page.now, language)],
    partnerContactRow(association, language),
    ...customerContactRow(association, language),
  ]);
  return {
    title: page.problem === undefined ? heading : `${pages.problem.prefix} ${heading}`,
    main: html`${errorSummary(page, language)}
      <h1>${heading}</h1>
      <p>${pages.ask.lead(names)}</p>
      ${rows}
      <form method="post" action="${page.action}">
        ${page.others.length === 0 ? theRequest(page, language) : allRequests(page, language)}
        ${answerFields(page, language)}
      </form>
      <p class="after">${pages.ask.ifNothing({ ...names, deadline })}</p>`,
  };
}

function theRequest({ request }: AskPage, language: Language): Html {
  return html`<h2>${textsIn(language).common.labels.whatAgreeingMeans}</h2>
    ${statementBlock(request.statement)}
    <input type="hidden" name="request" value="${request.id}" />`;
}

function allRequests(page: AskPage, language: Language): Html {
  const { ask } = textsIn(language).pages;
  const { partner } = namesOf(page.request.association);
  const isMissing = isWrong(page, 'request');
  return html`<fieldset
    aria-describedby="request-hint${isMissing ? ' request-error' : ''}"
    class="${isMissing ? 'wrong' : ''}"
  >
    <legend><h2>${ask.several}</h2></legend>
    <p class="hint" id="request-hint">${ask.severalHint(partner)}</p>
    ${message(page, 'request', language)}
    ${[page.request, ...page.others].map((view, i) => oneRequest(view, i, page, language))}
  </fieldset>`;
}

function oneRequest(
  { id, association, statement }: ConsentRequestView,
  index: number,
  { request, entered, now }: AskPage,
  language: Language,
): Html {
  const { common, pages } = textsIn(language);
  const isTicked = entered?.requests?.includes(id) ?? id === request.id;
  const field = `request-${index}`;
  const deadline = common.dateWithDaysLeft(
    formatInstant(association.consentDeadline, language),
    common.daysLeft(daysLeft(association.consentDeadline, now)),
  );
  return html`<div class="request">
    <div class="check">
      <input
        type="checkbox"
        name="request"
        id="${field}"
        value="${id}"
        ${isTicked ? html`checked` : undefined}
        aria-describedby="${field}-deadline"
      />
      <label for="${field}">${association.engagement.name}</label>
      <p class="hint" id="${field}-deadline">${common.labeled(common.labels.answerBy, deadline)}</p>
    </div>
    <details open>
      <summary>${pages.ask.exactText}</summary>
      ${statementBlock(statement)}
    </details>
  </div>`;
}
