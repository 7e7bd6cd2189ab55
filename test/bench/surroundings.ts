// What the app needs around it, in the driver's own process: who signs in, whose domain is whose, who takes the mails.
import type { Issuer } from '../../local/issuer';
import { startIssuer } from '../../local/issuer';
import { json, Refused, serve } from '../../local/http-server';
import { startMailEndpoint } from '../../local/mail/mail-endpoint';
import { apiClientId, operatorTenantId } from '../../local/sample';
import { tenantOfDomain } from './cast';

export interface Surroundings {
  readonly issuer: Issuer;
  readonly mailbox: string;
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
  const mail = await startMailEndpoint({ port: 0, now: () => new Date() });
  return {
    issuer,
    mailbox: mail.url,
    settings: (tables) => ({
      TABLES_CONNECTION_STRING: tables,
      MAIL_CONNECTION_STRING: mail.connectionString,
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
