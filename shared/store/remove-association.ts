// Takes away what is stored of an association whose time is over. The record goes last: cut off before, it is found again.
import type { TableClient } from '@azure/data-tables';
import { isSameAssociation, type AssociationKey } from '../domain/ids';
import { linkRow, type LoadedCustomer } from './customer-rows';
import { parseRow, readRange, unlessChanged } from './entity';
import { truthKeys } from './keys';
import { removeRows } from './remove-rows';

export async function removeLinks(
  table: TableClient,
  { locator, rows }: LoadedCustomer,
  key: AssociationKey,
): Promise<void> {
  const partition = truthKeys.partition(locator);
  const links = await readRange(table, partition, truthKeys.links);
  const { from, to } = truthKeys.firstReleaseLinks;
  const old = rows.filter(({ rowKey }) => rowKey >= from && rowKey < to);
  const own = [...links, ...old].filter((row) =>
    isSameAssociation(parseRow(row, linkRow).value.key, key),
  );
  await removeRows(
    table,
    partition,
    own.map(({ rowKey }) => rowKey),
  );
}

/** Links, mails, trail, then the record itself; false when that is not what was read any more. */
export async function removeAssociation(
  table: TableClient,
  loaded: LoadedCustomer,
  key: AssociationKey,
): Promise<boolean> {
  const partition = truthKeys.partition(loaded.locator);
  await removeLinks(table, loaded, key);
  const mails = loaded.outbox.filter(({ value }) => isSameAssociation(value.key, key));
  const trail = await readRange(table, partition, truthKeys.auditOfAttempt(key));
  const rowKeys = [...mails, ...trail].map(({ rowKey }) => rowKey);
  await removeRows(table, partition, rowKeys);
  const rowKey = truthKeys.association(key);
  const etag = loaded.etags.get(rowKey);
  if (etag === undefined) return true;
  return unlessChanged(table.deleteEntity(partition, rowKey, { etag }));
}
