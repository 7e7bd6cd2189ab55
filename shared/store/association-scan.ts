// Associations of all customers, found by the keys of their rows: the whole table's keys are read, few documents.
import { odata, type TableClient } from '@azure/data-tables';
import { association, type Association } from '../domain/association';
import { readOne } from './entity';
import { truthKeys } from './keys';

/** Tells by engagement and partner. */
export type IsMeant = (key: {
  readonly engagementId: string;
  readonly partnerId: string;
}) => boolean;

/** So many documents are read at a time. */
const atATime = 50;

export async function* scanAssociations(
  table: TableClient,
  isMeant: IsMeant,
): AsyncGenerator<Association> {
  const { from, to } = truthKeys.associations;
  const filter = odata`RowKey ge ${from} and RowKey lt ${to}`;
  const queryOptions = { filter, select: ['PartitionKey', 'RowKey'] };
  let keys: (readonly [string, string])[] = [];
  for await (const { partitionKey = '', rowKey = '' } of table.listEntities({ queryOptions })) {
    if (isMeant(truthKeys.inAssociation(rowKey))) keys.push([partitionKey, rowKey]);
    if (keys.length < atATime) continue;
    yield* await readAll(table, keys);
    keys = [];
  }
  yield* await readAll(table, keys);
}

async function readAll(
  table: TableClient,
  keys: readonly (readonly [string, string])[],
): Promise<Association[]> {
  const read = await Promise.all(
    keys.map(([partition, row]) => readOne(table, partition, row, association)),
  );
  return read.flatMap((each) => (each === undefined ? [] : [each.value]));
}
