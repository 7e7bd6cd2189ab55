// What the reconciliation finds to be looked at, as a whole.
import type { Instant } from '../../shared/domain/time';
import type { Due, DueRow, DueStore } from '../../shared/store/due-store';

export async function overdueRows(store: DueStore, now: Instant): Promise<DueRow[]> {
  const rows: DueRow[] = [];
  for await (const row of store.overdue(now)) {
    if (!('due' in row)) throw new Error(`${row.rowKey} can't be read`, { cause: row.error });
    rows.push(row);
  }
  return rows;
}

export async function overdue(store: DueStore, now: Instant): Promise<Due[]> {
  return (await overdueRows(store, now)).map(({ due }) => due);
}
