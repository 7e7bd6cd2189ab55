// The mail endpoint, asked by the real EmailClient as the app asks it, and by a person's browser.
import { EmailClient, type EmailMessage } from '@azure/communication-email';
import { RestError } from '@azure/data-tables';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { startMailEndpoint, type MailEndpoint } from '../../local/mail/mail-endpoint';

const now = new Date('2031-02-03T04:05:06.789Z');
const mails = z.array(
  z.looseObject({
    id: z.string(),
    receivedAt: z.string(),
    subject: z.string(),
    links: z.array(z.string()),
    delivery: z.string(),
  }),
);

const aMail: EmailMessage = {
  senderAddress: 'partner@example.com',
  content: {
    subject: 'A <question>',
    plainText: 'Do you agree?',
    html: '<html><head><title>x</title></head><body><a href="http://localhost/a?b=1&amp;c=2">Yes</a><script>1</script></body></html>',
  },
  recipients: { to: [{ address: 'Anna@customer.example', displayName: 'Anna "A" <b>' }] },
  replyTo: [{ address: 'sales@example.com' }],
  headers: { 'X-Kind': 'consentRequest' },
};
const mailTo = (address: string): EmailMessage => ({ ...aMail, recipients: { to: [{ address }] } });

let folder: string;
let endpoint: MailEndpoint;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'mail-'));
  endpoint = await start();
});

afterEach(async () => {
  await endpoint.stop();
  rmSync(folder, { recursive: true });
});

function start(deliveryReportsTo?: string): Promise<MailEndpoint> {
  const reports = deliveryReportsTo === undefined ? {} : { deliveryReportsTo };
  return startMailEndpoint({ port: 0, folder, now: () => now, ...reports });
}

async function restart(deliveryReportsTo?: string): Promise<void> {
  await endpoint.stop();
  endpoint = await start(deliveryReportsTo);
}

function client(connectionString = endpoint.connectionString): EmailClient {
  const retryOptions = { maxRetries: 0 };
  return new EmailClient(connectionString, { allowInsecureConnection: true, retryOptions });
}

async function received(query = '') {
  const response = await fetch(`${endpoint.url}/api/mails${query}`);
  return mails.parse(await response.json());
}

async function fault(value: unknown): Promise<number> {
  const body = JSON.stringify(value);
  return (await fetch(`${endpoint.url}/api/faults`, { method: 'PUT', body })).status;
}

async function faultsLeft(): Promise<number> {
  const response = await fetch(`${endpoint.url}/api/faults`);
  return z.object({ next: z.int() }).parse(await response.json()).next;
}

async function refusal(sending: Promise<unknown>): Promise<RestError> {
  const error: unknown = await sending.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof RestError)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

