// What one transaction on a customer's partition holds, and which rows are there after it.
import { randomUUID } from 'node:crypto';
import type { TableTransactionResponse, TransactionAction } from '@azure/data-tables';
import { anchor, association, type Association } from '../domain/association';
import type { AuditEntry, Changes } from '../domain/changes';
import { keyOf } from '../domain/ids';
import {
  auditRow,
  knownRow,
  knownRowOf,
  outboxMail,
  type LoadedCustomer,
  type OutboxMail,
} from './customer-rows';
import { row as rowSchema, toEntity, type Entity, type Row } from './entity';
import { truthKeys } from './keys';

/**
 * The customer's rows after the transaction, without reading them again; undefined when an ETag is missing in the answer. The
 * answers come in the order of the actions; only those to inserts name their row.
 */
export function rowsAfter(
  { rows }: LoadedCustomer,
  actions: readonly TransactionAction[],
  answers: TableTransactionResponse['subResponses'],
): Row[] | undefined {
  const after = new Map(rows.map((row) => [row.rowKey, row]));
  for (const [index, [, entity]] of actions.entries()) {
    const { rowKey } = entity;
    const { etag, rowKey: named = rowKey } = answers[index] ?? {};
    if (rowKey >= truthKeys.decisionRows.to) continue;
    const written = rowSchema.safeParse({ ...entity, etag: named === rowKey ? etag : undefined });
    if (!written.success) return undefined;
    after.set(rowKey, written.data);
  }
  return [...after.values()].sort((a, b) => (a.rowKey < b.rowKey ? -1 : 1));
}

export function actionsFor(
  partition: string,
  loaded: LoadedCustomer,
  changes: Changes,
  opId: string,
): TransactionAction[] {
  const put = (entity: Entity): TransactionAction => {
    const etag = loaded.etags.get(entity.rowKey);
    return etag === undefined ? ['create', entity] : ['update', entity, 'Replace', { etag }];
  };
  return [
    ...changes.anchors.map((each) =>
      put(toEntity(partition, truthKeys.anchor(each.engagementId), anchor, each)),
    ),
    ...changes.associations.flatMap(({ after, entries, mails }) => [
      put(toEntity(partition, truthKeys.association(after), association, after)),
      ...entries.map((entry) => auditAction(partition, after, entry, opId)),
      ...mails.map((mail, index): TransactionAction => {
        const rowKey = truthKeys.outbox(after, after.version, index);
        const row: OutboxMail = {
          key: keyOf(after),
          mail,
          createdAt: entries[entries.length - 1]?.at ?? after.addedAt,
          operationId: randomUUID(),
          state: 'pending',
        };
        return ['create', toEntity(partition, rowKey, outboxMail, row)];
      }),
    ]),
    ...changes.newlyKnownBy.map((partnerId) => {
      const before = knownRowOf(loaded, partnerId)?.value;
      const row = { ...before, partnerId, isListed: false, completions: undefined };
      return put(toEntity(partition, truthKeys.known(partnerId), knownRow, row));
    }),
  ];
}

function auditAction(
  partition: string,
  after: Association,
  entry: AuditEntry,
  opId: string,
): TransactionAction {
  const rowKey = truthKeys.audit(after, entry.version);
  return ['create', toEntity(partition, rowKey, auditRow, { ...entry, key: keyOf(after), opId })];
}
