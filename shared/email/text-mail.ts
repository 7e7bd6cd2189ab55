// A mail as plain text.
import { textsIn } from '../texts/texts';
import { linkOf, type MailParts, type Row } from './mail-parts';

export function textMail(mail: MailParts): string {
  const { text, statement, contacts } = mail;
  const link = linkOf(mail);
  const { labeled } = textsIn(mail.language).common;
  const rowLines = (rows: readonly Row[]) =>
    rows.map(([label, value]) => labeled(label, value.replaceAll('\n', ', '))).join('\n');
  const blocks = [
    text.title,
    mail.greeting,
    ...text.intro,
    rowLines(mail.rows),
    ...(link === undefined ? [] : [`${link.label}\n${link.url}`]),
    ...(statement === undefined ? [] : [heading(statement.heading), statement.text]),
    ...text.after,
    heading(contacts.heading),
    rowLines(contacts.rows),
    `--\n${mail.footer}`,
  ];
  return `${blocks.join('\n\n')}\n`;
}

function heading(text: string): string {
  return `== ${text} ==`;
}
