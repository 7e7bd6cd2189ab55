// The work that every peer does: lives are added, half of them approved, and the other half expire, all at one instant. How
// they ended is counted from the store afterwards; how late, by the store's clock. Writes JSON to stdout.

const clients = 32;
const pilot = 100;

/**
 * `start` yields `{ add(id, dueAt), approve(id), endings(), stop() }`, and calls `expired(n)` whenever it has recorded n
 * expiries. `endings`: `{ state: 'ACTIVE' | 'EXPIRED' | 'PENDING', endedAt }` of every life but the pilot's.
 */
export async function runLives(start) {
  const lives = Number(process.argv[2]);
  let expired = 0;
  let whenExpired = () => undefined;
  const peer = await start({
    expired(n) {
      expired += n;
      whenExpired();
    },
  });

  const never = Date.now() + 86_400_000;
  const perAdd = await timed(pilot, (n) => peer.add(`pilot-${n}`, never));
  const perApproval = await timed(pilot, (n) => peer.approve(`pilot-${n}`));
  // Long enough for twice what the pilot lets expect: all lives share one deadline, and each is answered before it.
  const window = 2 * (perAdd * lives + (perApproval * lives) / 2) + 3000;
  const dueAt = Date.now() + Math.ceil(window);

  const before = process.cpuUsage();
  const addMs = await timed(lives, (n) => peer.add(`life-${n}`, dueAt));
  const approveMs = await timed(lives / 2, (n) => peer.approve(`life-${n}`));
  if (Date.now() >= dueAt) throw new Error('it was too slow for the deadline that its pilot let expect');

  await new Promise((resolve) => {
    whenExpired = () => expired >= lives / 2 && resolve();
    whenExpired();
  });
  const cpu = process.cpuUsage(before);
  const endings = await peer.endings();
  const states = {};
  for (const { state } of endings) states[state] = (states[state] ?? 0) + 1;
  const late = endings
    .filter(({ state }) => state === 'EXPIRED')
    .map(({ endedAt }) => endedAt - dueAt)
    .sort((a, b) => a - b);
  await peer.stop();
  process.stdout.write(
    JSON.stringify({
      addsPerSecond: 1000 / addMs,
      approvalsPerSecond: 1000 / approveMs,
      states,
      lateMs: { first: late[0], median: late[late.length >> 1], last: late.at(-1) },
      cpuSeconds: (cpu.user + cpu.system) / 1e6,
    }),
  );
}

/** By 32 clients at a time; yields milliseconds of the whole per call. */
async function timed(count, call) {
  let next = 0;
  const started = performance.now();
  const client = async () => {
    for (let n = next++; n < count; n = next++) await call(n);
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (performance.now() - started) / count;
}
