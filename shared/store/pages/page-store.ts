// The read model of the Customers pages: everything here can be made again from the customers' own partitions.
import type { TableClient } from '@azure/data-tables';
import type { OnUnreadable } from '../unreadable';
import { createPageReader, type PageReader } from './page-reader';
import { createPageWriter, type PageWriter } from './page-writer';

export type PageStore = PageReader & PageWriter;

export function createPageStore(table: TableClient, onUnreadable: OnUnreadable): PageStore {
  return { ...createPageReader(table, onUnreadable), ...createPageWriter(table, onUnreadable) };
}
