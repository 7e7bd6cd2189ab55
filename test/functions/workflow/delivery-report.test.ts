// What became of an accepted mail: reports at least once and in any order, against a real Azurite and the mail service.
import { LoggedFault } from '../../../functions/log/log';
import { recordDeliveryReport } from '../../../functions/workflow/delivery-report';
import { addSeconds } from '../../../shared/domain/time';
import type { MailProblem } from '../../../shared/store/pages/page-rows';
import { azuriteOfThisFile } from '../../support/azurite';
import { aCustomerContact, resendableAt } from '../../support/examples';
import { dump, emptyTables } from '../../support/tables';
import { aKey, anAskedApp, type AnApp } from './support/an-app';

const connectionString = azuriteOfThisFile();
let app: AnApp;
beforeEach(async () => {
  await emptyTables(connectionString());
  app = await anAskedApp(connectionString());
});
afterEach(() => app.stop());

const aReport = {
  id: 'an-event',
  topic: 'a-topic',
  subject: 'sender/noreply@mci.example/message/an-id',
  eventType: 'Microsoft.Communication.EmailDeliveryReportReceived',
  eventTime: '2026-03-03T09:00:10.0000000Z',
  dataVersion: '1.0',
  metadataVersion: '1',
};

/** About the last mail, in Event Grid's own schema. */
async function eventOf(data: object): Promise<Record<string, unknown>> {
  const messageId = (await app.outbox()).at(-1)?.operationId;
  const { email: recipient } = aCustomerContact;
  return { ...aReport, data: { sender: 'noreply@mci.example', recipient, messageId, ...data } };
}

async function report(status: string, more: object = {}): Promise<void> {
  await record(await eventOf({ status, ...more }));
}

function record(event: unknown): Promise<void> {
  return recordDeliveryReport(app.deps)(event, app.context);
}

const saying = (statusMessage: string) => ({ deliveryStatusDetails: { statusMessage } });

async function problemShown(): Promise<MailProblem | undefined> {
  const { partnerId, engagementId, customerId } = aKey;
  return (await app.stores.pages.entry(partnerId, engagementId, customerId))?.mailProblem;
}

const lastState = async () => (await app.outbox()).at(-1)?.state;

it('shows a bounce on the row with its reason, and moves no clock', async () => {
  await app.advance();
  const before = await app.association();

  await report('Bounced', saying('550 5.1.1 User unknown'));

  expect(await lastState()).toBe('bounced');
  expect(await problemShown()).toEqual({
    kind: 'consentRequest',
    state: 'bounced',
    detail: 'Bounced: 550 5.1.1 User unknown',
  });
  expect(await app.association()).toEqual(before);
});

it.each([
  ['Suppressed', 'Suppressed'],
  ['Quarantined', 'Quarantined'],
  ['FilteredSpam', 'FilteredSpam'],
  ['Failed', 'Failed'],
  ['FAILED', 'Failed'],
  ['filteredspam', 'FilteredSpam'],
])('shows every other way not to arrive as one (%s)', async (status, detail) => {
  await app.advance();

  await report(status);

  expect(await problemShown()).toMatchObject({ state: 'bounced', detail });
});

it.each(['Expanded', 'OutForDelivery', 'outForDelivery'])(
  'that the mail is on its way is neither good nor bad (%s)',
  async (status) => {
    await app.advance();

    await report(status);

    expect([await lastState(), await problemShown()]).toEqual(['accepted', undefined]);
    expect(app.lines('reportIgnored')).toEqual([]);
  },
);

it.each(['Paused', '', 'constructor'])(
  'with a status that is not known changes nothing and is logged (%s)',
  async (status) => {
    await app.advance();
    const before = await dump(app.stores.tables);

    await report(status);

    expect(await dump(app.stores.tables)).toEqual(before);
    expect(app.lines('reportIgnored')).toMatchObject([{ reason: 'unknownStatus' }]);
  },
);

it.each(['Delivered', 'delivered', 'DELIVERED'])(
  'shows nothing of a mail that arrived (%s)',
  async (status) => {
    await app.advance();

    await report(status, saying('No error'));

    expect(await lastState()).toBe('delivered');
    expect(await problemShown()).toBeUndefined();
  },
);

it('as a CloudEvent is the same report', async () => {
  await app.advance();
  const { data } = await eventOf({ status: 'Bounced', ...saying('full') });
  const { id, eventType: type, eventTime: time } = aReport;

  await record({ specversion: '1.0', source: 'a-topic', id, type, time, data });

  expect(await problemShown()).toMatchObject({ detail: 'Bounced: full' });
});

describe('of an older attempt', () => {
  const [older, newer] = ['2026-03-03T09:00:10.1230000+00:00', '2026-03-03T10:00:10.1240000+01:00'];

  it.each(['deliveryAttemptTimestamp', 'deliveryAttemptTimeStamp'])(
    'never replaces a newer one (%s)',
    async (name) => {
      await app.advance();

      await report('Delivered', { [name]: newer });
      await report('Bounced', { [name]: older });

      expect([await lastState(), await problemShown()]).toEqual(['delivered', undefined]);
    },
  );

  it.each(['deliveryAttemptTimestamp', 'deliveryAttemptTimeStamp'])(
    'is replaced by a newer one (%s)',
    async (name) => {
      await app.advance();

      await report('Delivered', { [name]: older });
      await report('Bounced', { [name]: newer });

      expect(await problemShown()).toMatchObject({ state: 'bounced' });
    },
  );

  it.each([
    ['eventType', 'eventTime'],
    ['type', 'time'],
  ])('is known by the event’s own time where the attempt tells none (%s)', async (type, time) => {
    await app.advance();
    const event = async (status: string, at: string) =>
      record({ [type]: aReport.eventType, [time]: at, data: (await eventOf({ status }))['data'] });

    await event('Delivered', newer);
    await event('Bounced', older);

    expect(await lastState()).toBe('delivered');
  });

  it('can’t be told where no time can be read: what comes last stands', async () => {
    await app.advance();

    await report('Delivered', { deliveryAttemptTimestamp: newer });
    const { data } = await eventOf({ status: 'Bounced', deliveryAttemptTimestamp: 'noon' });
    await record({ ...aReport, eventTime: null, data });
    expect(await lastState()).toBe('bounced');

    await report('Delivered', { deliveryAttemptTimestamp: older });
    expect(await lastState()).toBe('bounced');
  });
});

