// The timer-triggered repair: goes through the associations whose look is due, the oldest first, for as long as a run may
// take; the next goes on from there. Safe to run twice at once; a run that is cut off leaves its rows due. A row that fails, or
// can't be read, is put off, so that it costs nobody else's look.
import type { InvocationContext, Timer, TimerHandler } from '@azure/functions';
import type { Driver, Drivers } from '../../shared/changes/driver';
import { addDays, secondsUntil } from '../../shared/domain/time';
import type { DueRow, UnreadableRow } from '../../shared/store/due-store';
import type { Dependencies } from '../dependencies';
import { logEvent, logFault, LoggedFault, withFaultsLogged } from '../log/log';
import { lookAfterFailures } from './next-look';
import { repair, type Repair } from './repair';
import { resumeImports } from './resume-imports';

/** A run begins every five minutes, and leaves one of them to what it has begun. */
const budgetMs = 4 * 60_000;
const concurrency = 16;

type Look = Repair & { readonly secondsLate: number };

export function reconcile(
  deps: Dependencies,
  driverOf: (context: InvocationContext) => Drivers,
  withinMs = budgetMs,
): TimerHandler {
  return withFaultsLogged(async (_timer: Timer, context: InvocationContext) => {
    const driver = driverOf(context);
    await resumeImports(deps, driver.imports, context);
    const end = performance.now() + withinMs;
    const rows = deps.due.overdue(deps.clock());
    const looks: Look[] = [];
    const work = async () => {
      while (performance.now() < end) {
        const next = await rows.next();
        if (next.done) return;
        const row = next.value;
        const seen = 'due' in row ? look(deps, driver, row, context) : putAside(deps, row, context);
        looks.push(await seen);
      }
    };
    const workers = await Promise.allSettled(Array.from({ length: concurrency }, work));
    tell(context, looks);
    for (const worker of workers) if (worker.status === 'rejected') throw worker.reason;
    const failed = countOf(looks, 'failed');
    if (failed > 0) throw new LoggedFault(`rows that could not be repaired: ${failed}`);
  });
}

async function look(
  deps: Dependencies,
  driver: Driver,
  row: DueRow,
  context: InvocationContext,
): Promise<Look> {
  const secondsLate = secondsUntil(deps.clock(), row.due.at);
  try {
    return { ...(await repair(deps, driver, row)), secondsLate };
  } catch (error) {
    logFault(context, error, 'repair', row.due.key);
    await putOff(deps, row, context);
    return { did: 'failed', secondsLate };
  }
}

async function putOff(deps: Dependencies, row: DueRow, context: InvocationContext): Promise<void> {
  const { key, purpose, failures: before = 0 } = row.due;
  const failures = before + 1;
  const at = lookAfterFailures(failures, deps.clock());
  try {
    await deps.due.file({ key, at, purpose, failures });
    await deps.due.done(row);
  } catch (error) {
    logFault(context, error, 'fileLook', key);
  }
}

/** Tells of it the first time, and tries it every day: a later version may be able to read it. */
async function putAside(
  deps: Dependencies,
  row: UnreadableRow,
  context: InvocationContext,
): Promise<Look> {
  if (!row.isTold) logFault(context, row.error, 'repair', row.rowKey);
  try {
    await deps.due.putAside(row, addDays(deps.clock(), 1));
  } catch (error) {
    logFault(context, error, 'fileLook', row.rowKey);
  }
  return { did: row.isTold ? 'nothing' : 'failed', secondsLate: 0 };
}

function tell(context: InvocationContext, looks: readonly Look[]): void {
  logEvent(context, 'reconciled', {
    looked: looks.length,
    started: countOf(looks, 'started'),
    woken: countOf(looks, 'woken'),
    failed: countOf(looks, 'failed'),
    behindSeconds: Math.max(0, ...looks.map(({ secondsLate }) => secondsLate)),
    oldestMailSeconds: Math.max(0, ...looks.map(({ mailSeconds = 0 }) => mailSeconds)),
  });
}

function countOf(looks: readonly Look[], wanted: Repair['did']): number {
  return looks.filter(({ did }) => did === wanted).length;
}
