// Everything around the app on this machine: Azurite, the mail endpoint, the issuer, the directory, the host; and the
// settings that make the app use them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startAzurite } from './azurite';
import { startDirectory } from './directory';
import { startHost } from './host/host';
import { hostClock } from './host/clock';
import { keysOf } from './host/keys';
import { freePort } from './http-server';
import { importSample } from './import-sample';
import { startIssuer, type Issuer } from './issuer';
import { mailPreviews } from './mail-previews';
import { startMailEndpoint } from './mail/mail-endpoint';
import { apiClientId, operatorTenantId, readSample, sampleTenants } from './sample';

export interface Ports {
  readonly app: number;
  readonly mail: number;
  readonly issuer: number;
  readonly directory: number;
  readonly tables: number;
}

/** What runs where; written to `running.json` in the data folder for the demo and the tests. */
export interface Running {
  readonly pid: number;
  readonly app: string;
  readonly inbox: string;
  readonly issuer: string;
  readonly directory: string;
  readonly tables: string;
  /** The host's master key: opens its endpoints below admin/ and runtime/. */
  readonly hostKey: string;
}

export interface Surroundings {
  readonly running: Running;
  readonly adoptedAzurite: boolean;
  stop: () => Promise<void>;
}

export async function startSurroundings(folder: string, ports: Ports): Promise<Surroundings> {
  mkdirSync(folder, { recursive: true });
  const stops: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  try {
    const dataFolder = join(folder, 'host');
    hostClock.open(dataFolder);
    const keys = keysOf(dataFolder);
    const azurite = await startAzurite({
      folder: join(folder, 'azurite'),
      tablePort: ports.tables,
    });
    stops.push(() => azurite.stop());
    const sample = readSample();
    const appPort = await freePort(ports.app, 'the app');
    const app = `http://localhost:${appPort}`;
    const issuer = await startIssuer({ port: ports.issuer, folder, clientId: apiClientId });
    stops.push(() => issuer.stop());
    const directory = await startDirectory({
      port: ports.directory,
      tenants: sampleTenants(sample),
    });
    stops.push(() => directory.stop());
    const mail = await startMailEndpoint({
      port: ports.mail,
      folder,
      now: () => hostClock.now(),
      pages: mailPreviews,
      deliveryReportsTo: `${app}/runtime/webhooks/EventGrid?functionName=recordDeliveryReport&code=${keys.eventgrid_extension}`,
    });
    stops.push(() => mail.stop());
    const host = await startHost({
      root: join(__dirname, '..', 'package'),
      entry: join(__dirname, 'app-entry.js'),
      port: appPort,
      dataFolder,
      settings: {
        TABLES_CONNECTION_STRING: azurite.connectionString,
        MAIL_CONNECTION_STRING: mail.connectionString,
        MAIL_SENDER_ADDRESS: 'DoNotReply@mci-engagements.example',
        MAILS_PER_MINUTE: '300',
        MAILS_PER_HOUR: '1000',
        PUBLIC_BASE_URL: app,
        AUTH_ISSUERS: `${issuer.issuer} ${issuer.issuerV1}`,
        AUTH_AUDIENCES: `${apiClientId} api://${apiClientId}`,
        AUTH_JWKS_URI: issuer.jwksUri,
        OPERATOR_TENANT_ID: operatorTenantId,
        TENANT_DIRECTORY_URL: directory.url,
        PORTAL_SIGN_IN: JSON.stringify({
          kind: 'local',
          issuer: new URL(issuer.jwksUri).origin,
          partners: sample.partners.map(({ name, tenantIds }) => ({
            name,
            tenantId: tenantIds[0],
          })),
        }),
        EXPIRY_MARGIN_SECONDS: '0',
      },
    });
    stops.push(() => host.close());
    if (host.startError !== undefined) throw host.startError; // of no use without functions
    await importSample(host.url, await importToken(issuer));
    const running: Running = {
      pid: process.pid,
      app,
      inbox: mail.url,
      issuer: new URL(issuer.jwksUri).origin,
      directory: directory.url,
      tables: azurite.connectionString,
      hostKey: keys.master,
    };
    writeFileSync(join(folder, 'running.json'), JSON.stringify(running, undefined, 2));
    return { running, adoptedAzurite: azurite.adopted, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function importToken({ token }: Issuer): Promise<string> {
  const roles = ['ReferenceData.Import'];
  return token({ tenantId: operatorTenantId, roles, kind: 'application' });
}
