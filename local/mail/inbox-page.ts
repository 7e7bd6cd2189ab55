// The inbox for people: the list, one mail as it looks, and its HTML alone. Everything is escaped,
// and a mail's own HTML lives in a sandbox in which no script runs.
import type { Answer } from '../http-server';
import type { StoredMail } from './mailbox';

const pagePolicy =
  "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const sandbox = 'allow-popups allow-popups-to-escape-sandbox';
const mailPolicy = `sandbox ${sandbox}; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'self'`;

export function listPage(mails: StoredMail[]): Answer {
  const rows = mails.toReversed().map(
    (mail) => `<li><a href="/mails/${escape(mail.id)}">
      <strong>${escape(mail.subject)}</strong> ${badge(mail)}
      <span>${escape(recipients(mail))}</span> ${when(mail)}</a></li>`,
  );
  const list = rows.length > 0 ? `<ul>${rows.join('')}</ul>` : '<p>No mail yet.</p>';
  const refresh = '<meta http-equiv="refresh" content="5">';
  return page('Inbox', `<h1>Inbox</h1>${list}`, refresh);
}

export function mailPage(mail: StoredMail): Answer {
  const facts: [string, string][] = [
    ['From', mail.from],
    ['To', recipients(mail)],
    ['Reply to', mail.replyTo.map(({ address }) => address).join(', ')],
    ...Object.entries(mail.headers),
    ['Attachments', (mail.attachments ?? []).map(({ name }) => name).join(', ')],
  ];
  const terms = facts
    .filter(([, value]) => value)
    .map(([name, value]) => `<dt>${escape(name)}</dt><dd>${escape(value)}</dd>`);
  const html = `<iframe sandbox="${sandbox}" src="/mails/${escape(mail.id)}/html" title="The mail as HTML"></iframe>`;
  return page(
    mail.subject,
    `<p><a href="/">Inbox</a></p><h1>${escape(mail.subject)} ${badge(mail)}</h1><p>${when(mail)}</p>
    <dl>${terms.join('')}</dl>${mail.html ? html : ''}
    <h2>Plain text</h2><pre>${escape(mail.text || 'None.')}</pre>`,
  );
}

/** Links open in a new tab, outside the sandbox, as in a mail program. */
export function mailHtml(mail: StoredMail): Answer {
  const base = '<base target="_blank">';
  const html = /<head[^>]*>/i.test(mail.html)
    ? mail.html.replace(/<head[^>]*>/i, (head) => head + base)
    : base + mail.html;
  return { status: 200, headers: htmlHeaders(mailPolicy), body: html };
}

export const styleSheet: Answer = {
  status: 200,
  headers: { 'content-type': 'text/css; charset=utf-8' },
  body: `:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 46rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; }
a { color: LinkText; }
ul { list-style: none; padding: 0; }
li a { display: block; padding: .75rem 0; border-top: 1px solid #8886; color: inherit; text-decoration: none; }
li a:hover strong, li a:focus strong { text-decoration: underline; }
li span, time { color: color-mix(in srgb, CanvasText 70%, Canvas); font-size: .9rem; }
li span { display: block; }
mark { padding: 0 .5em; border-radius: 1em; font-size: .8rem; font-weight: normal; background: #8883; color: inherit; }
mark.Bounced { background: #c8102e; color: #fff; } mark.Delivered { background: #17692f; color: #fff; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; } dd { margin: 0; }
iframe { width: 100%; height: 70vh; border: 1px solid #8886; border-radius: .5rem; background: #fff; color-scheme: light; box-sizing: border-box; }
pre { white-space: pre-wrap; padding: 1rem; border-radius: .5rem; background: #8881; }`,
};

function page(title: string, body: string, head = ''): Answer {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8">${head}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title><link rel="stylesheet" href="/style.css"></head>
<body><main>${body}</main></body></html>`;
  return { status: 200, headers: htmlHeaders(pagePolicy), body: html };
}

function htmlHeaders(policy: string): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

function recipients({ to, cc, bcc }: StoredMail): string {
  return [...to, ...cc, ...bcc]
    .map(({ address, displayName }) => (displayName ? `${displayName} <${address}>` : address))
    .join(', ');
}

function badge({ delivery }: StoredMail): string {
  return `<mark class="${delivery}">${delivery}</mark>`;
}

function when({ receivedAt }: StoredMail): string {
  const readable = receivedAt.replace('T', ' ').replace(/\.\d+Z$/, ' UTC');
  return `<time datetime="${escape(receivedAt)}">${escape(readable)}</time>`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
