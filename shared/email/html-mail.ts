// A mail as HTML: one column of tables, for Outlook, with inline styles; no images, scripts or requests to anywhere.
import { html, markupOf, trusted, type Html } from '../texts/html';
import { linkOf, type MailParts, type Row } from './mail-parts';

const font =
  "font-family:'Segoe UI',-apple-system,system-ui,Roboto,'Helvetica Neue',Arial,'Noto Sans JP','Yu Gothic UI',Meiryo,sans-serif";

const paragraph = `margin:0 0 14px;${font};font-size:16px;line-height:1.55;color:#1a1f26`;

const darkMode = trusted(`<style>
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background:#12151a!important}
.card{background:#1b2027!important;border-color:#39424e!important}
.text{color:#e9ecf0!important}
.muted{color:#aeb7c2!important}
.line{border-color:#39424e!important}
.soft{background:#232a33!important;border-color:#8cc2f5!important}
.button{background:#8cc2f5!important}
.label{color:#0c1824!important}
.link{color:#8cc2f5!important}
}
@media (max-width:480px){.card{padding:22px 18px!important}.edge{padding:8px!important}}
</style>`);

export function htmlMail(mail: MailParts): string {
  const { text, statement, contacts, language } = mail;
  const link = linkOf(mail);
  const page = html`<!doctype html>
    <html lang="${language}" dir="ltr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${text.title}</title>
        ${darkMode}
      </head>
      <body class="page" style="margin:0;padding:0;background:#f3f5f8">
        <table
          role="presentation"
          class="page"
          width="100%"
          style="${tableStyle};background:#f3f5f8"
        >
          <tr>
            <td class="edge" align="center" style="padding:24px 12px">
              <table role="presentation" width="100%" style="${tableStyle};max-width:600px">
                <tr>
                  <td class="card" align="left" style="${cardStyle}">
                    <h1 class="text" style="${headingStyle(22)}">${text.title}</h1>
                    ${paragraphs([mail.greeting, ...text.intro])} ${rowTable(mail.rows)}
                    ${link && button(link, mail.plainLink)}
                    ${statement && statementBlock(statement)} ${paragraphs(text.after)}
                    <h2 class="text" style="${headingStyle(17)}">${contacts.heading}</h2>
                    ${rowTable(contacts.rows)}
                    <p class="muted" style="${footerStyle}">${mail.footer}</p>
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html> `;
  return markupOf(page);
}

const tableStyle = 'border-collapse:separate;border-spacing:0';
const cardStyle =
  'padding:32px 36px;background:#ffffff;border:1px solid #d5dae1;border-radius:10px;overflow-wrap:anywhere;word-break:break-word';
const footerStyle = `margin:18px 0 0;${font};font-size:13px;line-height:1.5;color:#545d69`;

function headingStyle(px: number): string {
  return `margin:${px > 20 ? 0 : 26}px 0 12px;${font};font-size:${px}px;line-height:1.3;font-weight:600;color:#1a1f26`;
}

function paragraphs(texts: readonly string[]): Html[] {
  return texts.map((text) => html`<p class="text" style="${paragraph}">${text}</p> `);
}

/** Label above value, so that it reads at 320 px. */
function rowTable(rows: readonly Row[]): Html {
  const line = `padding:9px 0;border-bottom:1px solid #d5dae1;${font};line-height:1.5`;
  const label = 'font-size:14px;color:#545d69';
  const value = 'font-size:16px;color:#1a1f26';
  const cells = rows.map(
    ([name, text]) =>
      html`<tr>
        <td class="line" style="${line}">
          <span class="muted" style="${label}">${name}</span><br />
          <span class="text" style="${value}">${lines(text)}</span>
        </td>
      </tr> `,
  );
  return html`<table role="presentation" width="100%" style="${tableStyle};margin:4px 0 22px">
    ${cells}
  </table>`;
}

function lines(text: string): Html[] {
  return text.split('\n').map((line, i) => (i === 0 ? html`${line}` : html`<br />${line}`));
}

function button({ label, url }: { label: string; url: string }, plain: string): Html {
  const cell = 'background:#0f548c;border-radius:6px';
  const face = `display:inline-block;padding:13px 26px;${font};font-size:16px;line-height:1.3;font-weight:600;color:#ffffff;text-decoration:none`;
  const small = `margin:0 0 22px;${font};font-size:14px;line-height:1.5;color:#545d69`;
  return html`<table role="presentation" style="${tableStyle};margin:0 0 14px">
      <tr>
        <td class="button" style="${cell}">
          <a class="label" href="${url}" style="${face}">${label}</a>
        </td>
      </tr>
    </table>
    <p class="muted" style="${small}">
      ${plain}<br /><span class="link" style="color:#0f548c;word-break:break-all">${url}</span>
    </p>`;
}

function statementBlock({ heading, text }: NonNullable<MailParts['statement']>): Html {
  const block = 'padding:14px 16px 2px;background:#f3f6fa;border-left:4px solid #0f548c';
  return html`<h2 class="text" style="${headingStyle(17)}">${heading}</h2>
    <table role="presentation" width="100%" style="${tableStyle};margin:0 0 22px">
      <tr>
        <td class="soft" style="${block}">${paragraphs(text.split('\n'))}</td>
      </tr>
    </table>`;
}
