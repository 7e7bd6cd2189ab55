// An import from beginning to end in one process, as `npm run import` does it: the same steps as those of the orchestration.
import type { Clock } from '../domain/time';
import type { ImportStatus } from '../store/import-rows';
import { acceptImport, type Accepted } from './accept-import';
import { takeImportStep } from './import-step';
import type { ReferenceData } from './reference-data';
import type { ImportStores } from './write-records';

/** Throws what a step throws; done again, it goes on from there. */
export async function importReferenceData(
  stores: ImportStores,
  data: ReferenceData,
  clock: Clock,
  onProgress: (status: ImportStatus) => void = () => undefined,
): Promise<Accepted> {
  const accepted = await acceptImport(stores, data, clock);
  if (!accepted.ok) return accepted;
  let { status } = accepted;
  onProgress(status);
  while (status.state === 'running') {
    status = (await takeImportStep(stores, status, clock())) ?? status;
    onProgress(status);
  }
  return { ok: true, status };
}
