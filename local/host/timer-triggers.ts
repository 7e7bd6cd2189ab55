// Timer functions on the movable clock: NCRONTAB schedules, the schedule status kept in timers.json, missed
// occurrences collapsed into one run with IsPastDue, as the real listener's schedule monitor has it.
import { join } from 'node:path';
import { Cron } from 'croner';
import { z } from 'zod';
import { hostClock } from './clock';
import type { LoadedFunction } from './core';
import { parseJson, readIfPresent, writeAtomically } from './data-folder';
import { type Invoke, triggerOf } from './invocation';

const status = z.object({ Last: z.string(), Next: z.string(), LastUpdated: z.string() });
type ScheduleStatus = z.infer<typeof status>;

const never = '0001-01-01T00:00:00+00:00';
const toleranceMs = 1000;

interface Timer {
  readonly target: LoadedFunction;
  readonly schedule: Cron;
  status: ScheduleStatus;
  runNow: boolean;
  running: Promise<void> | undefined;
}

export interface TimerTriggers {
  nextDue(): number | undefined;
  /** Runs each timer function that is due, once however many occurrences were missed, and awaits all that run. */
  runDue(): Promise<void>;
  run(target: LoadedFunction, isPastDue?: boolean): Promise<void>;
}

export function createTimerTriggers(
  functions: readonly LoadedFunction[],
  settings: Readonly<Record<string, string>>,
  dataFolder: string,
  invoke: Invoke,
): TimerTriggers {
  const file = join(dataFolder, 'timers.json');
  const text = readIfPresent(file);
  const kept = text === undefined ? {} : z.record(z.string(), status).parse(parseJson(text));
  const timers = functions.flatMap((target): Timer[] => {
    const trigger = triggerOf(target, 'timerTrigger');
    if (trigger === undefined) return [];
    const schedule = parseSchedule(String(trigger['schedule']), settings, target.name);
    const known = kept[target.name];
    const isSame = known !== undefined && nextAfter(schedule, known) === known.Next;
    const LastUpdated = hostClock.now().toISOString();
    const fresh = { Last: never, LastUpdated, Next: following(schedule, hostClock.now()) };
    const runNow = trigger['runOnStartup'] === true;
    return [{ target, schedule, status: isSame ? known : fresh, runNow, running: undefined }];
  });
  save();

  function save(): void {
    const all = timers.map(({ target, status: current }) => [target.name, current]);
    writeAtomically(file, JSON.stringify({ ...kept, ...Object.fromEntries(all) }));
  }

  async function run(target: LoadedFunction, isPastDue = false): Promise<void> {
    const ScheduleStatus = timers.find((timer) => timer.target === target)?.status;
    const info = { Schedule: { AdjustForDST: true }, ScheduleStatus, IsPastDue: isPastDue };
    await invoke(target, { json: JSON.stringify(info) }).catch(() => undefined); // logged, and the schedule goes on
  }

  async function runDueTimer(timer: Timer): Promise<void> {
    const now = hostClock.now();
    const lateMs = now.getTime() - Date.parse(timer.status.Next);
    timer.runNow = false;
    await run(timer.target, lateMs > toleranceMs);
    const Last = now.toISOString();
    timer.status = { Last, LastUpdated: Last, Next: following(timer.schedule, now) };
    timer.running = undefined; // before saving, which may throw: the schedule goes on
    save();
  }

  const dueAt = ({ runNow, status: { Next } }: Timer): number => (runNow ? 0 : Date.parse(Next));
  return {
    run,
    nextDue() {
      const waiting = timers.filter(({ running }) => running === undefined).map(dueAt);
      return waiting.length === 0 ? undefined : Math.min(...waiting);
    },
    async runDue() {
      for (const timer of timers) {
        if (dueAt(timer) <= hostClock.time()) timer.running ??= runDueTimer(timer);
      }
      await Promise.all(timers.flatMap(({ running }) => running ?? []));
    },
  };
}

function following(schedule: Cron, after: Date): string {
  const next = schedule.nextRun(after);
  if (next === null) throw new Error(`Schedule "${schedule.getPattern() ?? ''}" never occurs.`);
  return next.toISOString();
}

function nextAfter(schedule: Cron, { Last, LastUpdated }: ScheduleStatus): string {
  return following(schedule, new Date(Last === never ? LastUpdated : Last));
}

const field = /^(\*|\d+|[a-z]{3,9})(-(\d+|[a-z]{3,9}))?(\/\d+)?$/i;

function parseSchedule(
  raw: string,
  settings: Readonly<Record<string, string>>,
  functionName: string,
): Cron {
  const setting = /^%(.+)%$/.exec(raw)?.[1];
  const text = setting === undefined ? raw : settings[setting];
  if (text === undefined) throw new Error(`${functionName}: the setting ${raw} is not set.`);
  const fields = text.trim().split(/\s+/);
  if (
    fields.length !== 6 ||
    !fields.every((one) => one.split(',').every((item) => field.test(item)))
  ) {
    throw new Error(
      `${functionName}: the schedule "${text}" is not NCRONTAB with six fields ({second} {minute} {hour} {day} {month} {day-of-week}).`,
    );
  }
  return new Cron(fields.join(' '), {
    timezone: 'UTC',
    domAndDow: true,
    sloppyRanges: true,
    paused: true,
  });
}
