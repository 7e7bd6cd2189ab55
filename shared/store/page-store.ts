// The read models of the Customers page: a partner's rows of one engagement, and the customers it knows (R4).
import type { TableClient } from '@azure/data-tables';
import * as z from 'zod';
import { anchor, association, isOpen } from '../domain/association';
import { pairOf, profileOf, type Customer, type Pair } from '../domain/customer';
import { customerId, type CustomerId, type EngagementId, type PartnerId } from '../domain/ids';
import { maxAttempts } from '../domain/opening';
import { customerProfile, type CustomerProfile } from '../domain/reference';
import { sending } from '../domain/resend';
import { mailDetail } from './customer-rows';
import { parseRow, readOne, readRange, remove, toEntity, unlessChanged } from './entity';
import { viewKeys } from './keys';

/** How the last mail to the customer fared, where it did not arrive. */
const mailProblem = z.object({
  kind: z.string(),
  state: z.string(),
  detail: mailDetail.optional(),
});
export type MailProblem = z.infer<typeof mailProblem>;

const pageRow = z.object({
  customerId,
  /** Goes up with every change of the customer in this engagement, whoever's: an older row never replaces a newer. */
  stamp: z.int(),
  own: association.optional(),
  anchor: anchor.optional(),
  sending: sending.optional(),
  mailProblem: mailProblem.optional(),
});
type PageRow = z.infer<typeof pageRow>;

const knownRow = z.object({ profile: customerProfile, completions: z.int() });
type KnownRow = z.infer<typeof knownRow>;

/** What a page's row is computed from. */
export interface PageEntry {
  readonly customerId: CustomerId;
  readonly profile: CustomerProfile;
  readonly pair: Pair;
  /** Workshops that the customer has completed, with whomever. */
  readonly completions: number;
  readonly mailProblem: MailProblem | undefined;
}

export interface PageStore {
  /** Two queries, each of one partition: the page's associations and the partner's known customers. */
  read(partner: PartnerId, engagement: EngagementId): Promise<PageEntry[]>;
  readEntry(
    partner: PartnerId,
    engagement: EngagementId,
    customer: CustomerId,
  ): Promise<PageEntry | undefined>;
  /**
   * Writes the row of one partner's page from the truth, as it was just committed; removes it when nothing is left to
   * show. One operation.
   */
  put(
    customer: Customer,
    partner: PartnerId,
    engagement: EngagementId,
    problem: MailProblem | undefined,
  ): Promise<void>;
  /**
   * The same from a truth that was read a while ago: leaves a row that is newer alone. True when it has made a row where
   * none was: a newer change may have removed it, so the truth is to be read and shown once more.
   */
  refresh(...page: Parameters<PageStore['put']>): Promise<boolean>;
  putKnown(partner: PartnerId, profile: CustomerProfile, completions: number): Promise<void>;
}

export function createPageStore(table: TableClient): PageStore {
  return {
    async read(partner, engagement) {
      const [page, known] = await Promise.all([
        readRange(table, viewKeys.page(partner, engagement)),
        readRange(table, viewKeys.known(partner)),
      ]);
      const rows = new Map(page.map((row) => [row.rowKey, parseRow(row, pageRow).value]));
      const knows = new Map(known.map((row) => [row.rowKey, parseRow(row, knownRow).value]));
      return [...new Set([...rows.keys(), ...knows.keys()])].flatMap((id) => {
        const entry = entryOf(partner, rows.get(id), knows.get(id));
        return entry === undefined ? [] : [entry];
      });
    },
    async readEntry(partner, engagement, customer) {
      const [row, known] = await Promise.all([
        readOne(table, viewKeys.page(partner, engagement), customer, pageRow),
        readOne(table, viewKeys.known(partner), customer, knownRow),
      ]);
      return entryOf(partner, row?.value, known?.value);
    },
    async put(customer, partner, engagement, problem) {
      const partition = viewKeys.page(partner, engagement);
      const row = rowFor(customer, partner, engagement, problem);
      if (row === undefined) await remove(table, partition, customer.id);
      else await table.upsertEntity(toEntity(partition, customer.id, pageRow, row), 'Replace');
    },
    async refresh(customer, partner, engagement, problem) {
      const partition = viewKeys.page(partner, engagement);
      const row = rowFor(customer, partner, engagement, problem);
      const stored = await readOne(table, partition, customer.id, pageRow);
      if (stored === undefined) {
        if (row === undefined) return false;
        return unlessChanged(table.createEntity(toEntity(partition, customer.id, pageRow, row)));
      }
      const { etag, value } = stored;
      if (value.stamp > stampOf(customer, engagement)) return false;
      await unlessChanged(
        row === undefined
          ? table.deleteEntity(partition, customer.id, { etag })
          : table.updateEntity(toEntity(partition, customer.id, pageRow, row), 'Replace', { etag }),
      );
      return false;
    },
    async putKnown(partner, profile, completions) {
      const row: KnownRow = { profile, completions };
      await table.upsertEntity(
        toEntity(viewKeys.known(partner), profile.id, knownRow, row),
        'Replace',
      );
    },
  };
}

/** The row, or undefined when the page has nothing to show. */
function rowFor(
  customer: Customer,
  partner: PartnerId,
  engagement: EngagementId,
  mailProblem: MailProblem | undefined,
): PageRow | undefined {
  const { own, anchor, isKnown, sending } = pairOf(customer, partner, engagement);
  const isHeld =
    anchor !== undefined && anchor.state !== 'released' && (isKnown || own !== undefined);
  // The last attempt possible stays: should the customer become known, its row must not offer another.
  const isOwnShown =
    own !== undefined &&
    (isOpen(own) ||
      own.status === 'completed' ||
      own.status === 'superseded' ||
      isKnown ||
      own.attempt >= maxAttempts);
  if (!isHeld && !isOwnShown) return undefined;
  return {
    customerId: customer.id,
    stamp: stampOf(customer, engagement),
    own,
    anchor,
    sending,
    mailProblem,
  };
}

function stampOf({ associations }: Customer, engagement: EngagementId): number {
  return associations
    .filter(({ engagementId }) => engagementId === engagement)
    .reduce((sum, { version }) => sum + version, 0);
}

function entryOf(
  partner: PartnerId,
  row: PageRow | undefined,
  known: KnownRow | undefined,
): PageEntry | undefined {
  // The row knows of its own consent before the list of known customers does.
  const isKnown = known !== undefined || row?.anchor?.partnerId === partner;
  const profile = known?.profile ?? (row?.own && profileOf(row.own));
  if (profile === undefined) return undefined;
  return {
    customerId: profile.id,
    profile,
    pair: {
      own: row?.own,
      anchor: row?.anchor,
      isKnown,
      sending: row?.sending,
    },
    completions: known?.completions ?? 0,
    mailProblem: row?.mailProblem,
  };
}
