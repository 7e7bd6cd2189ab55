// G9: what 1,000 lives cost, from the transactions of one: added, asked on the first day, reminded, approved on day 10,
// completed on day 60. The app's own are counted by the proxy, the orchestration's turns in the embedded host's history; what
// a turn costs in Azure's task hub was counted on the official host (docs/operations.md, Capacity).
import * as z from 'zod';
import { openInstanceFiles } from '../../../local/host/instance-files';
import { customer, workshop, writer } from '../cast';
import type { Line } from '../lines';
import { openLink } from '../seeding';
import type { Row } from '../table';
import { withWorld } from '../world';

/** Transactions of the task hub: of a start, of a step and the wake-up that it causes, of a quiet wake-up. */
const taskHub = {
  start: { tables: 9, queues: 18 },
  step: { tables: 11, queues: 22 },
  quiet: { tables: 6, queues: 12 },
};
/** US dollars (reliability.md, section 4). An execution is billed as 100 ms of 128 MB at least. */
const prices = {
  tableTransaction: 0.00036 / 10_000,
  queueTransaction: 0.004 / 10_000,
  execution: 0.2 / 1_000_000 + 0.1 * 0.125 * 0.000016,
  mail: 0.00025,
  mailMb: 0.00012,
};
const lives = 1000;
const limit = 0.06;

const mails = z.array(z.looseObject({ to: z.array(z.object({ address: z.string() })) }));

export const money: Line = () =>
  withWorld(async (world) => {
    const { app, portals, proxy } = await world.counting();
    const who = customer(1);
    const { writer: partner } = portals;
    proxy.reset();

    await partner.add(workshop, who);
    await app.ask('idle');
    await partner.trigger(workshop, who);
    await app.ask('idle');
    await app.advance('P2D');
    await partner.resend(workshop, who);
    await app.advance('P8D');
    const token = await openLink(world, writer, workshop, who);
    await partner.showConsent(token);
    await partner.showConsent(token);
    await partner.approve(workshop, token);
    await app.advance('P50D');
    await partner.submit(workshop, who);
    await app.ask('idle');

    const steps = 4;
    const requests = steps + 3;
    const [instance] = openInstanceFiles(`${app.dataFolder}`).load();
    const activities = (instance?.history ?? []).filter(({ EventType }) => EventType === 4).length;
    const quiet = activities - 1 - steps;
    const turns = (instance?.history ?? []).filter(({ EventType }) => EventType === 12).length;
    const tables = proxy.requests.length;
    const hub = (kind: 'tables' | 'queues') =>
      taskHub.start[kind] + steps * taskHub.step[kind] + quiet * taskHub.quiet[kind];
    const executions = requests + activities + turns;
    const sent = mails.parse(await (await fetch(`${world.mailbox}/api/mails`)).json());
    const mb = JSON.stringify(sent).length / 1_000_000;

    const storage =
      (tables + hub('tables')) * prices.tableTransaction + hub('queues') * prices.queueTransaction;
    const compute = executions * prices.execution;
    const mail = sent.length * prices.mail + mb * prices.mailMb;
    const dollars = (one: number) => `$${(one * lives).toFixed(3)}`;
    return [
      {
        goal: 'G9',
        what: 'storage and compute of 1,000 lives',
        measured: `${dollars(storage + compute)} (${dollars(storage)} + ${dollars(compute)}): app ${tables} T, task hub ${hub('tables')} T and ${hub('queues')} Q (${quiet} quiet wake-ups), ${executions} executions`,
        target: `≤ $${limit}`,
        isMet: (storage + compute) * lives <= limit,
      },
      {
        goal: 'G9',
        what: 'mails of 1,000 lives',
        measured: `${dollars(mail)}: ${sent.length} mails of ${((mb * 1000) / sent.length).toFixed(0)} kB`,
        target: 'stated',
      },
    ] satisfies Row[];
  });
