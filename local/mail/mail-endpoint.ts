// The local mail service: Azure Communication Services' e-mail API for the app, /api for tests and
// scripts, an inbox for people. No mail leaves the machine.
import { json, parseBody, Refused, serve, type Answer, type Asked } from '../http-server';
import { fault, send, sendResult, type Fault } from './acs-api';
import { reportDelivery } from './delivery-reports';
import { listPage, mailHtml, mailPage, styleSheet } from './inbox-page';
import { openMailbox, type Mailbox, type StoredMail } from './mailbox';

export interface MailEndpoint {
  url: string;
  connectionString: string;
  stop: () => Promise<void>;
}

// The same at each start, so that a connection string stays good.
const accessKey = Buffer.from('the access key of the local mail endpoint').toString('base64');

/**
 * Mail to invalid@… is refused, to bounce@… reported as bounced, all other as delivered. `now` stamps
 * the mails; reports go to `deliveryReportsTo`. Without a folder the mails end with the process.
 */
export async function startMailEndpoint(options: {
  port: number;
  folder?: string;
  now: () => Date;
  deliveryReportsTo?: string;
  /** Further pages beside the inbox. */
  pages?: (asked: Asked) => Answer | undefined;
}): Promise<MailEndpoint> {
  const mailbox = openMailbox(options.folder);
  const { now, deliveryReportsTo: to } = options;
  const stopping = new AbortController();
  const reports = new Set<Promise<void>>();
  let faults: Fault | undefined;

  const accepted = (mail: StoredMail) => {
    const report = reportDelivery(mail, { mailbox, now, to, stopping: stopping.signal });
    reports.add(report);
    void report.then(() => reports.delete(report));
  };
  const takeFault = () => {
    if (!faults || faults.next === 0) return undefined;
    faults = { ...faults, next: faults.next - 1 };
    return faults;
  };
  const api = { accessKey, mailbox, now, takeFault, accepted };

  const server = await serve('the mail endpoint', options.port, (asked) => {
    const { method, url } = asked;
    const operation = /^\/emails\/operations\/([^/]+)$/.exec(url.pathname)?.[1];
    if (operation && method === 'GET') return sendResult(asked, operation, api);
    switch (`${method} ${url.pathname}`) {
      case 'POST /emails:send':
        return send(asked, api);
      case 'GET /api/mails':
        return json(200, mailsTo(mailbox, url.searchParams.get('to')));
      case 'DELETE /api/mails':
        mailbox.clear();
        return { status: 204 };
      case 'PUT /api/faults':
        faults = parseBody(fault, asked.body);
        return json(200, faults);
      case 'GET /api/faults':
        return json(200, { next: 0, ...faults });
      case 'DELETE /api/faults':
        faults = undefined;
        return { status: 204 };
      default:
        return options.pages?.(asked) ?? inbox(asked, mailbox);
    }
  });
  mailbox
    .all()
    .filter(({ delivery }) => delivery === 'Pending')
    .forEach(accepted);

  return {
    url: server.url,
    connectionString: `endpoint=${server.url}/;accesskey=${accessKey}`,
    stop: async () => {
      stopping.abort();
      await Promise.all(reports);
      await server.stop();
    },
  };
}

function inbox({ method, url }: Asked, mailbox: Mailbox): Answer {
  const [, id = '', html] = /^\/mails\/([^/]+)(\/html)?$/.exec(url.pathname) ?? [];
  const mail = mailbox.get(id);
  if (method === 'GET') {
    if (url.pathname === '/') return listPage(mailbox.all());
    if (url.pathname === '/style.css') return styleSheet;
    if (mail) return html ? mailHtml(mail) : mailPage(mail);
  }
  throw new Refused(404, 'NotFound', `Nothing is at ${method} ${url.pathname}.`);
}

function mailsTo(mailbox: Mailbox, recipient: string | null) {
  const wanted = recipient?.toLowerCase();
  return mailbox
    .all()
    .filter(({ to, cc, bcc }) => {
      const addresses = [...to, ...cc, ...bcc].map(({ address }) => address.toLowerCase());
      return wanted === undefined || addresses.includes(wanted);
    })
    .map((mail) => ({ ...mail, links: linksIn(mail.html) }));
}

function linksIn(html: string): string[] {
  const hrefs = [...html.matchAll(/<a\s[^>]*?href="([^"]*)"/gi)].map(([, href = '']) => href);
  return hrefs.map((href) =>
    href.replace(/&(?:amp|#38|#x26);/gi, '&').replace(/&(?:quot|#34|#x22);/gi, '"'),
  );
}
