// The truth: one customer's partition, read whole and changed by one guarded transaction (reliability.md, section 2).
import { randomUUID } from 'node:crypto';
import { odata, type TableClient } from '@azure/data-tables';
import * as z from 'zod';
import type { Association } from '../domain/association';
import { completionsOf } from '../domain/customer';
import { customerId, type AssociationKey, type CustomerId, type PartnerId } from '../domain/ids';
import type { Changes } from '../domain/changes';
import {
  auditRow,
  customerFromRows,
  knownRow,
  knownRowOf,
  linkRow,
  outboxMail,
  type AuditRecord,
  type Link,
  type LoadedCustomer,
  type OutboxMail,
} from './customer-rows';
import { actionsFor, rowsAfter } from './customer-transaction';
import { scanAssociations, type IsMeant } from './association-scan';
import {
  parseRow,
  readOne,
  readRow,
  readRange,
  remove,
  toEntity,
  unlessChanged,
  type Row,
  type Stored,
} from './entity';
import { limits, locatorOf, truthKeys } from './keys';
import { removeAssociation, removeLinks } from './remove-association';
import { statusOf } from './tables';
import { readable, type OnUnreadable } from './unreadable';

export interface CustomerStore {
  /** One query. A customer of whom nothing is stored is an empty one. */
  load(id: CustomerId): Promise<LoadedCustomer>;
  /** By the opaque locator in a link; undefined when nothing is stored there. */
  loadByLocator(locator: string): Promise<LoadedCustomer | undefined>;
  /** Of every customer that has, or has had, an association. Reads the whole table. */
  locators(): Promise<ReadonlySet<string>>;
  /** Every association whose key is meant, whatever has become of it. Reads the keys of the whole table. */
  associations(isMeant: IsMeant): AsyncIterable<Association>;
  /** All changes or none; yields the customer as it is stored now. `conflict`: somebody else was first; decide anew. */
  commit(loaded: LoadedCustomer, changes: Changes): Promise<LoadedCustomer | 'conflict'>;
  /** The audit trail of a pair, oldest first, over all attempts. */
  history(key: Omit<AssociationKey, 'attempt'>): Promise<AuditRecord[]>;
  addLink(locator: string, tokenHash: string, link: Link): Promise<void>;
  /** One of the first release is among what `load` reads (consent-link.ts). */
  readLink(locator: string, tokenHash: string): Promise<Link | undefined>;
  removeLink(locator: string, tokenHash: string): Promise<void>;
  /** All of one association. */
  removeLinks(loaded: LoadedCustomer, key: AssociationKey): Promise<void>;
  /** All that is stored of one that has ended; false when somebody has changed it since it was read. */
  removeAssociation(loaded: LoadedCustomer, key: AssociationKey): Promise<boolean>;
  /** Replaces an outbox row as it was read; false when somebody else has changed or removed it. */
  updateMail(locator: string, row: Stored<OutboxMail>, mail: OutboxMail): Promise<boolean>;
  /** Notes that a partner's list of known customers has been written, unless it has to change again already. */
  markListed(loaded: LoadedCustomer, partner: PartnerId): Promise<void>;
  removeMail(locator: string, row: Stored<OutboxMail>): Promise<void>;
}

export function createCustomerStore(table: TableClient, onUnreadable: OnUnreadable): CustomerStore {
  const customerOf = (id: CustomerId, locator: string, rows: readonly Row[]) =>
    customerFromRows(id, locator, rows, onUnreadable);

  async function load(id: CustomerId) {
    const locator = locatorOf(id);
    const rows = await readRange(table, truthKeys.partition(locator), truthKeys.decisionRows);
    return customerOf(id, locator, rows);
  }

  async function loadByLocator(locator: string) {
    const rows = await readRange(table, truthKeys.partition(locator), truthKeys.decisionRows);
    const any = rows.find(({ rowKey }) => rowKey.startsWith('E_'));
    if (any === undefined) return undefined;
    const { value } = parseRow(any, z.object({ customerId }));
    return customerOf(value.customerId, locator, rows);
  }

  async function commit(loaded: LoadedCustomer, changes: Changes) {
    const partition = truthKeys.partition(loaded.locator);
    const opId = randomUUID();
    const actions = actionsFor(partition, loaded, changes, opId);
    if (actions.length === 0) return loaded;
    if (actions.length > limits.operations) {
      throw new RangeError(`a change of ${actions.length} rows does not fit one transaction`);
    }
    try {
      const { subResponses } = await table.submitTransaction(actions);
      const after = rowsAfter(loaded, actions, subResponses);
      const { id } = loaded.customer;
      return after === undefined ? await load(id) : customerOf(id, loaded.locator, after);
    } catch (error) {
      if (await isWritten(partition, changes, opId)) return load(loaded.customer.id);
      const status = statusOf(error);
      if (status === 409 || status === 412 || status === 404) return 'conflict';
      throw error;
    }
  }

  /** A lost answer, or the SDK's own retry of it, must not turn a write that was stored into a conflict. */
  async function isWritten(partition: string, changes: Changes, opId: string): Promise<boolean> {
    const last = changes.associations.at(-1)?.after;
    if (last === undefined) return false;
    const written = await readOne(table, partition, truthKeys.audit(last, last.version), auditRow);
    return written?.value.opId === opId;
  }

  return {
    load,
    loadByLocator,
    async locators() {
      const { from, to } = truthKeys.associations;
      const filter = odata`RowKey ge ${from} and RowKey lt ${to}`;
      const found = new Set<string>();
      for await (const { partitionKey = '' } of table.listEntities({
        queryOptions: { filter, select: ['PartitionKey'] },
      })) {
        found.add(truthKeys.locatorIn(partitionKey));
      }
      return found;
    },
    associations: (isMeant) => scanAssociations(table, isMeant),
    commit,
    async history(key) {
      const partition = truthKeys.partition(locatorOf(key.customerId));
      const rows = await readRange(table, partition, truthKeys.auditOf(key));
      return readable('trail', rows, auditRow, onUnreadable).map(({ value }) => value);
    },
    async addLink(locator, tokenHash, link) {
      const partition = truthKeys.partition(locator);
      await table.upsertEntity(
        toEntity(partition, truthKeys.link(tokenHash), linkRow, link),
        'Replace',
      );
    },
    async readLink(locator, tokenHash) {
      const row = await readRow(table, truthKeys.partition(locator), truthKeys.link(tokenHash));
      return row && readable('link', [row], linkRow, onUnreadable)[0]?.value;
    },
    async removeLink(locator, tokenHash) {
      await remove(table, truthKeys.partition(locator), truthKeys.link(tokenHash));
    },
    removeLinks: (loaded, key) => removeLinks(table, loaded, key),
    removeAssociation: (loaded, key) => removeAssociation(table, loaded, key),
    async updateMail(locator, { rowKey, etag }, mail) {
      const entity = toEntity(truthKeys.partition(locator), rowKey, outboxMail, mail);
      return unlessChanged(table.updateEntity(entity, 'Replace', { etag }));
    },
    async markListed(loaded, partner) {
      const known = knownRowOf(loaded, partner);
      if (known === undefined) return;
      const { rowKey, etag, value } = known;
      const listed = { ...value, isListed: true, completions: completionsOf(loaded.customer) };
      const entity = toEntity(truthKeys.partition(loaded.locator), rowKey, knownRow, listed);
      await unlessChanged(table.updateEntity(entity, 'Replace', { etag }));
    },
    async removeMail(locator, { rowKey, etag }) {
      await unlessChanged(table.deleteEntity(truthKeys.partition(locator), rowKey, { etag }));
    },
  };
}
