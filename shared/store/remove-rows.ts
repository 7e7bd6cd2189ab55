// Takes many rows away: of one partition in transactions, or all that are older than so much. Twice does no harm.
import { odata, type TableClient } from '@azure/data-tables';
import { remove } from './entity';
import { limits } from './keys';
import { statusOf } from './tables';

/** How long a sweep may take. */
export const sweepMs = 4 * 60_000;

interface Range {
  readonly from: string;
  readonly to: string;
}

export async function removeRows(
  table: TableClient,
  partitionKey: string,
  rowKeys: readonly string[],
): Promise<void> {
  for (let from = 0; from < rowKeys.length; from += limits.operations) {
    const some = rowKeys.slice(from, from + limits.operations);
    try {
      await table.submitTransaction(some.map((rowKey) => ['delete', { partitionKey, rowKey }]));
    } catch (error) {
      // Somebody has taken one of them away already, and the transaction with it: each by itself.
      if (statusOf(error) !== 404) throw error;
      for (const rowKey of some) await remove(table, partitionKey, rowKey);
    }
  }
}

/**
 * The rows of these partitions that nobody has written for so long, by the clock of the storage service, which stamps them
 * (here and there: the process's own, not the app's). Stops when its time is up, and goes on the next time; yields how many
 * are gone. The filter spares the answer, not the scan: for once a day.
 */
export async function removeOlder(
  table: TableClient,
  { from, to }: Range,
  olderThanMs: number,
  withinMs: number,
): Promise<number> {
  const end = performance.now() + withinMs;
  const before = new Date(Date.now() - olderThanMs);
  const filter = odata`PartitionKey ge ${from} and PartitionKey lt ${to} and Timestamp lt ${before}`;
  const select = ['PartitionKey', 'RowKey'];
  let removed = 0;
  for await (const page of table.listEntities({ queryOptions: { filter, select } }).byPage()) {
    const partitions = new Map<string, string[]>();
    for (const { partitionKey = '', rowKey = '' } of page) {
      partitions.set(partitionKey, [...(partitions.get(partitionKey) ?? []), rowKey]);
    }
    for (const [partitionKey, rowKeys] of partitions) {
      await removeRows(table, partitionKey, rowKeys);
    }
    removed += page.length;
    if (performance.now() >= end) break;
  }
  return removed;
}
