// Which Entra tenant a domain belongs to, asked of Entra's public OpenID configuration (R12, R13).
import * as z from 'zod';
import { tenantId, type TenantId } from '../domain/ids';
import { isConsumerDomain } from './consumer-domains';

export interface TenantDirectory {
  /** By a domain or a tenant ID; undefined when there is no such tenant. Throws `DirectoryUnavailable`. */
  find(domainOrTenant: string): Promise<TenantId | undefined>;
}

/** The directory could not answer: that is not "not found" (R13). */
export class DirectoryUnavailable extends Error {
  override readonly name = 'DirectoryUnavailable';
}

const timeoutMs = 3_000;
const tries = 2;
const keepFoundMs = 24 * 60 * 60 * 1000;
const keepNotFoundMs = 5 * 60 * 1000;
const maxKept = 5_000;

/** Tenants of personal accounts: Microsoft's consumer accounts and the Exchange tenant of outlook.com. */
const consumerTenants: readonly string[] = [
  '9188040d-6c67-4c5b-b112-36a304b66dad',
  '84df9e7f-e9f6-40af-b435-aaaaaaaaaaaa',
];

const configuration = z.object({ issuer: z.url() });
/** AADSTS90002: no such tenant; AADSTS900023 and 900021: no valid name of one. */
const notFound = z.object({ error: z.literal('invalid_tenant') });

export function createTenantDirectory(baseUrl: string): TenantDirectory {
  const kept = new Map<string, { until: number; tenant: TenantId | undefined }>();

  return {
    async find(domainOrTenant) {
      const name = domainOrTenant.toLowerCase();
      if (isConsumerDomain(name)) return undefined;
      const known = kept.get(name);
      if (known !== undefined && known.until > performance.now()) return known.tenant;
      const tenant = await ask(`${baseUrl}/${name}/v2.0/.well-known/openid-configuration`);
      kept.delete(name);
      const keepMs = tenant === undefined ? keepNotFoundMs : keepFoundMs;
      kept.set(name, { until: performance.now() + keepMs, tenant });
      const oldest = kept.keys().next().value;
      if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
      return tenant;
    },
  };
}

async function ask(url: string): Promise<TenantId | undefined> {
  let cause: unknown;
  for (let tried = 0; tried < tries; tried += 1) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
      const body: unknown = await response.json();
      if (response.ok) return tenantOf(configuration.parse(body).issuer);
      if (response.status === 400 && notFound.safeParse(body).success) return undefined;
      cause = new Error(`the directory answered ${response.status}`);
    } catch (error) {
      cause = error;
    }
  }
  throw new DirectoryUnavailable('the tenant directory does not answer', { cause });
}

function tenantOf(issuer: string): TenantId | undefined {
  const id = tenantId.safeParse(new URL(issuer).pathname.split('/')[1]);
  return id.success && !consumerTenants.includes(id.data) ? id.data : undefined;
}
