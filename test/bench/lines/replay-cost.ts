// G5: what it costs to replay a life of 120 days on the SDK's own engine: consent on day 29, then the whole of the 90 days.
import { associationLifecycle } from '../../../functions/workflow/association-lifecycle-orchestration';
import { aKey, aLife, day, events } from '../../functions/workflow/support/a-life';
import { execute } from '../../support/replay';
import type { Line } from '../lines';
import { median, quantile } from '../statistics';

const limitMs = 0.5;

export const replayCost: Line = async ({ blocks }) => {
  const life = aLife();
  await life.until(day(1));
  life.record.take('triggerConsent', life.now());
  life.post(events.associationChanged);
  await life.until(day(29));
  life.record.take('approve', life.now());
  life.post(events.consentAnswered);
  await life.until(day(118));
  const { history } = life.state();
  const times: number[] = [];
  const [runs, warmUp] = [blocks.rounds * 50, blocks.dropped * 50];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    await execute(associationLifecycle, aKey, history);
    if (run >= warmUp) times.push(performance.now() - started);
  }
  return [
    {
      goal: 'G5',
      what: `the last replay of a life of 120 days: ${history.length} events, ${life.turns.length} turns`,
      measured: `${median(times).toFixed(3)} ms, p99 ${quantile(times, 0.99).toFixed(3)} ms`,
      target: `≤ ${limitMs} ms`,
      isMet: median(times) <= limitMs,
    },
  ];
};
