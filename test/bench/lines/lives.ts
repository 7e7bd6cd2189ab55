// G8: the same lives by this app and by its peers, one after the other, in several rounds of one run; medians of the rounds.
// How they ended is counted from each store, and must be exactly half and half.
import type { Line } from '../lines';
import type { Lives } from '../lives';
import { ownLives, type OwnLives } from '../own-lives';
import { peers, runPeer } from '../peers';
import { median, quantile } from '../statistics';
import type { Row } from '../table';

const share = 0.7;
const goal = 'G8';
const target = 'stated';
const own = 'this app on the embedded host, a double and not Azure’s engine';

export const lives: Line = async ({ lives: count, livesRounds }) => {
  const results = new Map<string, Lives[]>(
    [...peers.map(({ name }) => name), own].map((name) => [name, []]),
  );
  const leftOut = new Map<string, string>();
  const requests: number[] = [];
  for (let round = 0; round < livesRounds; round += 1) {
    for (const peer of peers) {
      const done = leftOut.get(peer.name) ?? (await runPeer(peer, count));
      if (typeof done === 'string') leftOut.set(peer.name, done);
      else results.get(peer.name)?.push(done);
    }
    const done: OwnLives = await ownLives(count, count / 2);
    results.get(own)?.push(done);
    requests.push(done.requestsPerSecond);
  }
  for (const [name, why] of leftOut) console.error(`LEFT OUT: ${name}: ${why}`);

  const of = (name: string, what: (done: Lives) => number) =>
    median((results.get(name) ?? []).map(what));
  const [sweep] = peers;
  const ratio = (what: (done: Lives) => number) => of(own, what) / of(sweep?.name ?? '', what);
  const adds = ratio(({ addsPerSecond }) => addsPerSecond);
  const answers = ratio(({ answersPerSecond }) => answersPerSecond);
  return [
    ...[...results].map(([name, rounds]): Row => {
      const why = leftOut.get(name);
      const what = `${count.toLocaleString('en')} lives by ${name}`;
      if (why !== undefined) return { goal, what, measured: `**left out**: ${why}`, target };
      const asked = name === own ? `, ${median(requests).toFixed(0)} requests/s` : '';
      return {
        goal,
        what,
        measured: `${told(rounds)}${asked}`,
        target,
        isMet: areHalves(rounds, count),
      };
    }),
    {
      goal,
      what: 'adds and answers of this app, over the cron sweep’s',
      measured: `${adds.toFixed(2)} × and ${answers.toFixed(2)} ×`,
      target: `≥ ${share} ×`,
      isMet: adds >= share && answers >= share,
    },
  ];
};

function areHalves(rounds: readonly Lives[], count: number): boolean {
  return rounds.every(({ states }) => {
    const numbers = Object.values(states);
    return numbers.length === 2 && numbers.every((n) => n === count / 2);
  });
}

function told(rounds: readonly Lives[]): string {
  const of = (what: (done: Lives) => number) => median(rounds.map(what));
  const late = (q: number) => (of(({ lateMs }) => quantile(lateMs, q)) / 1000).toFixed(1);
  const [last] = rounds;
  const ended = Object.entries(last?.states ?? {}).map(([state, n]) => `${n} ${state}`);
  return [
    `${of(({ addsPerSecond }) => addsPerSecond).toFixed(0)} adds/s`,
    `${of(({ answersPerSecond }) => answersPerSecond).toFixed(0)} answers/s`,
    `expiries late by ${late(0.5)} s, the last by ${late(1)} s`,
    `${of(({ cpuSeconds }) => cpuSeconds).toFixed(0)} s CPU`,
    ...ended,
  ].join(', ');
}
