// What the app needs around it, in the driver's own process: who signs in, whose domain is whose, who takes the mails.
import { startIssuer, type Issuer } from '../../local/issuer';
import { json, Refused, serve } from '../../local/http-server';
import { apiClientId, operatorTenantId } from '../../local/sample';
import { tenantOfDomain } from './cast';

export interface Surroundings {
  readonly issuer: Issuer;
  /** What the mail service has taken so far. */
  readonly mails: { readonly count: number; readonly bytes: number };
  /** Of the app, over these tables. */
  settings(tablesConnectionString: string): Record<string, string>;
  stop(): Promise<void>;
}

export async function startSurroundings(): Promise<Surroundings> {
  const issuer = await startIssuer({ port: 0, clientId: apiClientId });
  const directory = await serve('the directory', 0, ({ url }) => {
    const domain = /^\/([^/]+)\/v2\.0\/\.well-known\//.exec(decodeURIComponent(url.pathname))?.[1];
    const tenant = domain === undefined ? undefined : tenantOfDomain(domain);
    if (tenant === undefined) throw new Refused(400, 'invalid_tenant', 'No such tenant.');
    return json(200, { issuer: `https://login.microsoftonline.com/${tenant}/v2.0` });
  });
  const mails = { count: 0, bytes: 0 };
  const mail = await serve('the mail service', 0, ({ headers, body }) => {
    const id = String(headers['operation-id']);
    mails.count += 1;
    mails.bytes += body.length;
    const location = `http://${headers.host ?? ''}/emails/operations/${id}`;
    return json(202, { id, status: 'Running' }, { 'operation-location': location });
  });
  return {
    issuer,
    mails,
    settings: (tables) => ({
      TABLES_CONNECTION_STRING: tables,
      MAIL_CONNECTION_STRING: `endpoint=${mail.url}/;accesskey=${btoa('a key')}`,
      MAIL_SENDER_ADDRESS: 'DoNotReply@mci-engagements.example',
      MAILS_PER_MINUTE: '1000',
      MAILS_PER_HOUR: '1000',
      AUTH_ISSUERS: `${issuer.issuer} ${issuer.issuerV1}`,
      AUTH_AUDIENCES: apiClientId,
      AUTH_JWKS_URI: issuer.jwksUri,
      OPERATOR_TENANT_ID: operatorTenantId,
      TENANT_DIRECTORY_URL: directory.url,
      EXPIRY_MARGIN_SECONDS: '60',
    }),
    async stop() {
      await Promise.all([issuer.stop(), directory.stop(), mail.stop()]);
    },
  };
}
