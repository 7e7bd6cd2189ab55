// Table rows as one JSON document each, spread over as many properties as it needs (`data`, `data1`, …). The schema that
// reads a row also parses it before it is written: what could not be read is never stored.
import { odata, type TableClient } from '@azure/data-tables';
import * as z from 'zod';
import { limits } from './keys';
import { statusOf } from './tables';

/** A row as stored: one JSON document beside its keys; an empty one, which `parseRow` can't read, where there is none. */
export const row = z
  .looseObject({ rowKey: z.string(), partitionKey: z.string(), etag: z.string() })
  .transform(({ rowKey, partitionKey, etag, ...pieces }) => ({
    rowKey,
    partitionKey,
    etag,
    data: documentOf(pieces),
  }));

export type Row = z.infer<typeof row>;

export interface Stored<T> {
  readonly rowKey: string;
  readonly etag: string;
  readonly value: T;
}

export interface Entity extends Record<string, unknown> {
  readonly partitionKey: string;
  readonly rowKey: string;
}

/** The document is larger than a row may be. Inputs are bounded so that of all rows only a kept answer can be. */
export class RowTooLarge extends RangeError {
  override readonly name = 'RowTooLarge';
}

/** Throws when the schema could not read the value again, and `RowTooLarge`; nothing has been written then. */
export function toEntity<S extends z.ZodType>(
  partitionKey: string,
  rowKey: string,
  schema: S,
  value: z.output<S>,
): Entity {
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new Error(`the row ${rowKey} could not be read again`, { cause: parsed.error });
  }
  const pieces = piecesOf(JSON.stringify(parsed.data));
  if (pieces.length > limits.documentProperties) {
    throw new RowTooLarge(`the row ${rowKey} would take ${pieces.length} properties`);
  }
  const properties = pieces.map((piece, index) => [nameOf(index), piece] as const);
  return { partitionKey, rowKey, ...Object.fromEntries(properties) };
}

function nameOf(index: number): string {
  return index === 0 ? 'data' : `data${index}`;
}

/** Never cuts through a surrogate pair: half a character is no text that a service must keep. */
function piecesOf(document: string): string[] {
  const pieces: string[] = [];
  for (let from = 0; from < document.length;) {
    const end = from + limits.propertyCharacters;
    const isCut = /[\ud800-\udbff]/.test(document.charAt(end - 1));
    const to = isCut ? end - 1 : end;
    pieces.push(document.slice(from, to));
    from = to;
  }
  return pieces;
}

function documentOf(pieces: Readonly<Record<string, unknown>>): string {
  let document = '';
  for (let index = 0; ; index += 1) {
    const piece = pieces[nameOf(index)];
    if (typeof piece !== 'string') return document;
    document += piece;
  }
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
  const found = await readRow(table, partitionKey, rowKey);
  return found && parseRow(found, schema);
}

/** The same, whatever stands in it. */
export async function readRow(
  table: TableClient,
  partitionKey: string,
  rowKey: string,
): Promise<Row | undefined> {
  try {
    return row.parse(await table.getEntity(partitionKey, rowKey));
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
  return readUpTo(table, partitionKey, rows, Infinity);
}

/** The first `most` of them. One query, where the service does not cut it short: a query yields at most 1,000 rows. */
export async function readUpTo(
  table: TableClient,
  partitionKey: string,
  rows: { from: string; to: string } | undefined,
  most: number,
): Promise<Row[]> {
  const filter = rows
    ? odata`PartitionKey eq ${partitionKey} and RowKey ge ${rows.from} and RowKey lt ${rows.to}`
    : odata`PartitionKey eq ${partitionKey}`;
  const found: Row[] = [];
  const queried = table.listEntities({ queryOptions: { filter } });
  for await (const some of queried.byPage({ maxPageSize: Math.min(most, mostInQuery) })) {
    for (const entity of some) found.push(row.parse(entity));
    if (found.length >= most) break;
  }
  return found.slice(0, most === Infinity ? undefined : most);
}

const mostInQuery = 1000;

/** How many rows a range has; of each only its key is read. */
export async function countRange(
  table: TableClient,
  partitionKey: string,
  { from, to }: { from: string; to: string },
): Promise<number> {
  const filter = odata`PartitionKey eq ${partitionKey} and RowKey ge ${from} and RowKey lt ${to}`;
  const queried = table.listEntities({ queryOptions: { filter, select: ['RowKey'] } });
  let count = 0;
  for await (const some of queried.byPage({ maxPageSize: mostInQuery })) count += some.length;
  return count;
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
