// Which Entra tenant a domain belongs to (R12, R13): asked of Entra's public OpenID configuration, or of Microsoft Graph
// where the app may read tenant information, which also tells the tenant's name.
import * as z from 'zod';
import { tenantId, type TenantId } from '../domain/ids';
import { asLine } from '../domain/text';
import { isConsumerDomain } from './consumer-domains';

export interface TenantDirectory {
  /** By a domain or a tenant ID; undefined when there is no such tenant. Throws `DirectoryUnavailable`. */
  find(domainOrTenant: string): Promise<Tenant | undefined>;
}

export interface Tenant {
  readonly id: TenantId;
  readonly name?: string | undefined;
}

/** Microsoft Graph; needs the permission CrossTenantInformation.ReadBasic.All. */
export interface Graph {
  readonly url: string;
  readonly token: () => Promise<string>;
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
const information = z.object({ tenantId, displayName: z.string().nullish() });

export function createTenantDirectory(openIdUrl: string, graph?: Graph): TenantDirectory {
  const kept = new Map<string, { until: number; tenant: Tenant | undefined }>();
  const ask = graph === undefined ? askOpenId(openIdUrl) : askGraph(graph);

  return {
    async find(domainOrTenant) {
      const name = domainOrTenant.toLowerCase();
      if (isConsumerDomain(name)) return undefined;
      const known = kept.get(name);
      if (known !== undefined && known.until > performance.now()) return known.tenant;
      const found = await patiently(() => ask(name));
      const tenant = found && !consumerTenants.includes(found.id) ? found : undefined;
      kept.delete(name);
      const keepMs = tenant === undefined ? keepNotFoundMs : keepFoundMs;
      kept.set(name, { until: performance.now() + keepMs, tenant });
      const oldest = kept.keys().next().value;
      if (kept.size > maxKept && oldest !== undefined) kept.delete(oldest);
      return tenant;
    },
  };
}

async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  let cause: unknown;
  for (let tried = 0; tried < tries; tried += 1) {
    try {
      return await ask();
    } catch (error) {
      cause = error;
    }
  }
  throw new DirectoryUnavailable('the tenant directory does not answer', { cause });
}

function askOpenId(baseUrl: string) {
  return async (name: string): Promise<Tenant | undefined> => {
    const url = `${baseUrl}/${encodeURIComponent(name)}/v2.0/.well-known/openid-configuration`;
    const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
    const body: unknown = await response.json();
    if (response.status === 400 && notFound.safeParse(body).success) return undefined;
    if (!response.ok) throw new Error(`the directory answered ${response.status}`);
    const id = tenantId.safeParse(new URL(configuration.parse(body).issuer).pathname.split('/')[1]);
    return id.success ? { id: id.data } : undefined;
  };
}

function askGraph({ url, token }: Graph) {
  return async (name: string): Promise<Tenant | undefined> => {
    const by = tenantId.safeParse(name).success
      ? `ByTenantId(tenantId='${encodeURIComponent(name)}')`
      : `ByDomainName(domainName='${encodeURIComponent(name)}')`;
    const response = await fetch(`${url}/v1.0/tenantRelationships/findTenantInformation${by}`, {
      headers: { authorization: `Bearer ${await token()}` },
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`Graph answered ${response.status}`);
    const { tenantId: id, displayName } = information.parse(await response.json());
    return { id, name: asLine(displayName ?? '', 160) };
  };
}
