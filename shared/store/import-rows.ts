// The shapes of an import's rows: how far it has come, and the file in chunks of records, each of which fits its row.
import * as z from 'zod';
import { anchor } from '../domain/association';
import { customerId, engagementId, partnerId } from '../domain/ids';
import { customerProfile, engagement, partner } from '../domain/reference';
import { instant } from '../domain/time';

/** From what the file says: the same file is the same import. */
export const importId = z.string().regex(/^[0-9a-f]{32}$/);

/** A file that is imported again once its import was over is another run of it. */
export const importRun = z.object({ importId, run: z.int().min(1) });
export type ImportRun = z.infer<typeof importRun>;

const count = z.int().min(0);
export const importCounts = z.object({
  engagements: count,
  partners: count,
  customers: count,
  consents: count,
  completions: count,
});

export const importStatus = importRun.extend({
  /** `storing`: the file is being taken in, and nothing of it is written yet. */
  state: z.enum(['storing', 'running', 'done', 'failed']),
  /** The last sign of life. */
  at: instant,
  /** `records`: the file's own. `pages`: Customers pages of engagements that are new or have other criteria. */
  step: z.enum(['records', 'pages']),
  /** Of the step. */
  done: count,
  total: count,
  chunks: count,
  chunksDone: count,
  counts: importCounts,
  /** The name of the fault at which it was given up. */
  failure: z.string().optional(),
});
export type ImportStatus = z.infer<typeof importStatus>;

/** What the file says of a customer beside its facts; a customer with facts only has empty lists. */
const customerHistory = z.object({
  id: customerId,
  knownBy: z.array(partnerId),
  completed: z.array(anchor),
});
export type CustomerHistory = z.infer<typeof customerHistory>;

export const importChunk = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('engagements'), records: z.array(engagement) }),
  z.object({ kind: z.literal('partners'), records: z.array(partner) }),
  z.object({ kind: z.literal('profiles'), records: z.array(customerProfile) }),
  z.object({ kind: z.literal('histories'), records: z.array(customerHistory) }),
]);
export type ImportChunk = z.infer<typeof importChunk>;

/** An engagement whose pages have to be made again, and how far that has come; without a partner nothing is done yet. */
export const pagesRewrite = z.object({
  engagementId,
  partnerId: partnerId.optional(),
  /** How far that partner's page is: behind which customer it goes on, how many are done, of how many. */
  page: z
    .object({ from: customerId.optional(), done: z.int(), total: z.int().optional() })
    .optional(),
});
export type PagesRewrite = z.infer<typeof pagesRewrite>;
