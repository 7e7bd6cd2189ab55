// Drives whatever is due: in real time by looking again and again, or by an advance that visits each due instant in order
// and lets everything come to rest there before the next. Advances run one after the other.
import { parse } from 'tinyduration';
import { hostClock } from './clock';
import type { Engine } from './engine';
import type { TimerTriggers } from './timer-triggers';

const lookEveryMs = 50;

/** A duration the clock can't be advanced by. */
export class InvalidDuration extends Error {}

export type Scheduler = ReturnType<typeof createScheduler>;

export function createScheduler(
  engine: Engine,
  timers: TimerTriggers,
  onError: (error: unknown) => void,
) {
  let advances: Promise<unknown> = Promise.resolve();
  let isAdvancing = false;
  let stopped = false;
  let interval: NodeJS.Timeout | undefined;

  /** Everything due by now runs, with what follows from it at this instant. */
  async function settle(): Promise<void> {
    do {
      engine.fireDue();
      await engine.settled();
    } while (engine.nextDue() <= hostClock.time() && !stopped);
  }

  async function comeTo(instant: number): Promise<void> {
    hostClock.holdAt(instant);
    await settle();
    await timers.runDue();
    await settle();
  }

  async function advanceBy(ms: number) {
    isAdvancing = true;
    try {
      const from = hostClock.time();
      await comeTo(from);
      let steps = 0;
      for (; engine.nextDue() <= from + ms && !stopped; steps++) await comeTo(engine.nextDue());
      hostClock.notBefore(from + ms); // on disk, before anything is that bears it
      await comeTo(from + ms);
      const to = hostClock.now().toISOString();
      return { from: new Date(from).toISOString(), to, steps };
    } finally {
      hostClock.release();
      isAdvancing = false;
    }
  }

  return {
    begin(): void {
      interval = setInterval(() => {
        if (isAdvancing) return;
        engine.fireDue();
        timers.runDue().catch(onError);
      }, lookEveryMs);
    },
    /** Resolves when nothing is under way and nothing is due. */
    async idle(): Promise<void> {
      await advances;
      await settle();
      await timers.runDue();
      await settle();
    },
    async advance(duration: string) {
      const ms = toMilliseconds(duration);
      const next = advances.then(() => advanceBy(ms));
      advances = next.catch(() => undefined); // the caller of that advance is told
      return next;
    },
    stop(): void {
      stopped = true;
      clearInterval(interval);
    },
  };
}

/** Days are 24 hours; years and months have no fixed length and are refused. */
function toMilliseconds(duration: string): number {
  try {
    const { negative, years, months, weeks = 0, days = 0, ...time } = parse(duration);
    const { hours = 0, minutes = 0, seconds = 0 } = time;
    const ms = ((((7 * weeks + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
    if (!negative && !years && !months && ms > 0 && ms < 100 * 366 * 86_400_000)
      return Math.round(ms);
  } catch {
    // told below
  }
  const rule = 'a positive ISO 8601 duration in weeks, days, hours, minutes and seconds.';
  throw new InvalidDuration(`"${duration}" must be ${rule}`);
}
