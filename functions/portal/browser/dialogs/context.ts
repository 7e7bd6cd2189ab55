// What every dialogue of the Customers page works with.
import type { Api } from '../api/api';
import type { EngagementSummary, Row } from '../api/types';
import type { Account } from '../sign-in/sign-in';

export interface Context {
  readonly api: Api;
  readonly account: Account;
  readonly engagement: EngagementSummary;
  /** Something was changed: the list is loaded again. */
  readonly onChange: () => void;
}

/** The address of a row in the API. */
export function rowPath({ engagement }: Context, customerId: string): string {
  return `engagements/${encodeURIComponent(engagement.id)}/customers/${encodeURIComponent(customerId)}`;
}

/** Which customer a dialogue is about, below its title. */
export function subtitleOf({ engagement }: Context, row?: Row): string {
  return row === undefined ? engagement.name : `${row.customer.name} · ${engagement.name}`;
}
