// How the form says what is wrong: a summary with a link to the field, and a message at the field itself.
import type { Language } from '../domain/association';
import { namesOf } from '../texts/facts';
import { html, type Html } from '../texts/html';
import { textsIn } from '../texts/texts';
import type { AskPage, FormField } from './page-kinds';

export function isWrong({ problem }: AskPage, field: FormField): boolean {
  return problem?.field === field;
}

/** Gets the focus when the page opens, so that it is read out first. */
export function errorSummary(page: AskPage, language: Language): Html | undefined {
  if (page.problem === undefined) return undefined;
  const { field } = page.problem;
  const target = field === 'request' && page.others.length > 0 ? 'request-0' : field;
  return html`<div class="summary" role="alert" aria-labelledby="problem" tabindex="-1" autofocus>
    <h2 id="problem">${textsIn(language).pages.problem.heading}</h2>
    <p><a href="#${target}">${textOf(page, field, language)}</a></p>
  </div>`;
}

export function message(page: AskPage, field: FormField, language: Language): Html | undefined {
  if (!isWrong(page, field)) return undefined;
  return html`<p class="message" id="${field}-error">${textOf(page, field, language)}</p>`;
}

export function problemClass(page: AskPage, field: FormField): string {
  return isWrong(page, field) ? 'wrong' : '';
}

const fieldsWithHint: readonly FormField[] = ['approverName', 'reason'];

export function problemAttributes(page: AskPage, field: FormField): Html | undefined {
  const hint = fieldsWithHint.includes(field) ? `${field}-hint` : '';
  if (isWrong(page, field)) {
    return html`aria-invalid="true" aria-describedby="${`${field}-error ${hint}`.trim()}"`;
  }
  return hint === '' ? undefined : html`aria-describedby="${hint}"`;
}

function textOf(page: AskPage, field: FormField, language: Language): string {
  const { problem } = textsIn(language).pages;
  return field === 'confirmed'
    ? problem.confirmed(namesOf(page.request.association).customer)
    : problem[field];
}