/** A receiver of Event Grid's events; it refuses the first ones with 503. */
async function reportReceiver(refusals = 0) {
  const got: { headers: IncomingHttpHeaders; body: unknown }[] = [];
  let asked = 0;
  const server = createServer((message, response) => {
    void text(message).then((body) => {
      const refused = ++asked <= refusals;
      if (!refused) got.push({ headers: message.headers, body: JSON.parse(body) });
      response.writeHead(refused ? 503 : 200).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/reports`;
  return { url, got, close: () => server.close() };
}

test('takes a mail from the real client and finishes its operation', async () => {
  const operationId = randomUUID();

  const poller = await client().beginSend(aMail, { operationId });
  const result = await poller.pollUntilDone();

  expect(result).toMatchObject({ id: operationId, status: 'Succeeded' });
  expect(await received()).toMatchObject([
    {
      id: operationId,
      receivedAt: now.toISOString(),
      from: 'partner@example.com',
      to: aMail.recipients.to,
      subject: 'A <question>',
      text: 'Do you agree?',
      html: aMail.content.html,
      links: ['http://localhost/a?b=1&c=2'],
      replyTo: aMail.replyTo,
      headers: aMail.headers,
    },
  ]);
});

test('takes a mail without an operation id under one of its own', async () => {
  const poller = await client().beginSend(aMail);

  expect(await received()).toMatchObject([{ id: (await poller.pollUntilDone()).id }]);
});

test('keeps the first mail of an operation id, and no second', async () => {
  const operationId = randomUUID();

  await client().beginSend(mailTo('first@a.example'), { operationId });
  await client().beginSend(mailTo('second@a.example'), { operationId });

  expect(await received()).toMatchObject([{ to: [{ address: 'first@a.example' }] }]);
});

test('refuses a request signed with another key', async () => {
  const other = Buffer.from('another key').toString('base64');

  const error = await refusal(
    client(`endpoint=${endpoint.url}/;accesskey=${other}`).beginSend(aMail),
  );

  expect(error).toMatchObject({ statusCode: 401, code: 'Denied' });
  expect(await received()).toEqual([]);
});

test.each([
  ['an address that is none', mailTo('no address'), 'InvalidEmailAddress'],
  ['the mailbox named invalid', mailTo('invalid@customer.example'), 'InvalidEmailAddress'],
  ['nobody', { ...aMail, recipients: { to: [] } }, 'BadRequest'],
  ['an empty mail', { ...aMail, content: { subject: 's', plainText: '' } }, 'BadRequest'],
])('refuses %s', async (_, message, code) => {
  const error = await refusal(client().beginSend(message));

  expect(error).toMatchObject({ statusCode: 400, code });
  expect(error.response?.headers.get('x-ms-error-code')).toBe(code);
  expect(await received()).toEqual([]);
});

test('plays throttling for the next sends only, with a readable Retry-After', async () => {
  await fault({ next: 1, status: 429, retryAfterSeconds: 7 });

  const error = await refusal(client().beginSend(aMail));
  await client().beginSend(aMail);

  expect(error).toMatchObject({ statusCode: 429, code: 'TooManyRequests' });
  expect(error.response?.headers.get('retry-after')).toBe('7');
  expect(await received()).toHaveLength(1);
});

test('plays a line cut after acceptance, so that only the operation id prevents a second mail', async () => {
  const operationId = randomUUID();
  await fault({ next: 1, dropAfterAccept: true });

  const error = await refusal(client().beginSend(aMail, { operationId }));
  await client().beginSend(aMail, { operationId });

  expect(error.code).toBe('ECONNRESET');
  expect(await received()).toHaveLength(1);
});

test('tells how many sends are still to be faulty, as soon as one has begun', async () => {
  await fault({ next: 2, delayMs: 200 });

  const sending = client().beginSend(aMail);

  await until(async () => (await faultsLeft()) === 1);
  expect(await received()).toEqual([]);
  await sending;
  expect(await received()).toHaveLength(1);
});

test('forgets faults when told to, and refuses one that it does not know', async () => {
  await fault({ next: 5, status: 500 });
  await fetch(`${endpoint.url}/api/faults`, { method: 'DELETE' });

  await client().beginSend(aMail);

  expect(await received()).toHaveLength(1);
  expect(await faultsLeft()).toBe(0);
  expect(await fault({ next: 1, stauts: 500 })).toBe(400);
});

test('reports a bounce and a delivery as Event Grid does, until the receiver is up', async () => {
  const receiver = await reportReceiver(1);
  await restart(receiver.url);

  await client().beginSend(mailTo('bounce@customer.example'));
  await client().beginSend(mailTo('anna@customer.example'));
  await until(async () => (await received()).every(({ delivery }) => delivery !== 'Pending'));
  receiver.close();

  const [bounced, delivered] = await received();
  expect([bounced?.delivery, delivered?.delivery]).toEqual(['Bounced', 'Delivered']);
  expect(receiver.got).toHaveLength(2);
  expect(receiver.got[0]?.headers['aeg-event-type']).toBe('Notification');
  expect(receiver.got.flatMap(({ body }) => body)).toContainEqual(
    expect.objectContaining({
      eventType: 'Microsoft.Communication.EmailDeliveryReportReceived',
      eventTime: now.toISOString(),
      data: expect.objectContaining({
        messageId: bounced?.id,
        recipient: 'bounce@customer.example',
        status: 'Bounced',
      }) as unknown,
    }),
  );
});

test('still has its mails after a restart, and sends the report that was under way', async () => {
  const receiver = await reportReceiver();
  await client().beginSend(aMail);

  await restart(receiver.url);
  await until(() => receiver.got.length > 0);
  receiver.close();

  expect(await received()).toMatchObject([{ subject: 'A <question>' }]);
});

test('opens a file whose last line was cut off by a crash', async () => {
  await client().beginSend(aMail);
  await endpoint.stop();
  appendFileSync(join(folder, 'mails.jsonl'), '{"accepted":{"id":"hä');

  endpoint = await start();
  await client().beginSend(aMail);
  await restart();

  expect(await received()).toHaveLength(2);
});

test('finds the mails of one recipient, and clears all for good', async () => {
  await client().beginSend(aMail);
  await client().beginSend(mailTo('bo@customer.example'));

  expect(await received('?to=anna@Customer.example')).toHaveLength(1);
  await fetch(`${endpoint.url}/api/mails`, { method: 'DELETE' });
  await restart();
  expect(await received()).toEqual([]);
});

test('shows the inbox with everything escaped, newest first', async () => {
  await client().beginSend(aMail);
  await client().beginSend({ ...aMail, content: { ...aMail.content, subject: 'Newer' } });

  const response = await fetch(endpoint.url);
  const page = await response.text();

  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(page).toContain('A &#60;question&#62;');
  expect(page).toContain('Anna &#34;A&#34; &#60;b&#62;');
  expect(page).not.toContain('<question>');
  expect(page.indexOf('Newer')).toBeLessThan(page.indexOf('question'));
});

test('shows a mail in a sandbox without scripts, its links opening in a new tab', async () => {
  const { id } = await (await client().beginSend(aMail)).pollUntilDone();

  const page = await (await fetch(`${endpoint.url}/mails/${id}`)).text();
  const html = await fetch(`${endpoint.url}/mails/${id}/html`);

  const sandbox = 'allow-popups allow-popups-to-escape-sandbox';
  expect(page).toContain(`<iframe sandbox="${sandbox}" src="/mails/${id}/html"`);
  expect(page).toContain('<pre>Do you agree?</pre>');
  expect(html.headers.get('content-security-policy')).toContain(`sandbox ${sandbox};`);
  expect(await html.text()).toContain('<head><base target="_blank">');
});

test('answers nobody who came by another host name', async () => {
  const asked = request(`${endpoint.url}/api/mails`, { headers: { host: 'evil.example' } }).end();

  const [response] = z
    .tuple([z.object({ statusCode: z.number() })])
    .parse(await once(asked, 'response'));

  asked.destroy();
  expect(response.statusCode).toBe(403);
});
