// An import of reference data as the operator sees it.
import * as z from 'zod';
import { importCounts, importId, type ImportStatus } from '../../../shared/store/import-rows';

export const importParams = z.object({ importId });

export const importSchema = z.object({
  importId,
  state: z.enum(['storing', 'running', 'done', 'failed']),
  /** `records`: of the file. `pages`: Customers pages that follow from it. */
  step: z.enum(['records', 'pages']),
  /** Of the step. */
  done: z.int(),
  total: z.int(),
  /** What the file holds. */
  counts: importCounts,
  /** At which fault it was given up; the log tells more. The same file posted again goes on from there. */
  failure: z.string().optional(),
});

export function shownImport(status: ImportStatus): z.infer<typeof importSchema> {
  const { importId, state, step, done, total, counts, failure } = status;
  return { importId, state, step, done, total, counts, ...(failure ? { failure } : {}) };
}

/** Where the import's state is to be seen. */
export function pathOfImport(importId: string): string {
  return `/api/admin/reference-data/imports/${importId}`;
}
