// Imports of reference data: one at a time. The status is written before the first chunk of the file, so nothing is left
// behind of which nobody knows.
import { odata, type TableClient, type TransactionAction } from '@azure/data-tables';
import * as z from 'zod';
import type { EngagementId } from '../domain/ids';
import { parseRow, readOne, readRange, toEntity, unlessChanged, type Stored } from './entity';
import {
  importChunk,
  importId,
  importStatus,
  pagesRewrite,
  type ImportChunk,
  type ImportStatus,
  type PagesRewrite,
} from './import-rows';
import { importKeys, limits } from './keys';

/** The import that was taken last, with the mark that `claim` compares. */
export interface Latest {
  readonly etag: string | undefined;
  readonly status: ImportStatus | undefined;
}

export interface ImportStore {
  latest(): Promise<Latest>;
  /** Makes this import the latest; false when another was first since `latest` was read. */
  claim(latest: Latest, status: ImportStatus): Promise<boolean>;
  read(id: string): Promise<Stored<ImportStatus> | undefined>;
  all(): Promise<Stored<ImportStatus>[]>;
  /** False when somebody else has changed it since it was read. */
  update(stored: Stored<ImportStatus>, status: ImportStatus): Promise<boolean>;
  /** The status and what is left of the file, unless the import was begun again since it was read. */
  remove(stored: Stored<ImportStatus>): Promise<void>;
  putChunk(id: string, index: number, chunk: ImportChunk): Promise<void>;
  chunk(id: string, index: number): Promise<ImportChunk | undefined>;
  removeChunks(id: string): Promise<void>;
  /** Notes that an engagement's pages have to be made again, from the beginning. */
  fileRewrite(engagement: EngagementId): Promise<void>;
  rewrites(): Promise<Stored<PagesRewrite>[]>;
  /** How far it has come; nothing when it was filed again meanwhile. */
  updateRewrite(stored: Stored<PagesRewrite>, rewrite: PagesRewrite): Promise<void>;
  rewriteDone(stored: Stored<PagesRewrite>): Promise<void>;
}

const latestRow = z.object({ importId });
const { statuses, latest, rewrites } = importKeys;

export function createImportStore(table: TableClient): ImportStore {
  const read = (id: string) => readOne(table, statuses, id, importStatus);

  async function removeChunks(id: string): Promise<void> {
    const partition = importKeys.chunks(id);
    const filter = odata`PartitionKey eq ${partition}`;
    const queryOptions = { filter, select: ['PartitionKey', 'RowKey'] };
    let some: TransactionAction[] = [];
    const removeSome = async () => {
      // Where they are gone already, somebody else is at it.
      if (some.length > 0) await unlessChanged(table.submitTransaction(some));
      some = [];
    };
    for await (const { rowKey = '' } of table.listEntities({ queryOptions })) {
      some.push(['delete', { partitionKey: partition, rowKey }]);
      if (some.length === limits.operations) await removeSome();
    }
    await removeSome();
  }

  return {
    async latest() {
      const pointer = await readOne(table, statuses, latest, latestRow);
      const status = pointer && (await read(pointer.value.importId));
      return { etag: pointer?.etag, status: status?.value };
    },
    async claim({ etag }, status) {
      const { importId } = status;
      const pointer = toEntity(statuses, latest, latestRow, { importId });
      return unlessChanged(
        table.submitTransaction([
          etag === undefined ? ['create', pointer] : ['update', pointer, 'Replace', { etag }],
          ['upsert', toEntity(statuses, importId, importStatus, status), 'Replace'],
        ]),
      );
    },
    read,
    async all() {
      const rows = await readRange(table, statuses);
      return rows
        .filter(({ rowKey }) => rowKey !== latest)
        .map((each) => parseRow(each, importStatus));
    },
    async update({ rowKey, etag }, status) {
      const entity = toEntity(statuses, rowKey, importStatus, status);
      return unlessChanged(table.updateEntity(entity, 'Replace', { etag }));
    },
    async remove({ rowKey, etag }) {
      const isRemoved = await unlessChanged(table.deleteEntity(statuses, rowKey, { etag }));
      if (isRemoved) await removeChunks(rowKey);
    },
    async putChunk(id, index, chunk) {
      const rowKey = importKeys.chunk(index);
      const entity = toEntity(importKeys.chunks(id), rowKey, importChunk, chunk);
      await table.upsertEntity(entity, 'Replace');
    },
    async chunk(id, index) {
      const rowKey = importKeys.chunk(index);
      return (await readOne(table, importKeys.chunks(id), rowKey, importChunk))?.value;
    },
    removeChunks,
    async fileRewrite(engagementId) {
      const entity = toEntity(rewrites, engagementId, pagesRewrite, { engagementId });
      await table.upsertEntity(entity, 'Replace');
    },
    async rewrites() {
      return (await readRange(table, rewrites)).map((each) => parseRow(each, pagesRewrite));
    },
    async updateRewrite({ rowKey, etag }, rewrite) {
      const entity = toEntity(rewrites, rowKey, pagesRewrite, rewrite);
      await unlessChanged(table.updateEntity(entity, 'Replace', { etag }));
    },
    async rewriteDone({ rowKey, etag }) {
      await unlessChanged(table.deleteEntity(rewrites, rowKey, { etag }));
    },
  };
}
