// The shapes of the rows in a customer's partition, and one customer read from them.
import * as z from 'zod';
import { actor, anchor, association } from '../domain/association';
import { completionsOf, type Customer } from '../domain/customer';
import { associationKey, partnerId, type CustomerId, type PartnerId } from '../domain/ids';
import { mail } from '../domain/mail';
import { asLine } from '../domain/text';
import { instant } from '../domain/time';
import { parseRow, type Row, type Stored } from './entity';

/**
 * `completions`: the number of them with which the partner's list of known customers was last written, since the customer
 * became known. So a completion need not write the row of each partner who knows. The first release reads `isListed`.
 */
export const knownRow = z.object({
  partnerId,
  completions: z.int().optional(),
  isListed: z.boolean(),
});

/** One consent link that was mailed: its row key is the hash of the link's secret. */
export const linkRow = z.object({
  key: associationKey,
  contactVersion: z.int(),
  issuedAt: instant,
});
export type Link = z.infer<typeof linkRow>;

/** What the mail service said, of whatever length. */
export const mailDetail = z.string().transform((text) => asLine(text, 500) ?? '');

export const outboxMail = z.object({
  key: associationKey,
  mail,
  createdAt: instant,
  /** A UUID, the same for every try: the mail service's idempotency key and its name in delivery reports. */
  operationId: z.string(),
  /** `accepted`: by the mail service. `bounced`: reported as not delivered. `dropped`: not wanted any more. */
  state: z.enum(['pending', 'accepted', 'delivered', 'bounced', 'rejected', 'dropped']),
  /** Not to be sent before: its slot within the quota, or what the service asked for. */
  notBefore: instant.optional(),
  acceptedAt: instant.optional(),
  detail: mailDetail.optional(),
});
export type OutboxMail = z.infer<typeof outboxMail>;

/** The audit trail keeps transitions and states as they were written, even ones that later versions no longer know. */
export const auditRow = z.object({
  opId: z.string(),
  key: associationKey,
  at: instant,
  by: actor,
  transition: z.string(),
  from: z.string().optional(),
  to: z.string(),
  version: z.int(),
});
export type AuditRecord = z.infer<typeof auditRow>;

export interface LoadedCustomer {
  readonly locator: string;
  readonly customer: Customer;
  readonly rows: readonly Row[];
  /** Row key → ETag of every association, anchor and known row read. */
  readonly etags: ReadonlyMap<string, string>;
  readonly unlisted: readonly PartnerId[];
  readonly links: ReadonlyMap<string, Link>;
  readonly outbox: readonly Stored<OutboxMail>[];
}

export function customerFromRows(
  id: CustomerId,
  locator: string,
  rows: readonly Row[],
): LoadedCustomer {
  const of = <T>(kind: string, schema: z.ZodType<T>) =>
    rows.filter(({ rowKey }) => rowKey.startsWith(kind)).map((row) => parseRow(row, schema));
  const known = of('K_', knownRow).map(({ value }) => value);
  const customer: Customer = {
    id,
    associations: of('E_', association).map(({ value }) => value),
    anchors: of('A_', anchor).map(({ value }) => value),
    knownBy: known.map(({ partnerId }) => partnerId),
  };
  const unlisted = known.filter(({ completions }) => completions !== completionsOf(customer));
  return {
    locator,
    rows,
    customer,
    etags: new Map(rows.map(({ rowKey, etag }) => [rowKey, etag])),
    unlisted: unlisted.map(({ partnerId }) => partnerId),
    links: new Map(of('L_', linkRow).map(({ rowKey, value }) => [rowKey.slice(2), value])),
    outbox: of('O_', outboxMail),
  };
}