it.each([
  ['text', 'full', 'Bounced: full'],
  ['an object', { statusMessage: 'full', recipientMailServerHostName: 'mx' }, 'Bounced: full'],
  ['an object without a message', { statusMessage: null }, 'Bounced'],
  ['null', null, 'Bounced'],
  ['a number', 550, 'Bounced'],
  ['a novel', 'x'.repeat(40_000), `Bounced: ${'x'.repeat(491)}`],
])('tells why from %s', async (_, deliveryStatusDetails, detail) => {
  await app.advance();

  await report('Bounced', { deliveryStatusDetails });

  expect((await problemShown())?.detail).toBe(detail);
});

it.each([
  ['no messageId', { messageId: undefined }],
  ['a messageId that is no GUID', { messageId: 'm/../#1' }],
  ['no status', { status: null }],
])('with %s is logged once and let go, or Event Grid would repeat it', async (_, wrong) => {
  await app.advance();
  const before = await dump(app.stores.tables);

  await report('Bounced', wrong);

  expect(await dump(app.stores.tables)).toEqual(before);
  expect(app.lines('reportIgnored')).toMatchObject([{ reason: 'unreadable' }]);
});

it.each([[undefined], [null], ['text'], [[]], [{}], [{ ...aReport, data: null }]])(
  'that is none, as %j, is let go',
  async (event) => {
    await record(event);

    expect(await lastState()).toBe('pending');
  },
);

it('twice changes nothing more', async () => {
  await app.advance();
  await report('Bounced', saying('full'));
  const once = await dump(app.stores.tables);

  await report('Bounced', saying('full'));

  expect(await dump(app.stores.tables)).toEqual(once);
});

it('no longer shows the bounce of an earlier mail once a later one is out (R20)', async () => {
  await app.advance();
  await report('Bounced');

  await app.step('resendConsent', resendableAt);
  await app.advance();

  expect(await problemShown()).toBeUndefined();
});

it('that comes before the mail was stamped as accepted is not overwritten by the stamp, and shows', async () => {
  await app.stop();
  await emptyTables(connectionString());
  app = await anAskedApp(connectionString(), {
    change: (deps) => ({
      ...deps,
      sendMail: async (mail) => {
        const answer = await deps.sendMail(mail);
        const data = { messageId: mail.operationId, status: 'Bounced', ...saying('at once') };
        await recordDeliveryReport(deps)({ ...aReport, data }, app.context);
        return answer;
      },
    }),
  });

  await app.advance();

  expect(await lastState()).toBe('bounced');
  expect(await problemShown()).toMatchObject({ detail: 'Bounced: at once' });
});

it('tells that the mail has left, which a resend counts from (R20)', async () => {
  const { locator, outbox } = await app.load();
  const [mail] = outbox;
  if (mail === undefined) throw new Error('there is no mail');
  await app.deps.mails.noteSent(mail.value.operationId, { locator, rowKey: mail.rowKey });
  const leftAt = addSeconds(app.now(), 5);
  app.set(leftAt);

  await report('Delivered');

  const { partnerId, engagementId, customerId } = aKey;
  const entry = await app.stores.pages.entry(partnerId, engagementId, customerId);
  expect(entry?.pair.sending).toEqual({ state: 'sent', at: leftAt });
});

it('whose page could not be written shows when it comes again', async () => {
  await app.advance();
  const event = await eventOf({ status: 'Bounced', deliveryAttemptTimestamp: aReport.eventTime });
  const move = () => Promise.reject(new Error('storage is down'));
  const failing = { ...app.deps, pages: { ...app.deps.pages, move } };

  await expect(recordDeliveryReport(failing)(event, app.context)).rejects.toThrow(LoggedFault);
  expect(await problemShown()).toBeUndefined();
  await record(event);

  expect(await problemShown()).toMatchObject({ state: 'bounced' });
});

it('that meets another change of the same mail is asked for again', async () => {
  await app.advance();
  const racing = {
    ...app.deps,
    customers: { ...app.deps.customers, updateMail: () => Promise.resolve(false) },
  };
  const event = await eventOf({ status: 'Bounced' });

  const recorded = recordDeliveryReport(racing)(event, app.context);

  await expect(recorded).rejects.toThrow(LoggedFault);
});

it('about a mail that is unknown, or was cleared away, is noted and let go', async () => {
  await app.advance();
  const before = await dump(app.stores.tables);
  const mail = '3f2c6a0e-8a57-5a3b-9d7e-0c1d2e3f4a5b';
  await report('Bounced', { messageId: mail });
  await record({ ...aReport, eventType: 'Other', data: {} });

  expect(await dump(app.stores.tables)).toEqual(before);
  expect(app.lines('reportIgnored')).toMatchObject([{ reason: 'unknownMail', mail }]);
});
