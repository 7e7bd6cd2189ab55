// The pages after an answer: what was recorded, when and by whom. Repeating it shows the same page (R25).
import type { Association, Language } from '../domain/association';
import type { Instant } from '../domain/time';
import { namesOf } from '../texts/facts';
import { formatInstant } from '../texts/formats';
import { html, type Html } from '../texts/html';
import { textsIn } from '../texts/texts';
import { instantOf, partnerContactRow, rowList, statementBlock, workshopRows } from './details';
import type { PageContent } from './layout';
import type { AnsweredPage } from './page-kinds';

export function approvedPage(page: AnsweredPage, language: Language): PageContent {
  const { approved } = textsIn(language).pages;
  return answeredPage(page, language, approved, (a) => approval(a, language));
}

export function declinedPage(page: AnsweredPage, language: Language): PageContent {
  const { declined } = textsIn(language).pages;
  return answeredPage(page, language, declined, (a) => refusal(a, language));
}

type Texts = ReturnType<typeof textsIn>['pages']['approved' | 'declined'];

function answeredPage(
  { associations, opposite }: AnsweredPage,
  language: Language,
  texts: Texts,
  recorded: (a: Association) => Html,
): PageContent {
  const [first] = associations;
  const after = opposite === true ? tried : whatIsNext;
  return {
    title: texts.title,
    main: html`<h1>${texts.title}</h1>
      ${associations.map((a) => html`<p>${texts.lead(namesOf(a))}</p>`)}
      ${first && after(first, texts, language)} ${associations.map(recorded)}`,
  };
}

function whatIsNext({ partner }: Association, texts: Texts): Html {
  return html`<p>${texts.next(partner.name)}</p>`;
}

function tried(a: Association, texts: Texts, language: Language): Html {
  const at = answeredAt(a);
  const recordedAt = at === undefined ? '' : formatInstant(at, language);
  return html`<div class="notice"><p>${texts.opposite({ ...namesOf(a), recordedAt })}</p></div>`;
}

function answeredAt(a: Association): Instant | undefined {
  return consentOf(a)?.at ?? (a.status === 'declined' ? a.declinedAt : undefined);
}

function consentOf(a: Association) {
  return 'consent' in a ? a.consent : undefined;
}

function approval(a: Association, language: Language): Html {
  const { labels } = textsIn(language).common;
  const consent = consentOf(a);
  if (consent === undefined) return rowList(workshopRows(a, language));
  const deadline = 'deliveryDeadline' in a ? a.deliveryDeadline : undefined;
  return html`${rowList([
      ...workshopRows(a, language),
      [labels.recordedAt, instantOf(consent.at, language)],
      [labels.agreedBy, consent.approverName],
      [labels.contactAddress, consent.contactEmail],
      ...(deadline === undefined
        ? []
        : [[labels.deliverBy, instantOf(deadline, language)] as const]),
      partnerContactRow(a, language),
    ])}
    <h2>${labels.agreedText}</h2>
    ${statementBlock(consent.statement)}`;
}

function refusal(a: Association, language: Language): Html {
  const { labels } = textsIn(language).common;
  if (a.status !== 'declined') return rowList(workshopRows(a, language));
  return rowList([
    ...workshopRows(a, language),
    [labels.recordedAt, instantOf(a.declinedAt, language)],
    [labels.declinedBy, a.declinedBy.kind === 'system' ? '' : a.declinedBy.name],
    ...(a.declineReason === undefined ? [] : [[labels.reason, a.declineReason] as const]),
    partnerContactRow(a, language),
  ]);
}
