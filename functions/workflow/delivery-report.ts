// What became of a mail that the service had accepted: an Event Grid report, at least once, in any order.
import type { EventGridHandler } from '@azure/functions';
import * as z from 'zod';
import type { Dependencies } from '../dependencies';
import { showOnPages } from '../../shared/store/read-models';

/** The part of `Microsoft.Communication.EmailDeliveryReportReceived` that is used. */
const report = z.object({
  messageId: z.string(),
  status: z.string(),
  deliveryStatusDetails: z.object({ statusMessage: z.string().optional() }).nullish(),
});
const eventType = 'Microsoft.Communication.EmailDeliveryReportReceived';

export function recordDeliveryReport(deps: Dependencies): EventGridHandler {
  return async (event, context) => {
    if (event.eventType !== eventType) return;
    const { messageId, status, deliveryStatusDetails } = report.parse(event.data);
    const sent = await deps.mails.findSent(messageId);
    if (sent === undefined) {
      context.warn(`a delivery report about the unknown mail ${messageId}`);
      return;
    }
    const loaded = await deps.customers.loadByLocator(sent.locator);
    const row = loaded?.outbox.find(({ rowKey }) => rowKey === sent.rowKey);
    if (loaded === undefined || row === undefined) return;
    const after = {
      ...row.value,
      state: status === 'Delivered' ? ('delivered' as const) : ('bounced' as const),
      detail: status === 'Delivered' ? undefined : reasonOf(status, deliveryStatusDetails),
    };
    if (!(await deps.customers.updateMail(loaded.locator, row, after))) {
      throw new Error(`the mail ${messageId} changed at the same time; the report comes again`);
    }
    const { partnerId: partner, engagementId: engagement } = row.value.key;
    const outbox = loaded.outbox.map((each) => (each === row ? { ...row, value: after } : each));
    await showOnPages(deps, { ...loaded, outbox }, [{ partner, engagement }]);
  };
}

function reasonOf(status: string, details: z.infer<typeof report>['deliveryStatusDetails']) {
  const message = details?.statusMessage;
  return message === undefined ? status : `${status}: ${message}`;
}
