// What became of each mail, told as Event Grid tells it. At least once: a report that was under way
// when the process ended is sent again by the next one.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery, Mailbox, StoredMail } from './mailbox';

const pausesMs = [200, 500, 1000, 2000, 4000];

interface Reporting {
  mailbox: Mailbox;
  now: () => Date;
  to: string | undefined;
  stopping: AbortSignal;
}

/** The mail counts as Pending until its reports are out, or given up. Never rejects. */
export async function reportDelivery(mail: StoredMail, reporting: Reporting): Promise<void> {
  const recipients = [...mail.to, ...mail.cc, ...mail.bcc].map(({ address }) => address);
  try {
    await Promise.all(recipients.map((recipient) => report(mail, recipient, reporting)));
    const bounced = recipients.some((recipient) => deliveryTo(recipient) === 'Bounced');
    reporting.mailbox.recordDelivery(mail.id, bounced ? 'Bounced' : 'Delivered');
  } catch (error) {
    if (!reporting.stopping.aborted) console.error(`mail: no report on ${mail.id}`, error);
  }
}

async function report(mail: StoredMail, recipient: string, reporting: Reporting): Promise<void> {
  const { to, now, stopping } = reporting;
  const body = JSON.stringify([event(mail, recipient, now().toISOString())]);
  const headers = { 'content-type': 'application/json', 'aeg-event-type': 'Notification' };
  let problem = '';
  for (const pauseMs of pausesMs) {
    await sleep(pauseMs, undefined, { signal: stopping });
    if (to === undefined) return;
    try {
      const signal = AbortSignal.any([stopping, AbortSignal.timeout(10_000)]);
      const response = await fetch(to, { method: 'POST', headers, body, signal });
      await response.arrayBuffer();
      if (response.ok) return;
      problem = `status ${response.status}`;
    } catch (error) {
      stopping.throwIfAborted();
      problem = String(error instanceof Error ? (error.cause ?? error) : error);
    }
  }
  console.warn(`mail: the report on ${mail.id} to ${recipient} was given up: ${problem}`);
}

function deliveryTo(recipient: string): Delivery {
  return /^bounce@/i.test(recipient) ? 'Bounced' : 'Delivered';
}

function event(mail: StoredMail, recipient: string, at: string) {
  const status = deliveryTo(recipient);
  const statusMessage = status === 'Bounced' ? '550 5.1.1 User unknown' : 'No error';
  return {
    id: randomUUID(),
    topic: '/subscriptions/local/providers/microsoft.communication/communicationservices/local',
    subject: `sender/${mail.from}/message/${mail.id}`,
    eventType: 'Microsoft.Communication.EmailDeliveryReportReceived',
    eventTime: at,
    dataVersion: '1.0',
    metadataVersion: '1',
    data: {
      sender: mail.from,
      recipient,
      messageId: mail.id,
      internetMessageId: `<${mail.id}@local>`,
      status,
      deliveryStatusDetails: { statusMessage },
      deliveryAttemptTimestamp: at,
    },
  };
}
