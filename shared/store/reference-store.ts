// Reference data as imported: engagements, partner accounts, customers with their facts. Small tables are kept for a minute.
import type { TableClient } from '@azure/data-tables';
import * as z from 'zod';
import {
  customerId,
  type CustomerId,
  type EngagementId,
  type PartnerId,
  type TenantId,
  type Tpid,
} from '../domain/ids';
import type { CustomerProfile, Engagement, Partner } from '../domain/reference';
import { storedEngagement, storedPartner, storedProfile } from '../domain/stored-reference';
import { storedObject } from '../domain/stored';
import { parseRow, readOne, readRange, readRow, toEntity } from './entity';
import { readable, type OnUnreadable, type UnreadableKind } from './unreadable';

export interface ReferenceStore {
  engagements(): Promise<readonly Engagement[]>;
  /** As they are stored now, whatever was read a moment ago. */
  engagementsNow(): Promise<readonly Engagement[]>;
  engagementNow(id: EngagementId): Promise<Engagement | undefined>;
  engagement(id: EngagementId): Promise<Engagement | undefined>;
  partner(id: PartnerId): Promise<Partner | undefined>;
  /** All partner accounts as they are stored now. */
  partners(): Promise<readonly Partner[]>;
  /** The partner account that a tenant's users act for; where two have the tenant, neither: that is not won by order. */
  partnerOfTenant(tenant: TenantId): Promise<Partner | undefined>;
  /** None where it can't be read: without facts a customer meets no criterion. */
  profile(id: CustomerId): Promise<CustomerProfile | undefined>;
  /** The customers (tenants) that belong to an account hierarchy. Throws where one can't be read: another would be meant. */
  profilesOfTpid(hierarchy: Tpid): Promise<CustomerProfile[]>;
  putEngagement(value: Engagement): Promise<void>;
  putPartner(value: Partner): Promise<void>;
  putProfile(value: CustomerProfile): Promise<void>;
}

export const customerIdRow = storedObject({ customerId });
const keepMs = 60_000;

/** An engagement or a partner that can't be read is none to anybody; the others are there. */
export function createReferenceStore(
  table: TableClient,
  onUnreadable: OnUnreadable,
): ReferenceStore {
  const readEngagements = () => all('engagement', storedEngagement);
  const engagements = kept(readEngagements);
  const readPartners = () => all('partner', storedPartner);
  const partners = kept(readPartners);

  async function all<T>(kind: UnreadableKind, schema: z.ZodType<T>): Promise<T[]> {
    const rows = await readRange(table, kind);
    return readable(kind, rows, schema, onUnreadable).map(({ value }) => value);
  }
  async function put<S extends z.ZodType>(
    partition: string,
    row: string,
    schema: S,
    value: z.output<S>,
  ): Promise<void> {
    await table.upsertEntity(toEntity(partition, row, schema, value), 'Replace');
  }
  const profilePlace = (id: CustomerId) => [`customer_${id}`, 'profile'] as const;
  async function memberProfile(id: CustomerId) {
    return (await readOne(table, ...profilePlace(id), storedProfile))?.value;
  }

  return {
    engagements: () => engagements.get(),
    engagementsNow: readEngagements,
    async engagementNow(id) {
      const row = await readRow(table, 'engagement', id);
      return row && readable('engagement', [row], storedEngagement, onUnreadable)[0]?.value;
    },
    async engagement(id) {
      return (await engagements.get()).find((each) => each.id === id);
    },
    async partner(id) {
      return (await partners.get()).find((each) => each.id === id);
    },
    partners: readPartners,
    async partnerOfTenant(tenant) {
      const found = (await partners.get()).filter(({ tenantIds }) => tenantIds.includes(tenant));
      return found.length === 1 ? found[0] : undefined;
    },
    async profile(id) {
      const row = await readRow(table, ...profilePlace(id));
      return row && readable('profile', [row], storedProfile, onUnreadable)[0]?.value;
    },
    async profilesOfTpid(hierarchy) {
      const rows = await readRange(table, `tpid_${hierarchy}`);
      const members = rows.map((row) => parseRow(row, customerIdRow).value.customerId);
      const found = await Promise.all(members.map(memberProfile));
      return found.filter((each) => each !== undefined);
    },
    async putEngagement(value) {
      await put('engagement', value.id, storedEngagement, value);
      engagements.forget();
    },
    async putPartner(value) {
      await put('partner', value.id, storedPartner, value);
      partners.forget();
    },
    async putProfile(value) {
      await put(...profilePlace(value.id), storedProfile, value);
      if (value.tpid !== undefined) {
        await put(`tpid_${value.tpid}`, value.id, customerIdRow, { customerId: value.id });
      }
    },
  };
}

/** Reads at most once a minute; callers at the same time share one read; a failed read is not kept. */
function kept<T>(read: () => Promise<T>): { get(): Promise<T>; forget(): void } {
  let last: { at: number; value: Promise<T> } | undefined;
  return {
    get() {
      if (last !== undefined && performance.now() - last.at < keepMs) return last.value;
      const current = { at: performance.now(), value: read() };
      last = current;
      current.value.catch(() => {
        if (last === current) last = undefined;
      });
      return current.value;
    },
    forget() {
      last = undefined;
    },
  };
}
