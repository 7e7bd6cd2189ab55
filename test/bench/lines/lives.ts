// G8: the same lives by this app and by its peers, one after the other in one run. How they ended is counted from each store.
import type { Line } from '../lines';
import { ownLives } from '../own-lives';
import { peers, runPeer, type LivesResult } from '../peers';
import type { Row } from '../table';

const share = 0.7;
const goal = 'G8';

export const lives: Line = async ({ lives: count }) => {
  const rows: Row[] = [];
  let sweep: LivesResult | undefined;
  for (const peer of peers) {
    const done = await runPeer(peer, count);
    if (typeof done === 'string') console.error(`LEFT OUT: ${peer.name}: ${done}`);
    else if (peer.folder === 'cron-sweep') sweep = done;
    rows.push({
      goal,
      what: `${count.toLocaleString('en')} lives by ${peer.name}`,
      measured: typeof done === 'string' ? `**left out**: ${done}` : told(done),
      target: 'stated',
    });
  }
  const own = await ownLives(count, count / 2);
  const adds = own.addsPerSecond / (sweep?.addsPerSecond ?? NaN);
  const answers = own.approvalsPerSecond / (sweep?.approvalsPerSecond ?? NaN);
  rows.push({
    goal,
    what: `${count.toLocaleString('en')} lives by this app (embedded host: a double, not Azure’s engine)`,
    measured: `${told(own)}; ${Math.round(own.triggersPerSecond)} requests for consent/s`,
    target: 'stated',
  });
  rows.push({
    goal,
    what: 'adds and answers of this app, over the cron sweep’s',
    measured: `${adds.toFixed(2)} × and ${answers.toFixed(2)} ×`,
    target: `≥ ${share} ×`,
    isMet: adds >= share && answers >= share,
  });
  return rows;
};

function told({ addsPerSecond, approvalsPerSecond, states, lateMs, cpuSeconds }: LivesResult) {
  const seconds = [lateMs.first, lateMs.median, lateMs.last].map((ms) => (ms / 1000).toFixed(1));
  const ended = Object.entries(states)
    .map(([state, n]) => `${n} ${state}`)
    .join(', ');
  return `${Math.round(addsPerSecond)} adds/s, ${Math.round(approvalsPerSecond)} answers/s, late ${seconds.join(' – ')} s, ${cpuSeconds.toFixed(0)} s CPU; ${ended}`;
}
