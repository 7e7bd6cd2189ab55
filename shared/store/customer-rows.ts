// The shapes of the rows in a customer's partition, and one customer read from them.
import * as z from 'zod';
import { actor, anchor, association, type Association } from '../domain/association';
import { completionsOf, type Customer } from '../domain/customer';
import {
  isSameAssociation,
  keyOf,
  partnerId,
  storedKey,
  type CustomerId,
  type PartnerId,
} from '../domain/ids';
import { mail } from '../domain/mail';
import { sendingOf } from '../domain/resend';
import { asLine } from '../domain/text';
import { storedObject } from '../domain/stored';
import { instant } from '../domain/time';
import { parseRow, type Row, type Stored } from './entity';
import { truthKeys } from './keys';
import { readable, type OnUnreadable } from './unreadable';

/**
 * `completions`: the number of them with which the partner's list of known customers was last written, since the customer
 * became known. So a completion need not write the row of each partner who knows. The first release reads `isListed`.
 */
export const knownRow = storedObject({
  partnerId,
  completions: z.int().optional(),
  isListed: z.boolean(),
});

/** One consent link that was mailed: its row key is the hash of the link's secret. */
export const linkRow = storedObject({
  key: storedKey,
  contactVersion: z.int(),
  issuedAt: instant,
});
export type Link = z.infer<typeof linkRow>;

/** What the mail service said, of whatever length. */
export const mailDetail = z.string().transform((text) => asLine(text, 500) ?? '');

/** A state or kind of mail that only a later release knows: the mail waits for that release. */
export const outboxMail = storedObject({
  key: storedKey,
  mail,
  createdAt: instant,
  /**
   * A UUID, the same for every try: the mail service's idempotency key and its name in delivery reports. By chance, not
   * by the row's key: several deployments may share one mail service.
   */
  operationId: z.string(),
  /** `accepted`: by the mail service. `bounced`: reported as not delivered. `dropped`: not wanted any more. */
  state: z.enum(['pending', 'accepted', 'delivered', 'bounced', 'rejected', 'dropped']),
  /** Not to be sent before: its slot within the quota, or what the service asked for. */
  notBefore: instant.optional(),
  acceptedAt: instant.optional(),
  /** The delivery attempt that the newest report was about: an older report changes nothing. */
  reportedAt: instant.optional(),
  detail: mailDetail.optional(),
});
export type OutboxMail = z.infer<typeof outboxMail>;

/** The audit trail keeps transitions and states as they were written, even ones that later versions no longer know. */
export const auditRow = storedObject({
  opId: z.string(),
  key: storedKey,
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
  readonly outbox: readonly Stored<OutboxMail>[];
}

/** Throws where what decides (an association, an anchor, who knows the customer) can't be read. */
export function customerFromRows(
  id: CustomerId,
  locator: string,
  rows: readonly Row[],
  onUnreadable: OnUnreadable,
): LoadedCustomer {
  const those = (kind: string) => rows.filter(({ rowKey }) => rowKey.startsWith(kind));
  const of = <T>(kind: string, schema: z.ZodType<T>) =>
    those(kind).map((row) => parseRow(row, schema));
  const known = of('K_', knownRow).map(({ value }) => value);
  const associations = of('E_', association).map(({ value }) => value);
  const outbox = readable('mail', those('O_'), outboxMail, onUnreadable);
  const customer: Customer = {
    id,
    associations,
    anchors: of('A_', anchor).map(({ value }) => value),
    knownBy: known.map(({ partnerId }) => partnerId),
    sendings: sendingsOf(associations, outbox),
  };
  const unlisted = known.filter(({ completions }) => completions !== completionsOf(customer));
  return {
    locator,
    rows,
    customer,
    etags: new Map(rows.map(({ rowKey, etag }) => [rowKey, etag])),
    unlisted: unlisted.map(({ partnerId }) => partnerId),
    outbox,
  };
}

/** The row of a partner who knows the customer, as it was read. */
export function knownRowOf({ rows }: LoadedCustomer, partner: PartnerId) {
  const stored = rows.find(({ rowKey }) => rowKey === truthKeys.known(partner));
  return stored && parseRow(stored, knownRow);
}

/** The customer with its outbox as it is now. */
export function withOutbox(
  loaded: LoadedCustomer,
  outbox: readonly Stored<OutboxMail>[],
): LoadedCustomer {
  const sendings = sendingsOf(loaded.customer.associations, outbox);
  return { ...loaded, customer: { ...loaded.customer, sendings }, outbox };
}

function sendingsOf(
  associations: readonly Association[],
  outbox: readonly Stored<OutboxMail>[],
): Customer['sendings'] {
  return associations
    .filter((a) => a.status === 'consentRequested')
    .map((a) => {
      const posted = outbox.filter(({ value }) => isSameAssociation(value.key, a));
      const mails = posted.map(({ value }) => value);
      return { key: keyOf(a), sending: sendingOf(a, mails) };
    });
}
