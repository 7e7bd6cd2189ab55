// Durable timers are short hops: with the extension a cancelled timer of more than 6 days breaks the replay.

const maxHopMs = 5 * 24 * 60 * 60 * 1000;

/** The end of the next hop: at `wakeAt` (an instant; none = as late as possible), but at most 5 days from `now`. */
export function nextHop(now: Date, wakeAt: string | undefined): Date {
  const latest = now.getTime() + maxHopMs;
  const wanted = wakeAt === undefined ? latest : Date.parse(wakeAt);
  return new Date(Math.max(now.getTime(), Math.min(wanted, latest)));
}
