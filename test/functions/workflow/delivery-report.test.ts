// What became of an accepted mail: reports at least once and in any order, against a real Azurite and the mail service.
import type { EventGridEvent } from '@azure/functions';
import { recordDeliveryReport } from '../../../functions/workflow/delivery-report';
import type { MailProblem } from '../../../shared/store/page-store';
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

function reportOn(messageId: string, status: string, statusMessage?: string): EventGridEvent {
  return {
    id: 'an-event',
    topic: 'a-topic',
    subject: `sender/noreply@mci.example/message/${messageId}`,
    eventType: 'Microsoft.Communication.EmailDeliveryReportReceived',
    eventTime: '2026-03-03T09:00:10.0000000Z',
    dataVersion: '1.0',
    metadataVersion: '1',
    data: {
      sender: 'noreply@mci.example',
      recipient: aCustomerContact.email,
      messageId,
      status,
      ...(statusMessage === undefined ? {} : { deliveryStatusDetails: { statusMessage } }),
    },
  };
}

async function report(status: string, statusMessage?: string): Promise<void> {
  const operationId = (await app.outbox()).at(-1)?.operationId ?? '';
  const event = reportOn(operationId, status, statusMessage);
  await recordDeliveryReport(app.deps)(event, app.context);
}

async function problemShown(): Promise<MailProblem | undefined> {
  const { partnerId, engagementId, customerId } = aKey;
  return (await app.stores.pages.readEntry(partnerId, engagementId, customerId))?.mailProblem;
}

const lastState = async () => (await app.outbox()).at(-1)?.state;

it('shows a bounce on the row with its reason, and moves no clock', async () => {
  await app.advance();
  const before = await app.association();

  await report('Bounced', '550 5.1.1 User unknown');

  expect(await lastState()).toBe('bounced');
  expect(await problemShown()).toEqual({
    kind: 'consentRequest',
    state: 'bounced',
    detail: 'Bounced: 550 5.1.1 User unknown',
  });
  expect(await app.association()).toEqual(before);
});

it.each(['Suppressed', 'Quarantined', 'FilteredSpam', 'Failed'])(
  'shows every other way not to arrive as one (%s)',
  async (status) => {
    await app.advance();

    await report(status);

    expect(await problemShown()).toMatchObject({ state: 'bounced', detail: status });
  },
);

it('shows nothing of a mail that arrived', async () => {
  await app.advance();

  await report('Delivered', 'No error');

  expect(await lastState()).toBe('delivered');
  expect(await problemShown()).toBeUndefined();
});

it('twice changes nothing more', async () => {
  await app.advance();
  await report('Bounced', 'full');
  const once = await dump(app.stores.tables);

  await report('Bounced', 'full');

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
        const event = reportOn(mail.operationId, 'Bounced', 'at once');
        await recordDeliveryReport(deps)(event, app.context);
        return answer;
      },
    }),
  });

  await app.advance();

  expect(await lastState()).toBe('bounced');
  expect(await problemShown()).toMatchObject({ detail: 'Bounced: at once' });
});

it('that meets another change of the same mail is asked for again', async () => {
  await app.advance();
  const racing = {
    ...app.deps,
    customers: { ...app.deps.customers, updateMail: () => Promise.resolve(false) },
  };
  const operationId = (await app.outbox()).at(-1)?.operationId ?? '';

  const recorded = recordDeliveryReport(racing)(reportOn(operationId, 'Bounced'), app.context);

  await expect(recorded).rejects.toThrow('the report comes again');
});

it('about a mail that is unknown, or was cleared away, is noted and let go', async () => {
  await app.advance();
  const before = await dump(app.stores.tables);
  const unknown = reportOn('3f2c6a0e-8a57-5a3b-9d7e-0c1d2e3f4a5b', 'Bounced');

  await recordDeliveryReport(app.deps)(unknown, app.context);
  await recordDeliveryReport(app.deps)({ ...unknown, eventType: 'Other', data: {} }, app.context);

  expect(await dump(app.stores.tables)).toEqual(before);
  expect(app.logged).toEqual([expect.stringContaining('unknown mail 3f2c6a0e')]);
});
