// What all customer pages share: the document around a page's content.
import type { Language } from '../domain/association';
import { html, markupOf, trusted, type Html } from '../texts/html';
import { textsIn } from '../texts/texts';
import { style } from './style';

const styleElement = trusted(`<style>${style}</style>`);

export interface PageContent {
  readonly title: string;
  readonly main: Html;
}

export function layout({ title, main }: PageContent, language: Language): string {
  const { service, footer } = textsIn(language).pages;
  const page = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="referrer" content="no-referrer" />
        <title>${title} – ${service}</title>
        ${styleElement}
      </head>
      <body>
        <div class="column">
          <header><p>${service}</p></header>
          <main>${main}</main>
          <footer><p>${footer}</p></footer>
        </div>
      </body>
    </html> `;
  return markupOf(page);
}
