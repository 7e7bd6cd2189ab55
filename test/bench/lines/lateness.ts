// G7: so many deadlines at one instant, and how long after deadline and margin each expiry is written, by the storage's own
// clock. On the embedded host, whose clock is moved to just before; from there on time is real.
import type { Line } from '../lines';
import { ownLives } from '../own-lives';
import { quantile } from '../statistics';

const limitSeconds = 60;

export const lateness: Line = async ({ deadlines }) => {
  const { lateMs } = await ownLives(deadlines, 0);
  const seconds = (q: number) => quantile(lateMs, q) / 1000;
  const all = [0.5, 0.99, 1].map((q) => `${seconds(q).toFixed(1)} s`);
  return [
    {
      goal: 'G7',
      what: `${deadlines.toLocaleString('en')} deadlines at one instant: how late each expiry is written (median, p99, last)`,
      measured: all.join(', '),
      target: `p99 ≤ ${limitSeconds} s`,
      isMet: seconds(0.99) <= limitSeconds && lateMs.length === deadlines,
    },
  ];
};
