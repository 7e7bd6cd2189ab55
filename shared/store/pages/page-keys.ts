// Every key of the read model, in one place. Like all keys they hold `[A-Za-z0-9_-]` only; ranges may end in a `~` behind them.
import type { CustomerId, EngagementId, PartnerId } from '../../domain/ids';
import type { Instant } from '../../domain/time';
import { range, sha256 } from '../keys';
import { sortKeyOf } from './sort-key';

/**
 * The read model: one partition per partner. `e_<engagement>_` begins the rows of one Customers page: `c` how many rows each
 * list holds, `d` what time alone will change, `p` a row per customer that tells where it stands, and the lists `o` (open, by
 * deadline), `n` (open, by name), `k` (known), `i` (ineligible), `x` (complete). Over all engagements: `a` and `w` what is to
 * be done, now and near a deadline; `k` customers known to the partner; `s` beginnings to search by.
 */
export const pageKeys = {
  partition: (partner: PartnerId) => `p_${partner}`,
  counts: (engagement: EngagementId, customer: CustomerId) =>
    `e_${engagement}_c_${Number.parseInt(sha256(customer).slice(0, 2), 16) % countShards}`,
  rewriting: (engagement: EngagementId) => `e_${engagement}_c_rewriting`,
  isCounts: (rowKey: string) => /_c_\d+$/.test(rowKey),
  isRewriting: (rowKey: string) => rowKey.endsWith('_c_rewriting'),
  /** The counts, whether the page is being rewritten, and what time has changed by `now`. */
  head: (engagement: EngagementId, now: Instant) => ({
    from: `e_${engagement}_c_`,
    to: `e_${engagement}_d_${digitsOf(now)}~`,
  }),
  changing: (engagement: EngagementId, at: Instant, customer: CustomerId) =>
    `e_${engagement}_d_${digitsOf(at)}_${customer}`,
  place: (engagement: EngagementId, customer: CustomerId) => `e_${engagement}_p_${customer}`,
  places: (engagement: EngagementId) => range(`e_${engagement}_p_`),
  list: (engagement: EngagementId, list: PageList, position: string) =>
    `${listPrefix(engagement, list)}${position}`,
  listAfter: (engagement: EngagementId, list: PageList, position: string | undefined) =>
    after(listPrefix(engagement, list), position),
  positionIn: (engagement: EngagementId, list: PageList, rowKey: string) =>
    rowKey.slice(listPrefix(engagement, list).length),
  byName: (name: string, customer: CustomerId) => `${sortKeyOf(name)}_${customer}`,
  byDeadline: (deadline: Instant, customer: CustomerId) => `${digitsOf(deadline)}_${customer}`,
  needsAction: (isNow: boolean, by: Instant, engagement: EngagementId, customer: CustomerId) =>
    `${needsActionPrefix(isNow)}${digitsOf(by)}_${engagement}_${customer}`,
  needsActionAfter: (isNow: boolean, position: string, until?: Instant) => ({
    ...after(needsActionPrefix(isNow), position),
    ...(until === undefined ? {} : { to: `${needsActionPrefix(isNow)}${digitsOf(until)}` }),
  }),
  needsActionFrom: (at: Instant) => digitsOf(at),
  needsActionPosition: (rowKey: string) => rowKey.slice('a_'.length),
  known: (customer: CustomerId) => `k_${customer}`,
  knownAfter: (customer: CustomerId | undefined) => after('k_', customer),
  search: (text: string, customer: CustomerId) => `s_${sortKeyOf(text)}_${customer}`,
  beginningWith: (text: string) => range(`s_${sortKeyOf(text)}`),
};

/** How many rows share the counting of one page: changes of different customers seldom meet in one. */
const countShards = 8;

export type PageList = 'o' | 'n' | 'k' | 'i' | 'x';

function listPrefix(engagement: EngagementId, list: PageList): string {
  return `e_${engagement}_${list}_`;
}

function needsActionPrefix(isNow: boolean): string {
  return isNow ? 'a_' : 'w_';
}

/** The rest of the keys that begin with `prefix`, behind a position. */
function after(prefix: string, position: string | undefined): { from: string; to: string } {
  const all = range(prefix);
  return position === undefined ? all : { ...all, from: `${prefix}${position}~` };
}

/** An instant as 17 digits, in whose order time runs. */
function digitsOf(at: Instant): string {
  return at.replaceAll(/\D/g, '');
}
