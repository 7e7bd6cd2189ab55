// Timer functions on the movable clock: NCRONTAB schedules, the schedule status kept in timers.json, missed occurrences
// collapsed into one run with IsPastDue, as the real listener's schedule monitor has it (TimerListener, ScheduleMonitor).
import { join } from 'node:path';
import { Cron } from 'croner';
import { hostClock } from './clock';
import type { LoadedFunction } from './core';
import { parseJson, readIfPresent, writeAtomically } from './data-folder';
import { type Invoke, triggerOf } from './invocation';

interface Status {
  readonly Last: string;
  readonly Next: string;
  readonly LastUpdated: string;
  /** The schedule that `Next` comes from. */
  readonly pattern: string | undefined;
}

const never = '0001-01-01T00:00:00+00:00';
const toleranceMs = 1000;

export type TimerTriggers = ReturnType<typeof createTimerTriggers>;

export function createTimerTriggers(
  functions: readonly LoadedFunction[],
  dataFolder: string,
  invoke: Invoke,
) {
  const file = join(dataFolder, 'timers.json');
  const statuses = parseJson(readIfPresent(file) ?? '{}') as Record<string, Status>;
  const running = new Map<string, Promise<void>>();
  const monitored = new Set<string>();
  const timers = functions.flatMap((target) => {
    const trigger = triggerOf(target, 'timerTrigger');
    if (trigger === undefined) return [];
    const { name } = target;
    const schedule = parseSchedule(String(trigger['schedule']), name);
    const runNow = trigger['runOnStartup'] === true;
    if (trigger['useMonitor'] !== false && !isFrequent(schedule)) monitored.add(name);
    const isKnown = monitored.has(name) && statuses[name]?.pattern === schedule.getPattern();
    const isPastDue = isKnown && Date.parse(statuses[name]?.Next ?? '') < hostClock.time();
    if (!isKnown || (runNow && !isPastDue)) note(name, schedule, never, runNow);
    return { name, target, schedule };
  });

  function note(name: string, schedule: Cron, Last: string, runNow = false): void {
    const now = hostClock.now();
    const pattern = schedule.getPattern();
    const Next = (runNow ? now : schedule.nextRun(now))?.toISOString();
    if (Next === undefined)
      throw new Error(`${name}: the schedule "${pattern ?? ''}" never occurs.`);
    statuses[name] = { Last, Next, LastUpdated: now.toISOString(), pattern };
    writeAtomically(file, JSON.stringify(statuses));
  }

  async function run(target: LoadedFunction, IsPastDue = false): Promise<void> {
    const ScheduleStatus = monitored.has(target.name) ? statuses[target.name] : null;
    const info = { Schedule: { AdjustForDST: true }, ScheduleStatus, IsPastDue };
    await invoke(target, { json: JSON.stringify(info) }).catch(() => undefined); // logged, and the schedule goes on
  }

  return {
    run,
    /** Runs each timer function that is due, once however many occurrences were missed, and awaits all that run. */
    async runDue(): Promise<void> {
      const now = hostClock.now();
      for (const { name, target, schedule } of timers) {
        const lateMs = now.getTime() - Date.parse(statuses[name]?.Next ?? '');
        if (running.has(name) || lateMs < 0) continue;
        const goOn = (): void => {
          running.delete(name);
          note(name, schedule, now.toISOString());
        };
        running.set(name, run(target, lateMs > toleranceMs).then(goOn));
      }
      await Promise.all(running.values());
    },
  };
}

/** More than once a minute (TimerSchedule): then there is no schedule monitor, and nothing is made up for. */
function isFrequent(schedule: Cron): boolean {
  const [, ...others] = schedule.getPattern()?.split(' ') ?? [];
  if (others.some((one) => one !== '*')) return false;
  const [first, second] = schedule.nextRuns(2, hostClock.now());
  return first !== undefined && second !== undefined && +second - +first < 60_000;
}

const field = /^(\*|\d+|[a-z]{3,9})(-(\d+|[a-z]{3,9}))?(\/\d+)?$/i;

/** A schedule may be the name of a setting: %NAME%. */
function parseSchedule(raw: string, name: string): Cron {
  const text = raw.replace(/^%(.+)%$/, (_, setting: string) => process.env[setting] ?? '');
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 6 || !fields.every((one) => one.split(',').every((i) => field.test(i)))) {
    throw new Error(`${name}: the schedule "${text}" (${raw}) is not NCRONTAB with six fields.`);
  }
  const options = { timezone: 'UTC', domAndDow: true, sloppyRanges: true, paused: true };
  return new Cron(fields.join(' '), options);
}
