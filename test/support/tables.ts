// The real stores over an Azurite (or over a proxy before it), and what is in their tables.
import type { TableClient } from '@azure/data-tables';
import * as z from 'zod';
import { createCustomerStore } from '../../shared/store/customer-store';
import { createDueStore } from '../../shared/store/due-store';
import { createIdempotencyStore } from '../../shared/store/idempotency-store';
import { createImportStore } from '../../shared/store/import-store';
import { createMailStore, type MailQuota } from '../../shared/store/mail-store';
import { createPageStore } from '../../shared/store/pages/page-store';
import { createReferenceStore } from '../../shared/store/reference-store';
import { row, toEntity } from '../../shared/store/entity';
import { createTables, openTables, tableNames, type Tables } from '../../shared/store/tables';
import type { OnUnreadable } from '../../shared/store/unreadable';

import { askedAt } from './examples';

export type Stores = ReturnType<typeof storesOver>;

const generous: MailQuota = { perMinute: 1000, perHour: 1000 };

export function storesOver(connectionString: string, quota: MailQuota = generous) {
  const unreadable: string[] = [];
  const onUnreadable: OnUnreadable = (kind, { rowKey }) => unreadable.push(`${kind} ${rowKey}`);
  const tables = openTables({ connectionString });
  return {
    clock: () => askedAt,
    tables,
    /** Kind and row key of each row that was left out, at each reading. */
    unreadable,
    customers: createCustomerStore(tables.truth, onUnreadable),
    pages: createPageStore(tables.views, onUnreadable),
    due: createDueStore(tables.due),
    mails: createMailStore(tables.mail, quota),
    reference: createReferenceStore(tables.reference, onUnreadable),
    imports: createImportStore(tables.reference),
    idempotency: createIdempotencyStore(tables.idempotency),
  };
}

/** All tables there and empty. */
export async function emptyTables(connectionString: string): Promise<void> {
  await Promise.all(
    Object.values(openTables({ connectionString })).map((table) => table.deleteTable()),
  );
  await createTables({ connectionString });
}

/** Every row of every table: `Table/partition/row` → its document. */
export async function dump(tables: Tables): Promise<Map<string, unknown>> {
  const all = new Map<string, unknown>();
  for (const name of ['truth', 'views', 'due', 'mail', 'reference', 'idempotency'] as const) {
    for await (const entity of tables[name].listEntities()) {
      const { partitionKey, rowKey, data } = row.parse(entity);
      all.set(`${tableNames[name]}/${partitionKey}/${rowKey}`, JSON.parse(data));
    }
  }
  return all;
}

/** The rows of the truth whose key begins with one of the letters (A, E, K, L, O, T, U), by key. */
export async function truthRows(tables: Tables, letters: string): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  for (const [key, value] of await dump(tables)) {
    const [table, , rowKey = ''] = key.split('/');
    if (table === tableNames.truth && letters.includes(rowKey.charAt(0))) found.set(rowKey, value);
  }
  return found;
}

/** Puts each row of a table in the place of what it was, as if by somebody else. */
export async function rewriteRows(
  table: TableClient,
  change: (document: unknown, rowKey: string) => unknown,
): Promise<void> {
  for await (const entity of table.listEntities()) {
    const { partitionKey, rowKey, data } = row.parse(entity);
    const document = change(JSON.parse(data), rowKey);
    await table.updateEntity(toEntity(partitionKey, rowKey, z.unknown(), document), 'Replace');
  }
}
