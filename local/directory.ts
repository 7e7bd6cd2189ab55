// The local stand-in of Entra's public OpenID configuration by domain, and of Microsoft Graph's
// tenant information; outages can be played. No sign-in is asked for, unlike at Graph.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { json, parseBody, Refused, serve, type Answer } from './http-server';

const directoryTenant = z.object({
  tenantId: z.guid(),
  displayName: z.string(),
  defaultDomain: z.string(),
  domains: z.array(z.string()),
});
export type DirectoryTenant = z.infer<typeof directoryTenant>;

const fault = z.strictObject({
  status: z.int().min(400).max(599).optional(),
  delayMs: z.int().nonnegative().optional(),
  /** The connection is cut without an answer. */
  down: z.boolean().optional(),
});

const entra = 'https://login.microsoftonline.com';
const openIdPath = /^\/([^/]+)\/v2\.0\/\.well-known\/openid-configuration$/;
const graphPath =
  /^\/v1\.0\/tenantRelationships\/findTenantInformationBy(DomainName\(domainName|TenantId\(tenantId)='(.*)'\)$/;

export async function startDirectory(options: {
  port: number;
  tenants: DirectoryTenant[];
}): Promise<{ url: string; stop: () => Promise<void> }> {
  let faults: z.infer<typeof fault> = {};
  const tenants = [...options.tenants];
  const find = (key: string) =>
    tenants.find(({ tenantId, defaultDomain, domains }) =>
      [tenantId, defaultDomain, ...domains].some((k) => k.toLowerCase() === key.toLowerCase()),
    );

  const { url, stop } = await serve('the directory', options.port, async (asked) => {
    const path = decodeURIComponent(asked.url.pathname);
    if (path === '/api/faults' && asked.method === 'PUT') {
      faults = parseBody(fault, asked.body);
      return json(200, faults);
    }
    if (path === '/api/tenants' && asked.method === 'POST') {
      tenants.push(parseBody(directoryTenant, asked.body));
      return json(201, {});
    }
    if (path === '/api/faults' && asked.method === 'DELETE') {
      faults = {};
      return { status: 204 };
    }

    const { delayMs, down, status } = faults;
    if (delayMs) await sleep(delayMs);
    if (down) return 'reset';
    if (status) throw new Refused(status, 'Fault', 'A fault was asked for.');

    const key = openIdPath.exec(path)?.[1];
    if (key) return openIdConfiguration(key, find(key));
    const graphKey = graphPath.exec(path)?.[2]?.replaceAll("''", "'");
    if (graphKey) return tenantInformation(graphKey, find(graphKey));
    throw new Refused(404, 'NotFound', `Nothing is at ${asked.method} ${path}.`);
  });
  return { url, stop };
}

function openIdConfiguration(key: string, tenant: DirectoryTenant | undefined): Answer {
  const anyTenant = ['common', 'organizations'].includes(key) ? '{tenantid}' : undefined;
  const id = tenant?.tenantId ?? anyTenant;
  if (id === undefined) return tenantNotFound(key);
  const base = `${entra}/${tenant?.tenantId ?? key}`;
  return json(200, {
    token_endpoint: `${base}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    jwks_uri: `${base}/discovery/v2.0/keys`,
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    issuer: `${entra}/${id}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    tenant_region_scope: tenant ? 'EU' : null,
    cloud_instance_name: 'microsoftonline.com',
  });
}

function tenantNotFound(key: string): Answer {
  return json(400, {
    error: 'invalid_tenant',
    error_description: `AADSTS90002: Tenant '${key}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
    error_codes: [90002],
    timestamp: new Date().toISOString().replace('T', ' ').replace(/\..*/, 'Z'),
    trace_id: randomUUID(),
    correlation_id: randomUUID(),
    error_uri: `${entra}/error?code=90002`,
  });
}

/** The shape of the error is Graph's; its code for an unknown tenant was not seen. */
function tenantInformation(key: string, tenant: DirectoryTenant | undefined): Answer {
  if (!tenant) {
    const innerError = { date: new Date().toISOString(), 'request-id': randomUUID() };
    const message = `Resource '${key}' does not exist or one of its queried reference-property objects are not present.`;
    return json(404, { error: { code: 'Request_ResourceNotFound', message, innerError } });
  }
  return json(200, {
    '@odata.context':
      'https://graph.microsoft.com/v1.0/$metadata#microsoft.graph.tenantInformation',
    tenantId: tenant.tenantId,
    federationBrandName: null,
    displayName: tenant.displayName,
    defaultDomainName: tenant.defaultDomain,
  });
}
