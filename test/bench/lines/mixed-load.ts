// G10: a mixed load by 8 clients on one instance: partners look at their pages and rows, add and ask; customers open links
// and approve. How long each takes, what fails, and whose processor is used up first.
import { customer, reader, workshop, type BenchCustomer } from '../cast';
import type { Line } from '../lines';
import { cpuSeconds } from '../processes';
import { fillPage, openLink } from '../seeding';
import { quantile } from '../statistics';
import type { Row } from '../table';
import { withWorld, type World } from '../world';

const clients = 8;
/** Of a hundred calls. */
const shares = { list: 40, row: 20, showConsent: 15, add: 11, trigger: 8, approve: 6 } as const;
type Operation = keyof typeof shares;
const operations = (Object.keys(shares) as Operation[]).flatMap((operation) =>
  Array<Operation>(shares[operation]).fill(operation),
);

interface Load {
  readonly times: Map<Operation, number[]>;
  readonly faults: string[];
  readonly added: BenchCustomer[];
  readonly asked: { readonly who: BenchCustomer; readonly token: string }[];
}

export const mixedLoad: Line = ({ loadSeconds, growth: [, onPage = 0] }) =>
  withWorld(async (world) => {
    const { app, azurite, portals } = world;
    await fillPage(world, { portal: portals.reader, workshop, first: 1, count: onPage });
    const load: Load = { times: new Map(), faults: [], added: [], asked: [] };
    const until = performance.now() + loadSeconds * 1000;
    const processes = { 'the app': app.pid, Azurite: azurite.pid, 'the driver': process.pid };
    const used = () => Object.values(processes).map(cpuSeconds);
    const before = used();
    const client = async (_: unknown, index: number) => {
      for (let call = index; performance.now() < until; call += clients) {
        await once(world, load, call);
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
    const after = used();
    const shares = Object.keys(processes).map((name, index) => ({
      name,
      percent: (((after[index] ?? NaN) - (before[index] ?? NaN)) / loadSeconds) * 100,
    }));
    for (const fault of new Set(load.faults)) console.error(fault);
    return rowsFor(load, loadSeconds, onPage, shares);
  });

function rowsFor(
  { times, faults }: Load,
  seconds: number,
  onPage: number,
  shares: readonly { readonly name: string; readonly percent: number }[],
): Row[] {
  const goal = 'G10';
  const [most] = [...shares].sort((a, b) => b.percent - a.percent);
  return [
    ...[...times].map(([operation, all]): Row => {
      const ms = (q: number) => quantile(all, q).toFixed(1);
      return {
        goal,
        what: `${operation}, ${clients} clients, a page of ${onPage.toLocaleString('en')} rows`,
        measured: `p50 ${ms(0.5)} ms, p99 ${ms(0.99)} ms; ${(all.length / seconds).toFixed(0)} a second`,
        target: 'stated',
      };
    }),
    {
      goal,
      what: `errors in ${seconds} s of it`,
      measured: String(faults.length),
      target: 'none',
      isMet: faults.length === 0,
    },
    {
      goal,
      what: 'what saturates first: processor used, of one core',
      measured: `${most?.name ?? ''}: ${shares.map(({ name, percent }) => `${name} ${percent.toFixed(0)} %`).join(', ')}`,
      target: 'stated',
    },
  ];
}

/** The operations come in an order that looks mixed and is the same in every run. */
async function once(world: World, load: Load, call: number): Promise<void> {
  const wanted = operations[(call * 37) % operations.length] ?? 'list';
  const { operation, run } = await ready(world, load, wanted, call);
  const started = performance.now();
  try {
    await run();
  } catch (error) {
    load.faults.push(`${operation}: ${String(error)}`);
    return;
  }
  const times = load.times.get(operation) ?? [];
  times.push(performance.now() - started);
  load.times.set(operation, times);
}

interface Ready {
  readonly operation: Operation;
  readonly run: () => Promise<unknown>;
}

/** The operation wanted, or an addition where there is nobody yet to do it to. */
async function ready(world: World, load: Load, wanted: Operation, call: number): Promise<Ready> {
  const portal = world.portals.reader;
  const { added, asked } = load;
  switch (wanted) {
    case 'list':
      return { operation: wanted, run: () => portal.list(workshop) };
    case 'row':
      return { operation: wanted, run: () => portal.row(workshop, customer(1 + (call % 100))) };
    case 'trigger': {
      const who = added.shift();
      if (who === undefined) break;
      const token = await openLink(world, reader, workshop, who);
      const run = async () => {
        await portal.trigger(workshop, who);
        asked.push({ who, token });
      };
      return { operation: wanted, run };
    }
    case 'showConsent': {
      const [first] = asked;
      if (first === undefined) break;
      return { operation: wanted, run: () => portal.showConsent(first.token) };
    }
    case 'approve': {
      const first = asked.shift();
      if (first === undefined) break;
      return { operation: wanted, run: () => portal.approve(workshop, first.token) };
    }
    case 'add':
  }
  const who = customer(20_000_000 + call);
  return {
    operation: 'add',
    run: async () => {
      await portal.add(workshop, who);
      added.push(who);
    },
  };
}
