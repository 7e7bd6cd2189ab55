// The timer-triggered repair: goes through the associations whose look is due, the oldest first, for as long as a run may
// take; the next goes on from there. Safe to run twice at once; a run that is cut off leaves its rows due.
import type { InvocationContext, Timer, TimerHandler } from '@azure/functions';
import type { Driver } from '../../shared/changes/driver';
import { secondsUntil } from '../../shared/domain/time';
import type { DueRow } from '../../shared/store/due-store';
import type { Dependencies } from '../dependencies';
import { logEvent, logFault, LoggedFault, withFaultsLogged } from '../log/log';
import { repair, type Repair } from './repair';

/** A run begins every five minutes, and leaves one of them to what it has begun. */
const budgetMs = 4 * 60_000;
const concurrency = 16;

type Look = Repair & { readonly secondsLate: number };

export function reconcile(
  deps: Dependencies,
  driverOf: (context: InvocationContext) => Driver,
  withinMs = budgetMs,
): TimerHandler {
  return withFaultsLogged(async (_timer: Timer, context: InvocationContext) => {
    const driver = driverOf(context);
    const end = performance.now() + withinMs;
    const rows = deps.due.overdue(deps.clock());
    const looks: Look[] = [];
    const work = async () => {
      while (performance.now() < end) {
        const next = await rows.next();
        if (next.done) return;
        looks.push(await look(deps, driver, next.value, context));
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
    return { did: 'failed', secondsLate };
  }
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
