// The activity: takes steps of an import for some seconds, and tells whether it is over. Running it twice is harmless.
import type { ActivityHandler } from 'durable-functions';
import * as z from 'zod';
import { takeImportStep } from '../../shared/changes/import-step';
import { importRun, type ImportRun, type ImportStatus } from '../../shared/store/import-rows';
import type { Dependencies } from '../dependencies';
import { faultOf } from '../log/fault';
import { logEvent, logFault, withFaultsLogged, type LogContext } from '../log/log';

const importSteps = importRun.extend({
  /** What fails now gives the import up. */
  isLastTry: z.boolean().optional(),
});
export type ImportSteps = z.infer<typeof importSteps>;

/** `replaced`: another run has begun, or the import is gone. */
export interface ImportStanding {
  readonly state: ImportStatus['state'] | 'replaced';
}

/** Few turns of the orchestration even for a large file, and each far from the host's time limit. */
const secondsATime = 20;

export function takeImportSteps(deps: Dependencies): ActivityHandler {
  return withFaultsLogged(async (input: unknown, context: LogContext): Promise<ImportStanding> => {
    const { isLastTry = false, ...run } = importSteps.parse(input);
    try {
      return await goOn(deps, run, context);
    } catch (error) {
      if (!isLastTry) throw error;
      logFault(context, error);
      return giveUp(deps, run, faultOf(error).name);
    }
  });
}

async function goOn(
  deps: Dependencies,
  run: ImportRun,
  context: LogContext,
): Promise<ImportStanding> {
  const end = performance.now() + secondsATime * 1000;
  for (;;) {
    const status = await takeImportStep(deps, run, deps.clock());
    if (status?.run !== run.run) return { state: 'replaced' };
    if (status.state === 'done') logEvent(context, 'referenceDataImported', status.counts);
    if (status.state !== 'running' || performance.now() > end) return { state: status.state };
  }
}

async function giveUp(
  { imports, clock }: Dependencies,
  { importId, run }: ImportRun,
  failure: string,
): Promise<ImportStanding> {
  const stored = await imports.read(importId);
  if (stored?.value.run !== run) return { state: 'replaced' };
  if (stored.value.state === 'running') {
    await imports.update(stored, { ...stored.value, state: 'failed', at: clock(), failure });
  }
  return { state: 'failed' };
}
