// The shapes of the rows in a customer's partition, and one customer read from them.
import * as z from 'zod';
import { anchor, association, type Association } from '../domain/association';
import {
  associationKey,
  isSameAssociation,
  partnerId,
  type CustomerId,
  type PartnerId,
} from '../domain/ids';
import { mail } from '../domain/mail';
import { sendingOf } from '../domain/resend';
import { instant } from '../domain/time';
import { parseRow, type Row, type Stored } from './entity';
import type { Customer } from '../domain/customer';

/** `isListed`: whether the partner's list of known customers has been written since it last had to change. */
const knownRow = z.object({ partnerId, isListed: z.boolean() });

/** One consent link that was mailed: its row key is the hash of the link's secret. */
const linkRow = z.object({ key: associationKey, contactVersion: z.int(), issuedAt: instant });
export type Link = z.infer<typeof linkRow>;

export const outboxMail = z.object({
  key: associationKey,
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
  detail: z.string().optional(),
});
export type OutboxMail = z.infer<typeof outboxMail>;

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
  const associations = of('E_', association).map(({ value }) => value);
  const outbox = of('O_', outboxMail);
  return {
    locator,
    rows,
    customer: {
      id,
      associations,
      anchors: of('A_', anchor).map(({ value }) => value),
      knownBy: known.map(({ partnerId }) => partnerId),
      sendings: sendingsOf(associations, outbox),
    },
    etags: new Map(rows.map(({ rowKey, etag }) => [rowKey, etag])),
    unlisted: known.filter(({ isListed }) => !isListed).map(({ partnerId }) => partnerId),
    links: new Map(of('L_', linkRow).map(({ rowKey, value }) => [rowKey.slice(2), value])),
    outbox,
  };
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
      return { key: associationKey.parse(a), sending: sendingOf(a, mails) };
    });
}
