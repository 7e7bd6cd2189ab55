// Every storage key of the app, in one place. Keys hold `[A-Za-z0-9_-]` only.
import { createHash } from 'node:crypto';
import type { AssociationKey, CustomerId, EngagementId, PartnerId } from '../domain/ids';
import type { Instant } from '../domain/time';

/** 32 hex digits: names a customer's partition in a link without telling which customer it is. */
export function locatorOf(customer: CustomerId): string {
  return sha256(customer).slice(0, 32);
}

/** Deterministic, server-made, safe in the management URLs: the id of the association's orchestration. */
export function instanceIdOf(key: AssociationKey): string {
  const { customerId, engagementId, partnerId, attempt } = key;
  const pair = sha256([customerId, engagementId, partnerId].join('|')).slice(0, 32);
  return `association-${pair}-g${attempt}`;
}

/**
 * The truth: one partition per customer. `A` anchors, `E` associations, `K` partners who know the customer, `O` outbox are
 * read together for every decision; `T`, the audit trail, and `U`, the links, sort behind them and are left unread. The first
 * release kept its links as `L`, among what is read.
 */
export const truthKeys = {
  partition: (locator: string) => `c_${locator}`,
  locatorIn: (partition: string) => partition.slice('c_'.length),
  decisionRows: { from: 'A_', to: 'P_' },
  associations: { from: 'E_', to: 'F_' },
  anchor: (engagement: EngagementId) => `A_${engagement}`,
  association: (key: AssociationKey) => `E_${suffix(key)}`,
  /** Engagement and partner of an association's row key; neither holds an underscore. */
  inAssociation: (rowKey: string) => {
    const [, engagementId = '', partnerId = ''] = rowKey.split('_');
    return { engagementId, partnerId };
  },
  known: (partner: PartnerId) => `K_${partner}`,
  link: (tokenHash: string) => `U_${tokenHash}`,
  links: { from: 'U_', to: 'V_' },
  firstReleaseLink: (tokenHash: string) => `L_${tokenHash}`,
  firstReleaseLinks: { from: 'L_', to: 'M_' },
  outbox: (key: AssociationKey, version: number, index: number) =>
    `O_${suffix(key)}_${pad(version, 6)}_${index}`,
  audit: (key: AssociationKey, version: number) => `T_${suffix(key)}_${pad(version, 6)}`,
  auditOfAttempt: (key: AssociationKey) => range(`T_${suffix(key)}_`),
  auditOf: ({ engagementId, partnerId }: Omit<AssociationKey, 'attempt' | 'customerId'>) =>
    range(`T_${engagementId}_${partnerId}_g`),
};

/** Associations to be looked at, by the minute from which on (in the first release, the hour: it sorts before its minutes). */
export const dueKeys = {
  partition: (at: Instant) => `d_${at.slice(0, 16).replace(':', '-')}`,
  first: 'd_',
};

/**
 * Imports of reference data, in the table of that data: what has become of each, and which was taken last; below an import's
 * own partition the file, in chunks, until it is written. `rewrites`: engagements whose pages have to be made again.
 */
export const importKeys = {
  statuses: 'import',
  latest: 'latest',
  chunks: (importId: string) => `import_${importId}`,
  chunk: (index: number) => pad(index, 6),
  rewrites: 'rewrite',
};

/** The id of the orchestration of one run of an import. */
export function importInstanceIdOf(importId: string, run: number): string {
  return `import-${importId}-r${run}`;
}

/**
 * Azure's limits, all but the first with a margin: operations of a transaction (Azurite accepts more), bytes of one (4 MiB),
 * UTF-16 characters of a property (32 Ki), properties over which the document of a row may be spread (1 MiB a row).
 */
export const limits = {
  operations: 100,
  transactionBytes: 3_500_000,
  propertyCharacters: 32_000,
  documentProperties: 14,
};

/** All keys that begin with `prefix`: from it, up to before its last character's successor. */
export function range(prefix: string): { from: string; to: string } {
  const last = prefix.charCodeAt(prefix.length - 1);
  return { from: prefix, to: prefix.slice(0, -1) + String.fromCharCode(last + 1) };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function suffix({ engagementId, partnerId, attempt }: AssociationKey): string {
  return `${engagementId}_${partnerId}_g${pad(attempt, 4)}`;
}

function pad(n: number, digits: number): string {
  return String(n).padStart(digits, '0');
}
