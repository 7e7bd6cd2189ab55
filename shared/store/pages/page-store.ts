// The read model of the Customers pages: everything here can be made again from the customers' own partitions.
import type { TableClient } from '@azure/data-tables';
import { createPageReader, type PageReader } from './page-reader';
import { createPageWriter, type PageWriter } from './page-writer';

export type PageStore = PageReader & PageWriter;

/** `onUnreadable` is told of a row that can't be read; it costs nothing but itself. */
export function createPageStore(
  table: TableClient,
  onUnreadable: (rowKey: string, error: unknown) => void,
): PageStore {
  return { ...createPageReader(table, onUnreadable), ...createPageWriter(table) };
}
