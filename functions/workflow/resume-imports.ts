// Looks after imports: one of which nothing was heard for a while is driven on, one whose file was never stored as a whole is
// given up, one that was over long ago is removed. Part of the reconciliation's run.
import type { ImportDriver } from '../../shared/changes/driver';
import { addDays, addSeconds } from '../../shared/domain/time';
import type { Stored } from '../../shared/store/entity';
import type { ImportStatus } from '../../shared/store/import-rows';
import type { Dependencies } from '../dependencies';
import { logFault, type LogContext } from '../log/log';

/** Longer than a step takes: whoever drives an import has been heard of since, the command line too. */
const silentSeconds = 300;
/** Longer than a request lives. */
const storingSeconds = 900;
const keepDays = 30;

/** Throws nothing: the associations must not wait for an import. */
export async function resumeImports(
  deps: Dependencies,
  driver: ImportDriver,
  context: LogContext,
): Promise<void> {
  try {
    for (const stored of await deps.imports.all()) await lookAfter(deps, driver, stored);
  } catch (error) {
    logFault(context, error, 'resumeImports');
  }
}

async function lookAfter(
  { imports, clock }: Dependencies,
  driver: ImportDriver,
  stored: Stored<ImportStatus>,
): Promise<void> {
  const { value: status } = stored;
  const now = clock();
  switch (status.state) {
    case 'storing':
      if (addSeconds(status.at, storingSeconds) > now) return;
      await imports.update(stored, { ...status, state: 'failed', at: now, failure: 'CutOff' });
      return;
    case 'running':
      if (addSeconds(status.at, silentSeconds) > now) return;
      if ((await driver.state(status)) !== 'live') await driver.start(status);
      return;
    case 'done':
    case 'failed':
      if (addDays(status.at, keepDays) > now) return;
      await driver.remove(status);
      await imports.remove(stored);
  }
}
