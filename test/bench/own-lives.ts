// The peers' work done by this app on the embedded host, over HTTP: added, half approved, half expired, all at one instant.
// The clock stands still while lives are added, so that they share one deadline, and is moved to just before it.
import { setTimeout as sleep } from 'node:timers/promises';
import { customer, sprint, writer, type BenchCustomer } from './cast';
import { perSecond, type Lives } from './lives';
import { cpuSeconds } from './processes';
import { expiriesWritten, openLink, statesOf } from './seeding';
import { withWorld, type World } from './world';

/** EXPIRY_MARGIN_SECONDS: no expiry is due before the deadline and this. */
const marginMs = 60_000;
const dayMs = 86_400_000;
const runUpMs = 5000;
const lookEveryMs = 1000;

export interface OwnLives extends Lives {
  /** Of requests for consent: the peers have none. */
  readonly requestsPerSecond: number;
}

export function ownLives(lives: number, approved: number): Promise<OwnLives> {
  return withWorld(async (world) => {
    const { app, portals } = world;
    const all = Array.from({ length: lives }, (_, index) => customer(1 + index));
    const half = all.slice(0, approved);
    const links = new Map<BenchCustomer, string>();
    await app.ask('hold');
    const addedAt = (await app.now()).getTime();
    const before = cpuSeconds(app.pid);

    const addsPerSecond = await perSecond(all, (who) => portals.writer.add(sprint, who));
    const requestsPerSecond = await perSecond(half, (who) => portals.writer.trigger(sprint, who));
    for (const who of half) links.set(who, await openLink(world, writer, sprint, who));
    const answersPerSecond = await perSecond(half, (who) =>
      portals.writer.approve(sprint, links.get(who) ?? ''),
    );
    await app.ask('release');
    await app.ask('idle');

    const dueAt = addedAt + dayMs + marginMs;
    const leftMs = dueAt - runUpMs - (await app.now()).getTime();
    await app.advance(`PT${(leftMs / 1000).toFixed(3)}S`);
    const offsetMs = (await app.now()).getTime() - Date.now();
    const written = await expired(world, lives - approved);
    return {
      addsPerSecond,
      requestsPerSecond,
      answersPerSecond,
      states: await statesOf(world),
      lateMs: written.map((at) => at + offsetMs - dueAt),
      cpuSeconds: cpuSeconds(app.pid) - before,
    };
  });
}

/** When each was written, once there are so many. */
async function expired(world: World, count: number): Promise<number[]> {
  await sleep(runUpMs);
  for (;;) {
    await sleep(lookEveryMs);
    await world.app.ask('idle'); // so that nobody looks while it works: looking costs Azurite
    const written = await expiriesWritten(world);
    if (written.length >= count) return written;
  }
}
