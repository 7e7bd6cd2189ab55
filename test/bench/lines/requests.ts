// G2: the requests to the tables that each operation makes, and the rows that they read, counted by a proxy. The app that is
// counted runs no activity, so that nothing but the operation is counted.
import { customer, workshop, writer, type BenchCustomer } from '../cast';
import type { Line } from '../lines';
import { fillPage, markMailsSent, openLink } from '../seeding';
import type { Row } from '../table';
import { withWorld, type World } from '../world';

interface Counted {
  readonly requests: Readonly<Record<string, number>>;
  readonly entities: number;
}
type Counting = Awaited<ReturnType<World['counting']>>;

interface Operation {
  readonly what: string;
  readonly budget: Readonly<Record<string, number>>;
  /** What must be so before, and the operation. */
  readonly ready: (counting: Counting, who: BenchCustomer) => Promise<() => Promise<unknown>>;
}

/** So often: a run of the timer in between is in one count only, and the smallest is told. */
const times = 3;

export const requests: Line = () =>
  withWorld(async (world) => {
    await fillPage(world, { portal: world.portals.reader, workshop, first: 1, count: 50 });
    const counting = await world.counting({ activities: 0 });
    let next = 1000;
    const rows: Row[] = [];
    for (const { what, budget, ready } of operations(world)) {
      let least: Counted | undefined;
      for (let time = 0; time < times; time += 1) {
        const run = await ready(counting, customer((next += 1)));
        await counting.portals.reader.list(workshop); // partners and engagements are kept for a minute
        counting.proxy.reset();
        await run();
        const counted = summed(counting);
        if (least === undefined || totalOf(counted) < totalOf(least)) least = counted;
      }
      if (least !== undefined) rows.push(rowFor(what, least, budget));
    }
    return rows;
  });

function operations(world: World): readonly Operation[] {
  const added = async ({ portals }: Counting, who: BenchCustomer) => {
    await portals.writer.add(workshop, who);
  };
  const asked = async (counting: Counting, who: BenchCustomer) => {
    await added(counting, who);
    await counting.portals.writer.trigger(workshop, who);
    return openLink(world, writer, workshop, who);
  };
  const change = {
    'query Customers': 1,
    'transaction Customers': 1,
    'get CustomersPages': 2,
    'transaction CustomersPages': 1,
    'update DueAssociations': 1,
  };
  return [
    {
      what: 'list a page of 50',
      budget: { 'query CustomersPages': 3 },
      ready: ({ portals }) => Promise.resolve(() => portals.reader.list(workshop)),
    },
    {
      what: 'show one row',
      budget: { 'get CustomersPages': 1 },
      ready: ({ portals }) => Promise.resolve(() => portals.reader.row(workshop, customer(1))),
    },
    {
      what: 'add a customer',
      budget: { ...change, 'get ReferenceData': 1 },
      ready: (counting, who) => Promise.resolve(() => added(counting, who)),
    },
    {
      what: 'trigger consent',
      budget: change,
      ready: async (counting, who) => {
        await added(counting, who);
        return () => counting.portals.writer.trigger(workshop, who);
      },
    },
    {
      what: 'show the consent page',
      budget: { 'query Customers': 1, 'get Customers': 1 },
      ready: async (counting, who) => {
        const token = await asked(counting, who);
        return () => counting.portals.writer.showConsent(token);
      },
    },
    {
      what: 'approve',
      budget: { ...change, 'get Customers': 1 },
      ready: async (counting, who) => {
        const token = await asked(counting, who);
        return () => counting.portals.writer.approve(workshop, token);
      },
    },
    {
      what: 'submit the workshop claim',
      budget: change,
      ready: async (counting, who) => {
        const token = await asked(counting, who);
        await counting.portals.writer.approve(workshop, token);
        return () => counting.portals.writer.submit(workshop, who);
      },
    },
    {
      what: 'resend the request',
      budget: change,
      ready: async (counting, who) => {
        await asked(counting, who);
        await markMailsSent(world, who, await counting.app.now());
        await counting.app.advance('PT25H');
        return () => counting.portals.writer.resend(workshop, who);
      },
    },
  ];
}

function summed({ proxy }: Counting): Counted {
  const requests: Record<string, number> = {};
  for (const each of proxy.counted()) requests[each] = (requests[each] ?? 0) + 1;
  return { requests, entities: proxy.requests.reduce((sum, { entities }) => sum + entities, 0) };
}

function totalOf({ requests }: Pick<Counted, 'requests'>): number {
  return Object.values(requests).reduce((sum, n) => sum + n, 0);
}

function rowFor(what: string, counted: Counted, budget: Operation['budget']): Row {
  const listed = (requests: Operation['budget']) =>
    Object.entries(requests)
      .sort()
      .map(([name, n]) => `${n} ${name}`)
      .join(', ');
  return {
    goal: 'G2',
    what: `${what}: requests, and rows read`,
    measured: `${totalOf(counted)} (${listed(counted.requests)}), ${counted.entities} rows`,
    target: `exactly ${totalOf({ requests: budget })}`,
    isMet: listed(counted.requests) === listed(budget),
  };
}
