// Which associations the reconciliation has to look at, and when: one row each, filed under the minute it is due.
import { odata, type TableClient } from '@azure/data-tables';
import * as z from 'zod';
import { associationKey } from '../domain/ids';
import { instant, type Instant } from '../domain/time';
import { parseRow, row, toEntity, unlessChanged } from './entity';
import { dueKeys, instanceIdOf } from './keys';

const dueRow = z.object({
  key: associationKey,
  at: instant,
  /** `watch`: is it driven on? `cleanUp`: it has ended long ago. */
  purpose: z.enum(['watch', 'cleanUp']),
});
export type Due = z.infer<typeof dueRow>;
/** How long after a change the reconciliation makes sure that it is driven on. */
export const ticketSeconds = 60;

export interface DueRow {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly etag: string;
  readonly due: Due;
}

export interface DueStore {
  /** Files an association to be looked at at `at`. Doing it twice is harmless. */
  file(due: Due): Promise<void>;
  /** The rows whose time has come, the oldest minutes first, read as they are taken. */
  overdue(now: Instant): AsyncGenerator<DueRow, void>;
  /** Strikes a row off, unless it was filed again since it was read: its next look may be due in the same minute. */
  done(row: DueRow): Promise<void>;
}

export function createDueStore(table: TableClient): DueStore {
  return {
    async file(due) {
      const entity = toEntity(dueKeys.partition(due.at), instanceIdOf(due.key), dueRow, due);
      await table.upsertEntity(entity, 'Replace');
    },
    async *overdue(now) {
      const filter = odata`PartitionKey ge ${dueKeys.first} and PartitionKey le ${dueKeys.partition(now)}`;
      for await (const entity of table.listEntities({ queryOptions: { filter } })) {
        const { partitionKey, ...read } = row.parse(entity);
        const { rowKey, etag, value: due } = parseRow({ partitionKey, ...read }, dueRow);
        if (due.at <= now) yield { partitionKey, rowKey, etag, due };
      }
    },
    async done({ partitionKey, rowKey, etag }) {
      await unlessChanged(table.deleteEntity(partitionKey, rowKey, { etag }));
    },
  };
}
