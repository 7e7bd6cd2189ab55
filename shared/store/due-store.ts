// Which associations the reconciliation has to look at, and when: one row each, filed under the hour it is due.
import { odata, type TableClient } from '@azure/data-tables';
import * as z from 'zod';
import { storedKey } from '../domain/ids';
import { storedObject } from '../domain/stored';
import { instant, type Instant } from '../domain/time';
import { parseRow, row, toEntity, unlessChanged, type Stored } from './entity';
import { dueKeys, instanceIdOf } from './keys';

export const dueRow = storedObject({
  key: storedKey,
  at: instant,
  /** `watch`: is it driven on? `cleanUp`: it has ended long ago. */
  purpose: z.enum(['watch', 'cleanUp']),
});
export type Due = z.infer<typeof dueRow>;
/** How long after an intent was filed the reconciliation makes sure that it is driven. */
export const ticketSeconds = 60;

export interface DueStore {
  /** Files an association to be looked at at `at`. Doing it twice is harmless. */
  file(due: Due): Promise<void>;
  /** At most `max` rows whose time has come, the oldest hours first. */
  overdue(now: Instant, max: number): Promise<Stored<Due>[]>;
  /** Strikes a row off, unless it was filed again since it was read: its next look may be due in the same hour. */
  done(due: Stored<Due>): Promise<void>;
}

export function createDueStore(table: TableClient): DueStore {
  return {
    async file(due) {
      const entity = toEntity(dueKeys.partition(due.at), instanceIdOf(due.key), dueRow, due);
      await table.upsertEntity(entity, 'Replace');
    },
    async overdue(now, max) {
      const filter = odata`PartitionKey ge ${dueKeys.first} and PartitionKey le ${dueKeys.partition(now)}`;
      const found: Stored<Due>[] = [];
      for await (const entity of table.listEntities({ queryOptions: { filter } })) {
        const due = parseRow(row.parse(entity), dueRow);
        if (due.value.at <= now) found.push(due);
        if (found.length >= max) break;
      }
      return found;
    },
    async done({ rowKey, etag, value: { at } }) {
      await unlessChanged(table.deleteEntity(dueKeys.partition(at), rowKey, { etag }));
    },
  };
}
