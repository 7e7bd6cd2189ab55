// Drives whatever is due: in real time by one capped timeout, or by an advance that visits each due instant
// in order and lets everything come to rest there before the next. Advances run one after the other.
import { parse } from 'tinyduration';
import { hostClock } from './clock';
import type { Engine } from './engine';
import type { TimerTriggers } from './timer-triggers';

const longestTimeoutMs = 60_000; // beyond 2^31-1 ms Node would fire at once
const DAY = 86_400_000;

export interface Advanced {
  readonly from: string;
  readonly to: string;
  readonly steps: number;
}

/** A duration the clock can't be advanced by. */
export class InvalidDuration extends Error {}

export type Scheduler = ReturnType<typeof createScheduler>;

export function createScheduler(
  engine: Engine,
  timers: TimerTriggers,
  onError: (error: unknown) => void,
) {
  let timeout: NodeJS.Timeout | undefined;
  let advances: Promise<unknown> = Promise.resolve();
  let isAdvancing = false;
  let stopped = false;

  const nextDue = (): number =>
    Math.min(engine.nextDue() ?? Infinity, timers.nextDue() ?? Infinity);

  function rearm(): void {
    clearTimeout(timeout);
    if (stopped || isAdvancing) return;
    const wait = Math.max(0, Math.min(nextDue() - hostClock.time(), longestTimeoutMs));
    timeout = setTimeout(() => {
      engine.fireDue();
      timers.runDue().catch(onError).finally(rearm);
      rearm();
    }, wait);
  }

  /** Everything due by now runs, with what follows from it at this instant. */
  async function settle(): Promise<void> {
    do {
      engine.fireDue();
      await engine.settled();
    } while ((engine.nextDue() ?? Infinity) <= hostClock.time() && !stopped);
  }

  async function comeTo(instant: number): Promise<void> {
    hostClock.holdAt(instant);
    await settle();
    await timers.runDue();
    await settle();
  }

  async function advanceBy(ms: number): Promise<Advanced> {
    isAdvancing = true;
    try {
      const from = hostClock.time();
      const target = from + ms;
      hostClock.holdAt(from);
      await settle();
      let steps = 0;
      for (
        let due = engine.nextDue();
        due !== undefined && due <= target && !stopped;
        due = engine.nextDue()
      ) {
        await comeTo(due);
        steps++;
      }
      hostClock.holdAt(target);
      hostClock.keep();
      await comeTo(target);
      return { from: new Date(from).toISOString(), to: hostClock.now().toISOString(), steps };
    } finally {
      hostClock.release();
      isAdvancing = false;
      rearm();
    }
  }

  return {
    rearm,
    /** Resolves when nothing is under way and nothing is due. */
    async idle(): Promise<void> {
      await advances;
      do {
        await settle();
        await timers.runDue();
      } while (nextDue() <= hostClock.time() && !stopped);
    },
    async advance(duration: string): Promise<Advanced> {
      const ms = toMilliseconds(duration);
      const next = advances.then(() => advanceBy(ms));
      advances = next.catch(() => undefined); // the caller of that advance is told
      return next;
    },
    stop(): void {
      stopped = true;
      clearTimeout(timeout);
    },
  };
}

/** Days are 24 hours; years and months have no fixed length and are refused. */
function toMilliseconds(duration: string): number {
  let parsed;
  try {
    parsed = parse(duration);
  } catch (error) {
    throw new InvalidDuration(`"${duration}" is no ISO 8601 duration.`, { cause: error });
  }
  const {
    negative,
    years = 0,
    months = 0,
    weeks = 0,
    days = 0,
    hours = 0,
    minutes = 0,
    seconds = 0,
  } = parsed;
  const ms = (7 * weeks + days) * DAY + hours * 3_600_000 + minutes * 60_000 + seconds * 1000;
  if (negative === true || years + months > 0 || ms <= 0 || ms > 100 * 366 * DAY) {
    throw new InvalidDuration(
      `"${duration}" must be a positive duration in weeks, days, hours, minutes and seconds.`,
    );
  }
  return Math.round(ms);
}
