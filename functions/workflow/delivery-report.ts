// What became of a mail that the service had accepted: an Event Grid report, at least once, in any order, in either of
// Event Grid's schemas. What can't be read is logged and let go: answered with an error it would come again for a day.
import type { InvocationContext } from '@azure/functions';
import * as z from 'zod';
import { instant, type Instant } from '../../shared/domain/time';
import { withOutbox } from '../../shared/store/customer-rows';
import { showOnPages } from '../../shared/changes/read-models';
import type { Dependencies } from '../dependencies';
import type { Facts } from '../log/events';
import { faultOf } from '../log/fault';
import { logEvent, withFaultsLogged } from '../log/log';

const reportType = 'Microsoft.Communication.EmailDeliveryReportReceived';

/** An event by Event Grid's own schema (`eventType`, `eventTime`) or by that of CloudEvents (`type`, `time`). */
const anyEvent = z.looseObject({ eventType: z.string().optional(), type: z.string().optional() });

const withMessage = z.looseObject({ statusMessage: z.string() });
const time = z.unknown().optional().transform(toInstant);
const details = z.unknown().optional().transform(messageIn);
const reportEvent = z
  .looseObject({
    eventTime: time,
    time,
    data: z.looseObject({
      messageId: z.guid(),
      status: z.string(),
      deliveryStatusDetails: details,
      deliveryAttemptTimestamp: time,
      deliveryAttemptTimeStamp: time,
    }),
  })
  .transform(({ data, ...event }) => ({
    messageId: data.messageId,
    status: data.status,
    message: data.deliveryStatusDetails,
    at:
      data.deliveryAttemptTimestamp ??
      data.deliveryAttemptTimeStamp ??
      event.eventTime ??
      event.time,
  }));

/** By the status in lower case: that the mail is there, on its way still, or how it was lost. */
const fates = new Map<string, Facts<'mailReported'>['status'] | 'on its way'>([
  ['delivered', 'Delivered'],
  ['expanded', 'on its way'],
  ['outfordelivery', 'on its way'],
  ['bounced', 'Bounced'],
  ['failed', 'Failed'],
  ['suppressed', 'Suppressed'],
  ['quarantined', 'Quarantined'],
  ['filteredspam', 'FilteredSpam'],
]);

export function recordDeliveryReport(
  deps: Dependencies,
): (event: unknown, context: InvocationContext) => Promise<void> {
  return withFaultsLogged(async (event, context) => {
    const { eventType, type } = anyEvent.safeParse(event).data ?? {};
    if ((eventType ?? type) !== reportType) return;
    const read = reportEvent.safeParse(event);
    if (!read.success) {
      logEvent(context, 'reportIgnored', { reason: 'unreadable', fault: faultOf(read.error) });
      return;
    }
    const { messageId, status, message, at } = read.data;
    const fate = fates.get(status.toLowerCase());
    if (fate === undefined) {
      const word = /^\w{1,40}$/.test(status) ? status : undefined;
      const facts = { reason: 'unknownStatus', mail: messageId, status: word } as const;
      logEvent(context, 'reportIgnored', facts);
      return;
    }
    if (fate === 'on its way') return;

    const sent = await deps.mails.findSent(messageId);
    if (sent === undefined) {
      logEvent(context, 'reportIgnored', { reason: 'unknownMail', mail: messageId });
      return;
    }
    const loaded = await deps.customers.loadByLocator(sent.locator);
    const row = loaded?.outbox.find(({ rowKey }) => rowKey === sent.rowKey);
    if (loaded === undefined || row === undefined) return;
    const { reportedAt, acceptedAt = deps.clock() } = row.value;
    if (at !== undefined && reportedAt !== undefined && at < reportedAt) return;
    const after = {
      ...row.value,
      ...(fate === 'Delivered'
        ? { state: 'delivered' as const, detail: undefined }
        : { state: 'bounced' as const, detail: reasonOf(fate, message) }),
      acceptedAt,
      reportedAt: at ?? reportedAt,
    };
    if (!(await deps.customers.updateMail(loaded.locator, row, after))) {
      throw new Error(`the mail ${messageId} changed at the same time; the report comes again`);
    }
    logEvent(context, 'mailReported', { status: fate, mail: messageId }, row.value.key);
    const { partnerId: partner, engagementId: engagement } = row.value.key;
    const outbox = loaded.outbox.map((each) => (each === row ? { ...row, value: after } : each));
    await showOnPages(deps, withOutbox(loaded, outbox), [{ partner, engagement }]);
  });
}

/** Event Grid's times have seven decimals and an offset. */
function toInstant(text: unknown): Instant | undefined {
  const ms = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? undefined : instant.safeParse(new Date(ms).toISOString()).data;
}

/** An object by the documented schema; bare text by an earlier one. */
function messageIn(statusDetails: unknown): string | undefined {
  return typeof statusDetails === 'string'
    ? statusDetails
    : withMessage.safeParse(statusDetails).data?.statusMessage;
}

function reasonOf(status: string, message = ''): string {
  const words = message.trim();
  return (words === '' ? status : `${status}: ${words}`).slice(0, 500);
}
