// Which associations the reconciliation has to look at, and when: one row each, filed under the minute it is due.
import { odata, type TableClient, type TableEntityResult } from '@azure/data-tables';
import * as z from 'zod';
import { storedKey } from '../domain/ids';
import { storedObject } from '../domain/stored';
import { instant, type Instant } from '../domain/time';
import { parseRow, row, toEntity, unlessChanged } from './entity';
import { dueKeys, instanceIdOf } from './keys';

export const dueRow = storedObject({
  key: storedKey,
  at: instant,
  /** `watch`: is it driven on? `cleanUp`: it has ended long ago. */
  purpose: z.enum(['watch', 'cleanUp']),
  /** How many looks have failed one after the other. */
  failures: z.int().optional(),
});
export type Due = z.infer<typeof dueRow>;
/** How long after a change the reconciliation makes sure that it is driven on. */
export const ticketSeconds = 60;

interface Place {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly etag: string;
}
export interface DueRow extends Place {
  readonly due: Due;
}
/** Damaged, or of a later version. */
export interface UnreadableRow extends Place {
  readonly error: unknown;
  /** The log has been told, when it was put aside before. */
  readonly isTold: boolean;
  /** All that is stored in it. */
  readonly document: Readonly<Record<string, unknown>>;
}

export interface DueStore {
  /** Files an association to be looked at at `at`. Doing it twice is harmless. */
  file(due: Due): Promise<void>;
  /** The rows whose time has come, the oldest minutes first, read as they are taken. What can't be read hides no other. */
  overdue(now: Instant): AsyncGenerator<DueRow | UnreadableRow, void>;
  /** Puts off a row that can't be read, as it is: a later version may read it. */
  putAside(row: UnreadableRow, until: Instant): Promise<void>;
  /** Strikes a row off, unless it was filed again since it was read: its next look may be due in the same minute. */
  done(row: Place): Promise<void>;
}

export function createDueStore(table: TableClient): DueStore {
  async function done({ partitionKey, rowKey, etag }: Place) {
    await unlessChanged(table.deleteEntity(partitionKey, rowKey, { etag }));
  }

  return {
    async file(due) {
      const entity = toEntity(dueKeys.partition(due.at), instanceIdOf(due.key), dueRow, due);
      await table.upsertEntity(entity, 'Replace');
    },
    async *overdue(now) {
      const filter = odata`PartitionKey ge ${dueKeys.first} and PartitionKey le ${dueKeys.partition(now)}`;
      for await (const entity of table.listEntities({ queryOptions: { filter } })) {
        const found = read(entity);
        if ('error' in found || found.due.at <= now) yield found;
      }
    },
    async putAside({ document, ...place }, until) {
      const { rowKey } = place;
      const partitionKey = dueKeys.partition(until);
      await table.upsertEntity({ ...document, partitionKey, rowKey, isTold: true }, 'Replace');
      await done(place);
    },
    done,
  };
}

function read(entity: TableEntityResult<Record<string, unknown>>): DueRow | UnreadableRow {
  const { partitionKey = '', rowKey = '', etag, isTold } = entity;
  const place = { partitionKey, rowKey, etag };
  try {
    return { ...place, due: parseRow(row.parse(entity), dueRow).value };
  } catch (error) {
    const own = Object.entries(entity).filter(
      ([name]) => !/^(etag|timestamp|odata\..*)$/.test(name),
    );
    return { ...place, error, isTold: isTold === true, document: Object.fromEntries(own) };
  }
}
