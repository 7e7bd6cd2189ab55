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
import {
  customerProfile,
  engagement,
  partner,
  type CustomerProfile,
  type Engagement,
  type Partner,
} from '../domain/reference';
import { parseRow, readOne, readRange, toEntity } from './entity';

export interface ReferenceStore {
  engagements(): Promise<readonly Engagement[]>;
  engagement(id: EngagementId): Promise<Engagement | undefined>;
  /** All engagements as they are stored now. */
  engagementsNow(): Promise<readonly Engagement[]>;
  partner(id: PartnerId): Promise<Partner | undefined>;
  /** All partner accounts as they are stored now. */
  partners(): Promise<readonly Partner[]>;
  /** The partner account that a tenant's users act for; where two have the tenant, neither: that is not won by order. */
  partnerOfTenant(tenant: TenantId): Promise<Partner | undefined>;
  profile(id: CustomerId): Promise<CustomerProfile | undefined>;
  /** The customers (tenants) that belong to an account hierarchy. */
  profilesOfTpid(hierarchy: Tpid): Promise<CustomerProfile[]>;
  putEngagement(value: Engagement): Promise<void>;
  putPartner(value: Partner): Promise<void>;
  putProfile(value: CustomerProfile): Promise<void>;
}

const customerIdRow = z.object({ customerId });
const keepMs = 60_000;

export function createReferenceStore(table: TableClient): ReferenceStore {
  const readEngagements = () => all('engagement', engagement);
  const engagements = kept(readEngagements);
  const readPartners = () => all('partner', partner);
  const partners = kept(readPartners);

  async function all<T>(partition: string, schema: z.ZodType<T>): Promise<T[]> {
    const rows = await readRange(table, partition);
    return rows.map((row) => parseRow(row, schema).value);
  }
  async function put<S extends z.ZodType>(
    partition: string,
    row: string,
    schema: S,
    value: z.output<S>,
  ): Promise<void> {
    await table.upsertEntity(toEntity(partition, row, schema, value), 'Replace');
  }
  async function profile(id: CustomerId) {
    return (await readOne(table, `customer_${id}`, 'profile', customerProfile))?.value;
  }

  return {
    engagements: () => engagements.get(),
    async engagement(id) {
      return (await engagements.get()).find((each) => each.id === id);
    },
    engagementsNow: readEngagements,
    async partner(id) {
      return (await partners.get()).find((each) => each.id === id);
    },
    partners: readPartners,
    async partnerOfTenant(tenant) {
      const found = (await partners.get()).filter(({ tenantIds }) => tenantIds.includes(tenant));
      return found.length === 1 ? found[0] : undefined;
    },
    profile,
    async profilesOfTpid(hierarchy) {
      const rows = await readRange(table, `tpid_${hierarchy}`);
      const members = rows.map((row) => parseRow(row, customerIdRow).value.customerId);
      const found = await Promise.all(members.map(profile));
      return found.filter((each) => each !== undefined);
    },
    async putEngagement(value) {
      await put('engagement', value.id, engagement, value);
      engagements.forget();
    },
    async putPartner(value) {
      await put('partner', value.id, partner, value);
      partners.forget();
    },
    async putProfile(value) {
      await put(`customer_${value.id}`, 'profile', customerProfile, value);
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
