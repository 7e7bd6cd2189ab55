// A row that can't be read (damaged, or with something that only a later release knows) costs itself, wherever a decision
// does not need it: it is left out where it stands, and told of.
import type * as z from 'zod';
import { parseRow, type Row, type Stored } from './entity';

export const unreadableKinds = [
  'mail',
  'link',
  'trail',
  'engagement',
  'partner',
  'profile',
  'page',
] as const;
export type UnreadableKind = (typeof unreadableKinds)[number];

/** Called at each reading of such a row; it is in the log once (functions/log/unreadable-rows.ts). */
export type OnUnreadable = (
  kind: UnreadableKind,
  row: Pick<Row, 'partitionKey' | 'rowKey'>,
  error: unknown,
) => void;

/** Those of the rows that can be read. */
export function readable<T>(
  kind: UnreadableKind,
  rows: readonly Row[],
  schema: z.ZodType<T>,
  onUnreadable: OnUnreadable,
): Stored<T>[] {
  return rows.flatMap((row) => {
    try {
      return [parseRow(row, schema)];
    } catch (error) {
      onUnreadable(kind, row, error);
      return [];
    }
  });
}
