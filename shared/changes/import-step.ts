// An import goes on by one step: a chunk of its records, or some of the pages that follow. How far it has come is on record
// after each; a step that was cut off is done again, and two who drive the same import do no harm.
import type { Instant } from '../domain/time';
import type { ImportRun, ImportStatus } from '../store/import-rows';
import { rewriteOwedPages } from './rewrite-owed-pages';
import { writeRecords, type ImportStores } from './write-records';

/** Yields how the import stands then. One that is over, or whose run is another by now, is left as it is. */
export async function takeImportStep(
  stores: ImportStores,
  { importId, run }: ImportRun,
  at: Instant,
): Promise<ImportStatus | undefined> {
  const { imports } = stores;
  const stored = await imports.read(importId);
  if (stored === undefined) return undefined;
  const { value: before } = stored;
  if (before.state !== 'running' || before.run !== run) return before;
  const isWritten = before.chunksDone === before.chunks;
  const done = await (isWritten ? rewritePages(stores, before) : writeChunk(stores, before));
  const after = done && { ...done, at };
  if (after !== undefined && (await imports.update(stored, after))) return after;
  const now = await imports.read(importId);
  if (now?.etag === stored.etag) throw new Error('a chunk of the import is missing');
  return now?.value;
}

/** Undefined when the chunk is gone. */
async function writeChunk(
  stores: ImportStores,
  status: ImportStatus,
): Promise<ImportStatus | undefined> {
  const chunk = await stores.imports.chunk(status.importId, status.chunksDone);
  if (chunk === undefined) return undefined;
  await writeRecords(stores, chunk);
  const done = status.done + chunk.records.length;
  return { ...status, done, chunksDone: status.chunksDone + 1 };
}

async function rewritePages(stores: ImportStores, status: ImportStatus): Promise<ImportStatus> {
  const rewritten = await rewriteOwedPages(stores);
  if (rewritten === undefined) {
    await stores.imports.removeChunks(status.importId);
    return { ...status, state: 'done' };
  }
  const done = (status.step === 'pages' ? status.done : 0) + rewritten.done;
  return { ...status, step: 'pages', done, total: done + rewritten.left };
}
