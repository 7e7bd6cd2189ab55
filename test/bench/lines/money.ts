// G9: what 1,000 lives cost, from the transactions of one: added, asked on the first day, reminded, approved on day 10,
// completed on day 60. The app's own are counted by the proxy while the clock is moved hour by hour, the orchestration's
// turns in the embedded host's history. What a turn costs in Azure's task hub, and a delivery report in the app, was counted
// on the official host (docs/operations.md, Capacity).
import { EventType } from '../../../local/host/history';
import { openInstanceFiles } from '../../../local/host/instance-files';
import type { BenchApp } from '../app';
import { customer, workshop, writer } from '../cast';
import type { Line } from '../lines';
import { openLink, requestsOfEveryRun } from '../seeding';
import { withWorld } from '../world';

/** Transactions of the task hub: of a start, of a step and the wake-up that it causes, of a quiet wake-up. */
const taskHub = {
  start: { tables: 9, queues: 18 },
  step: { tables: 11, queues: 22 },
  quiet: { tables: 6, queues: 12 },
};
const tablesOfReport = 5;
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

export const money: Line = () =>
  withWorld(async (world) => {
    const { app, portals, proxy } = await world.counting();
    const { writer: partner } = portals;
    const who = customer(1);
    await partner.list(workshop); // partners and engagements are kept for a minute
    proxy.reset();

    await partner.add(workshop, who);
    await app.ask('idle');
    await partner.trigger(workshop, who);
    await app.ask('idle');
    await passDays(app, 2);
    await partner.resend(workshop, who);
    await passDays(app, 8);
    const token = await openLink(world, writer, workshop, who);
    await partner.showConsent(token);
    await partner.showConsent(token);
    await partner.approve(workshop, token);
    await passDays(app, 50);
    await partner.submit(workshop, who);
    await app.ask('idle');

    const steps = 4;
    const calls = 1 + steps + 2;
    const history = openInstanceFiles(app.dataFolder).load()[0]?.history ?? [];
    const times = (type: number) => history.filter((event) => event.EventType === type).length;
    const activities = times(EventType.TaskScheduled);
    const quiet = activities - 1 - steps;
    const hub = (kind: 'tables' | 'queues') =>
      taskHub.start[kind] + steps * taskHub.step[kind] + quiet * taskHub.quiet[kind];
    const { count, bytes } = world.mails;
    const own = proxy.counted().filter((each) => !requestsOfEveryRun.includes(each)).length;
    const tables = own + count * tablesOfReport;
    const executions = calls + activities + times(EventType.OrchestratorStarted) + count;

    const storage =
      (tables + hub('tables')) * prices.tableTransaction + hub('queues') * prices.queueTransaction;
    const compute = executions * prices.execution;
    const mail = count * prices.mail + (bytes / 1_000_000) * prices.mailMb;
    const dollars = (one: number) => `$${(one * lives).toFixed(3)}`;
    return [
      {
        goal: 'G9',
        what: 'storage and compute of 1,000 lives',
        measured: `${dollars(storage + compute)} (${dollars(storage)} + ${dollars(compute)}): app ${tables} T; task hub ${hub('tables')} T, ${hub('queues')} Q; ${quiet} quiet wake-ups, ${executions} executions`,
        target: `≤ $${limit}`,
        isMet: (storage + compute) * lives <= limit,
      },
      {
        goal: 'G9',
        what: 'mails of 1,000 lives',
        measured: `${dollars(mail)}: ${count} mails of ${(bytes / 1000 / count).toFixed(0)} kB`,
        target: 'stated',
      },
    ];
  });

/** Hour by hour: the reconciliation's timer fires at the end of each step only. */
async function passDays(app: BenchApp, days: number): Promise<void> {
  for (let hour = 0; hour < days * 24; hour += 1) await app.advance('PT1H');
}
