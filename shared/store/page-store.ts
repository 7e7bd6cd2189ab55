// The read models of the Customers page: a partner's rows of one engagement, and the customers it knows (R4).
import type { TableClient } from '@azure/data-tables';
import * as z from 'zod';
import { anchor, association, isOpen, type Association } from '../domain/association';
import { latestOf, pairOf, type Customer, type Pair } from '../domain/customer';
import type { Changes } from '../domain/decide-for-customer';
import { customerId, type CustomerId, type EngagementId, type PartnerId } from '../domain/ids';
import { customerProfile, noProfile, type CustomerProfile } from '../domain/reference';
import { parseRow, readOne, readRange, remove, toEntity } from './entity';
import { viewKeys } from './keys';

/** How the last mail to the customer fared, where it did not arrive. */
const mailProblem = z.object({
  kind: z.string(),
  state: z.string(),
  detail: z.string().optional(),
});
export type MailProblem = z.infer<typeof mailProblem>;

const pageRow = z.object({
  customerId,
  own: association.optional(),
  anchor: anchor.optional(),
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
  /** Writes the row of one partner's page from the truth; removes it when nothing is left to show. */
  put(
    customer: Customer,
    partner: PartnerId,
    engagement: EngagementId,
    problem: MailProblem | undefined,
  ): Promise<void>;
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
      const { own, anchor, isKnown } = pairOf(customer, partner, engagement);
      const partition = viewKeys.page(partner, engagement);
      const isShown =
        anchor !== undefined && anchor.state !== 'released' && (isKnown || own !== undefined);
      const isOwnShown =
        own !== undefined &&
        (isOpen(own) || own.status === 'completed' || own.status === 'superseded' || isKnown);
      if (!isShown && !isOwnShown) {
        await remove(table, partition, customer.id);
        return;
      }
      const row: PageRow = { customerId: customer.id, own, anchor, mailProblem: problem };
      await table.upsertEntity(toEntity(partition, customer.id, row), 'Replace');
    },
    async putKnown(partner, profile, completions) {
      const row: KnownRow = { profile, completions };
      await table.upsertEntity(toEntity(viewKeys.known(partner), profile.id, row), 'Replace');
    },
  };
}

/** One partner's Customers page of one engagement. */
export interface Page {
  readonly partner: PartnerId;
  readonly engagement: EngagementId;
}

/** The pages that a change shows on: the partner's own, and where a hold came or went, everybody's who has the customer. */
export function pagesAfter(
  customer: Customer,
  { associations, anchors }: Pick<Changes, 'associations' | 'anchors'>,
): Page[] {
  const pages = new Map<string, Page>();
  const add = (partner: PartnerId, engagement: EngagementId) =>
    pages.set(viewKeys.page(partner, engagement), { partner, engagement });
  for (const { after } of associations) add(after.partnerId, after.engagementId);
  for (const { engagementId } of anchors) {
    for (const partner of customer.knownBy) add(partner, engagementId);
    for (const a of customer.associations) {
      const isLatest = latestOf(customer, a.partnerId, engagementId) === a;
      if (isLatest && (isOpen(a) || a.status === 'superseded')) add(a.partnerId, engagementId);
    }
  }
  return [...pages.values()];
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
      completions: known?.completions ?? 0,
    },
    mailProblem: row?.mailProblem,
  };
}

/** What an association itself tells of its customer. */
export function profileOf({ customerId: id, customer }: Association): CustomerProfile {
  const { name, tenantId, tpid, domain } = customer;
  return noProfile(id, { name, tenantId, tpid, domains: domain === undefined ? [] : [domain] });
}
