// Which associations the reconciliation has to look at, and when: one row each, filed under the hour it is due.
import { odata, type TableClient } from '@azure/data-tables';
import * as z from 'zod';
import { associationKey } from '../domain/ids';
import { instant, type Instant } from '../domain/time';
import { parseRow, remove, row, toEntity } from './entity';
import { dueKeys, instanceIdOf } from './keys';

const dueRow = z.object({
  key: associationKey,
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
  overdue(now: Instant, max: number): Promise<Due[]>;
  done(due: Due): Promise<void>;
}

export function createDueStore(table: TableClient): DueStore {
  return {
    async file(due) {
      const entity = toEntity(dueKeys.partition(due.at), instanceIdOf(due.key), due);
      await table.upsertEntity(entity, 'Replace');
    },
    async overdue(now, max) {
      const filter = odata`PartitionKey ge ${dueKeys.first} and PartitionKey le ${dueKeys.partition(now)}`;
      const found: Due[] = [];
      for await (const entity of table.listEntities({ queryOptions: { filter } })) {
        const { value } = parseRow(row.parse(entity), dueRow);
        if (value.at <= now) found.push(value);
        if (found.length >= max) break;
      }
      return found;
    },
    async done({ key, at }) {
      await remove(table, dueKeys.partition(at), instanceIdOf(key));
    },
  };
}
