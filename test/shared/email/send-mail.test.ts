import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEmailClient } from '../../../shared/email/email-client';
import { retryAfterSeconds } from '../../../shared/email/retry-after';
import { createMailSender, type OutgoingMail } from '../../../shared/email/send-mail';

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}
interface Answer {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

const aMail: OutgoingMail = {
  operationId: '3f2c6a0e-8a57-5a3b-9d7e-0c1d2e3f4a5b',
  to: { name: 'Carl Quist', email: 'carl@aw.example' },
  subject: 'Consent requested',
  text: 'Dear Carl Quist,',
  html: '<p>Dear Carl Quist,</p>',
};

/** A mail service that plays one answer; `reset` cuts the connection, `silence` never answers. */
let answer: Answer | 'reset' | 'silence';
let received: Received[];
let server: Server;

beforeEach(async () => {
  received = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const { method, url, headers } = request;
      received.push({ method, url, headers, body: text === '' ? undefined : JSON.parse(text) });
      if (answer === 'reset') {
        request.socket.destroy();
        return;
      }
      if (answer === 'silence') return;
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function sender(limits: { timeoutMs?: number } = {}) {
  const { port } = server.address() as AddressInfo;
  const connectionString = `endpoint=http://127.0.0.1:${port}/;accesskey=${btoa('a key of the test')}`;
  const client = createEmailClient({ connectionString });
  return createMailSender({ client, senderAddress: 'consent@mail.example', ...limits });
}

function accepted(): Answer {
  const { port } = server.address() as AddressInfo;
  const status = `http://127.0.0.1:${port}/emails/operations/${aMail.operationId}`;
  return {
    status: 202,
    headers: { 'operation-location': status, 'retry-after': '1' },
    body: { id: aMail.operationId, status: 'Running' },
  };
}

describe('sending a mail', () => {
  it('is done when the service accepts it, with one request and no question after', async () => {
    answer = accepted();
    await expect(sender()(aMail)).resolves.toEqual({ outcome: 'accepted' });
    expect(received.map(({ method }) => method)).toEqual(['POST']);
  });

  it('carries one recipient, both texts, the operation id, and no tracking', async () => {
    answer = accepted();
    await sender()({ ...aMail, replyTo: { name: 'Pia Berg', email: 'pia@fabrikam.example' } });
    expect(received[0]).toMatchObject({
      url: expect.stringMatching(/^\/emails:send\?api-version=/) as string,
      headers: { 'operation-id': aMail.operationId },
      body: {
        senderAddress: 'consent@mail.example',
        content: { subject: aMail.subject, plainText: aMail.text, html: aMail.html },
        recipients: { to: [{ address: 'carl@aw.example', displayName: 'Carl Quist' }] },
        replyTo: [{ address: 'pia@fabrikam.example', displayName: 'Pia Berg' }],
        userEngagementTrackingDisabled: true,
      },
    });
  });

  it('keeps line ends and brackets out of the headers', async () => {
    answer = accepted();
    const name = 'Eve"\r\nBcc: all@aw.example\u202e <eve@evil.example>';
    await sender()({ ...aMail, subject: 'One\r\nTwo', to: { name, email: 'carl@aw.example' } });
    expect(received[0]?.body).toMatchObject({
      content: { subject: 'One Two' },
      recipients: {
        to: [
          { address: 'carl@aw.example', displayName: 'Eve Bcc: all@aw.example eve@evil.example' },
        ],
      },
    });
  });

  it('leaves out a display name of which nothing remains', async () => {
    answer = accepted();
    await sender()({ ...aMail, to: { name: '""', email: 'carl@aw.example' } });
    expect(received[0]?.body).toMatchObject({
      recipients: { to: [{ address: 'carl@aw.example' }] },
    });
    expect(JSON.stringify(received[0]?.body)).not.toContain('displayName');
  });

  it('is accepted even when the service calls the operation failed in the same breath', async () => {
    answer = { ...accepted(), body: { id: aMail.operationId, status: 'Failed' } };
    await expect(sender()(aMail)).resolves.toEqual({ outcome: 'accepted' });
  });

  it.each([
    ['InvalidEmailAddress', 'Invalid format for email address'],
    ['EmailDroppedAllRecipientsSuppressed', 'All recipients were suppressed.'],
    ['BadRequest', "Request body validation error. See property 'recipients.to[0].address'"],
  ])('tells why the service refuses its recipient (%s)', async (code, message) => {
    answer = { status: 400, body: { error: { code, message } } };
    await expect(sender()(aMail)).resolves.toEqual({
      outcome: 'rejected',
      reason: `${code}: ${message}`,
    });
    expect(received).toHaveLength(1);
  });

  it.each([
    ['InvalidSenderUserName', 'Invalid email sender username'],
    ['BadRequest', "Request body validation error. See property 'senderAddress'"],
    ['BadRequest', "Request body validation error. See property 'content.html'"],
    ['DomainNotLinked', 'The specified sender domain has not been linked.'],
  ])('throws a 400 that is not about its recipient (%s)', async (code, message) => {
    answer = { status: 400, body: { error: { code, message } } };
    await expect(sender()(aMail)).rejects.toMatchObject({ cause: { statusCode: 400, code } });
  });

  it('tells how long a throttled sender has to wait, and does not try again by itself', async () => {
    answer = {
      status: 429,
      headers: { 'retry-after': '17' },
      body: { error: { code: 'TooMany' } },
    };
    await expect(sender()(aMail)).resolves.toEqual({ outcome: 'throttled', retryAfterSeconds: 17 });
    expect(received).toHaveLength(1);
  });

  it('waits a minute when the service does not say how long', async () => {
    answer = { status: 429 };
    await expect(sender()(aMail)).resolves.toEqual({ outcome: 'throttled', retryAfterSeconds: 60 });
  });

  it.each([401, 403, 404, 500, 503])(
    'throws on %d with its cause, after one request',
    async (status) => {
      answer = { status, body: { error: { code: 'Oops', message: 'Oops' } } };
      await expect(sender()(aMail)).rejects.toMatchObject({ cause: { statusCode: status } });
      expect(received).toHaveLength(1);
    },
  );

  it('throws when the connection is cut, after one request', async () => {
    answer = 'reset';
    await expect(sender()(aMail)).rejects.toMatchObject({
      message: expect.stringContaining(aMail.operationId) as string,
      cause: { code: 'ECONNRESET' },
    });
    expect(received).toHaveLength(1);
  });

  it('throws when the service does not answer in time', async () => {
    answer = 'silence';
    await expect(sender({ timeoutMs: 50 })(aMail)).rejects.toMatchObject({
      cause: { name: 'AbortError' },
    });
  });

  it('holds no name or address in the message of a fault', async () => {
    answer = { status: 500 };
    const fault: unknown = await sender()(aMail).catch((error: unknown) => error);
    expect(String(fault)).not.toMatch(/carl/i);
  });
});

describe('the client', () => {
  it('refuses plain HTTP to another machine', async () => {
    const connectionString = `endpoint=http://mail.example/;accesskey=${btoa('a key of the test')}`;
    const client = createEmailClient({ connectionString });
    const send = createMailSender({ client, senderAddress: 'consent@mail.example' });
    await expect(send(aMail)).rejects.toMatchObject({
      cause: { message: expect.stringContaining('allowInsecureConnection') as string },
    });
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2026-03-05T12:00:00Z');

  it.each([
    ['17', 17],
    [' 90 ', 90],
    ['Thu, 05 Mar 2026 12:02:30 GMT', 150],
    ['Thu, 05 Mar 2026 11:00:00 GMT', 1],
    ['0', 1],
    ['999999999', 86_400],
    ['soon', 60],
    ['', 60],
    [undefined, 60],
  ])('%j means %d seconds', (header, seconds) => {
    expect(retryAfterSeconds(header, now)).toBe(seconds);
  });
});
