// Table rows as one JSON document each: written within Azure's limits, parsed (never cast) when read.
import { odata, type TableClient } from '@azure/data-tables';
import * as z from 'zod';
import { limits } from './keys';
import { statusOf } from './tables';

/** A row as stored: one JSON document beside its keys. */
export const row = z.object({
  rowKey: z.string(),
  partitionKey: z.string(),
  data: z.string(),
  etag: z.string(),
});

export type Row = z.infer<typeof row>;

export interface Stored<T> {
  readonly rowKey: string;
  readonly etag: string;
  readonly value: T;
}

export interface Entity extends Record<string, unknown> {
  readonly partitionKey: string;
  readonly rowKey: string;
  readonly data: string;
}

/** Throws when the document is larger than a property may be: inputs are bounded so that it can't be. */
export function toEntity(partitionKey: string, rowKey: string, value: unknown): Entity {
  const data = JSON.stringify(value);
  if (data.length > limits.dataCharacters) {
    throw new RangeError(`the row ${rowKey} has ${data.length} characters of data`);
  }
  return { partitionKey, rowKey, data };
}

export function parseRow<T>({ rowKey, etag, data }: Row, schema: z.ZodType<T>): Stored<T> {
  return { rowKey, etag, value: schema.parse(JSON.parse(data)) };
}

/** One row, or undefined when there is none. */
export async function readOne<T>(
  table: TableClient,
  partitionKey: string,
  rowKey: string,
  schema: z.ZodType<T>,
): Promise<Stored<T> | undefined> {
  try {
    return parseRow(row.parse(await table.getEntity(partitionKey, rowKey)), schema);
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

/** The rows of one partition, or of a range of its row keys, in key order. */
export async function readRange(
  table: TableClient,
  partitionKey: string,
  rows?: { from: string; to: string },
): Promise<Row[]> {
  const filter = rows
    ? odata`PartitionKey eq ${partitionKey} and RowKey ge ${rows.from} and RowKey lt ${rows.to}`
    : odata`PartitionKey eq ${partitionKey}`;
  const found: Row[] = [];
  for await (const entity of table.listEntities({ queryOptions: { filter } })) {
    found.push(row.parse(entity));
  }
  return found;
}

/** Deletes a row; one that is gone already is fine. */
export async function remove(
  table: TableClient,
  partitionKey: string,
  rowKey: string,
): Promise<void> {
  try {
    await table.deleteEntity(partitionKey, rowKey);
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
}

/** Waits for a conditional write; false when the row is not what it was when read, or is there already. */
export async function unlessChanged(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    const status = statusOf(error);
    if (status === 412 || status === 404 || status === 409) return false;
    throw error;
  }
}
