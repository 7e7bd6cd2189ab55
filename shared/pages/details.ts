// Small parts of the pages: rows of facts, people, instants, the statement.
import type { Association, Language } from '../domain/association';
import { requestOf } from '../domain/mail';
import { daysLeft, type Instant } from '../domain/time';
import { formatInstant } from '../texts/formats';
import { html, type Html } from '../texts/html';
import { textsIn } from '../texts/texts';

export type Row = readonly [label: string, value: Html | string];

export function rowList(rows: readonly Row[]): Html {
  const items = rows.map(
    ([label, value]) =>
      html`<div>
        <dt>${label}</dt>
        <dd>${value}</dd>
      </div> `,
  );
  return html`<dl>${items}</dl>`;
}

export function instantOf(instant: Instant, language: Language): Html {
  return html`<time datetime="${instant}">${formatInstant(instant, language)}</time>`;
}

/** The date, and below it the days that are left. */
export function deadlineOf(deadline: Instant, now: Instant, language: Language): Html {
  const left = textsIn(language).common.daysLeft(daysLeft(deadline, now));
  return html`<strong class="left">${left}</strong> ${instantOf(deadline, language)}`;
}

interface Person {
  readonly name: string;
  readonly email: string;
  readonly title?: string | undefined;
  readonly company?: string | undefined;
}

function personOf({ name, title, company, email }: Person): Html {
  const parts = [title, company].filter((part) => part !== undefined);
  const position = parts.map((part) => html`<br />${part}`);
  return html`${name}${position}<br />${email}`;
}

export function workshopRows(a: Association, language: Language): Row[] {
  const { labels } = textsIn(language).common;
  return [
    [labels.workshop, html`<strong>${a.engagement.name}</strong>`],
    [labels.partner, a.partner.name],
    [labels.customer, a.customer.name],
  ];
}

/** Whom to ask: the contact named in the request, else the partner account's own. */
export function partnerContactRow(a: Association, language: Language): Row {
  const { labels } = textsIn(language).common;
  const { name } = a.partner;
  const person: Person = requestOf(a)?.partnerContact ?? a.partner.contact;
  const company = person.company === name ? undefined : person.company;
  return [labels.contactAt(name), personOf({ ...person, company })];
}

export function customerContactRow(a: Association, language: Language): Row[] {
  const contact = requestOf(a)?.customerContact;
  if (contact === undefined) return [];
  return [[textsIn(language).common.labels.contactAt(a.customer.name), personOf(contact)]];
}

export function statementBlock(statement: string): Html {
  const lines = statement.split('\n').map((line) => html`<p>${line}</p> `);
  return html`<div class="statement">${lines}</div>`;
}
