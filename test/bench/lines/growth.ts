// G3: the same operations where a partner, and where the whole system, holds more and more. Each size is a world of its own,
// in which the reader holds all rows but the hundred of the writer's; the worlds are measured side by side.
import { customer, workshop, reader, writer, type BenchPartner } from '../cast';
import type { Line, Sizes } from '../lines';
import { fillPage, openLink } from '../seeding';
import { interleave, median, type Contender } from '../statistics';
import type { Row } from '../table';
import { withWorld, type World } from '../world';

const limit = 1.25;
const small = 100;

export const growth: Line = (sizes) =>
  withWorlds(sizes.growth, [], (worlds) => grow(worlds, sizes));

interface Grown {
  readonly rows: number;
  readonly world: World;
  readonly counting: Awaited<ReturnType<World['counting']>>;
}

/** All of them at once, so that they can be measured side by side. */
async function withWorlds<T>(
  [rows, ...others]: readonly number[],
  grown: readonly Grown[],
  use: (grown: readonly Grown[]) => Promise<T>,
): Promise<T> {
  if (rows === undefined) return use(grown);
  return withWorld(async (world) => {
    const { portals } = world;
    await fillPage(world, { portal: portals.reader, workshop, first: small + 1, count: rows });
    await fillPage(world, { portal: portals.writer, workshop, first: 1, count: small });
    const counting = await world.counting({ activities: 0 });
    return withWorlds(others, [...grown, { rows, world, counting }], use);
  });
}

async function grow(worlds: readonly Grown[], { blocks }: Sizes): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [who, whose] of [
    [reader, 'of one partner'],
    [writer, 'of the whole system'],
  ] as const) {
    for (const what of [
      'list a page of 50',
      'show one row',
      'add a customer',
      'approve',
    ] as const) {
      const contenders = worlds.map(
        ({ rows: size, world }) => [String(size), operation(what, who, world)] as const,
      );
      const times = await interleave<string>(Object.fromEntries(contenders), blocks);
      const counts: string[] = [];
      for (const { world, counting } of worlds) {
        const run = await operation(what, who, world, counting)();
        counting.proxy.reset();
        await run();
        const entities = counting.proxy.requests.reduce((sum, each) => sum + each.entities, 0);
        counts.push(`${counting.proxy.requests.length} requests, ${entities} rows`);
      }
      const medians = worlds.map(({ rows: size }) => median(times[String(size)] ?? []));
      const ratio = (medians.at(-1) ?? NaN) / (medians[0] ?? NaN);
      const isSame = new Set(counts).size === 1;
      const said = isSame ? `each ${counts[0] ?? ''}` : counts.join(' → ');
      rows.push({
        goal: 'G3',
        what: `${what}, ${worlds.map((each) => each.rows.toLocaleString('en')).join(' → ')} rows ${whose}`,
        measured: `${ratio.toFixed(2)} × (${medians.map((ms) => ms.toFixed(1)).join(' → ')} ms); ${said}`,
        target: `≤ ${limit} ×, requests and rows alike`,
        isMet: ratio <= limit && isSame,
      });
    }
  }
  return rows;
}

let next = 10_000_000; // customers who are on no page yet

function operation(
  what: 'list a page of 50' | 'show one row' | 'add a customer' | 'approve',
  who: BenchPartner,
  world: World,
  { app, portals }: Pick<World, 'app' | 'portals'> = world,
): Contender {
  const portal = who === reader ? portals.reader : portals.writer;
  const standing = customer(who === reader ? small + 1 : 1);
  switch (what) {
    case 'list a page of 50':
      return () => Promise.resolve(() => portal.list(workshop));
    case 'show one row':
      return () => Promise.resolve(() => portal.row(workshop, standing));
    case 'add a customer':
      return async () => {
        await app.ask('idle');
        const own = customer((next += 1));
        return () => portal.add(workshop, own);
      };
    case 'approve':
      return async () => {
        const own = customer((next += 1));
        await portal.add(workshop, own);
        await portal.trigger(workshop, own);
        const token = await openLink(world, who, workshop, own);
        await app.ask('idle');
        return () => portal.approve(workshop, token);
      };
  }
}
