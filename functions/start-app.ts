// Settings → production dependencies → registration. The clock is the one thing that a host may give.
import { app } from '@azure/functions';
import { azureIdentity } from '../shared/azure-identity';
import { readConfig, type Config } from '../shared/config';
import { toInstant, type Clock } from '../shared/domain/time';
import { createTenantDirectory } from '../shared/directory/tenant-directory';
import { createEmailClient, createMailSender } from '../shared/email/send-mail';
import { createCustomerStore } from '../shared/store/customer-store';
import { createDueStore } from '../shared/store/due-store';
import { createIdempotencyStore } from '../shared/store/idempotency-store';
import { createMailStore } from '../shared/store/mail-store';
import { createPageStore } from '../shared/store/page-store';
import { createReferenceStore } from '../shared/store/reference-store';
import { createTables, openTables } from '../shared/store/tables';
import { register } from './app';
import { createAuthenticate } from './http/caller';
import { giveUpLostRequests } from './lost-requests';

const systemClock: Clock = () => toInstant(new Date());

/** Throws when a setting is missing or wrong: an app that can't work does not start. */
export function startApp(
  env: Readonly<Record<string, string | undefined>>,
  clock: Clock = systemClock,
): void {
  // Without it the host hands no body on that comes without a content-length, as .NET's JsonContent and many proxies send it.
  app.setup({ enableHttpStream: true });
  const config = readConfig(env);
  const tables = openTables(config.tables);
  app.hook.appStart(() => createTables(config.tables));
  register({
    config,
    clock,
    customers: createCustomerStore(tables.truth),
    pages: createPageStore(tables.views),
    due: createDueStore(tables.due),
    mails: createMailStore(tables.mail, config.mailQuota),
    reference: createReferenceStore(tables.reference),
    idempotency: createIdempotencyStore(tables.idempotency),
    directory: createTenantDirectory(
      config.tenantDirectoryUrl,
      config.graph && graphOf(config.graph),
    ),
    sendMail: createMailSender({
      client: createEmailClient(withIdentity(config.mail)),
      senderAddress: config.mailSender,
    }),
    authenticate: createAuthenticate(config.auth),
  });
  giveUpLostRequests();
}

function withIdentity(mail: Config['mail']) {
  return 'connectionString' in mail
    ? { connectionString: mail.connectionString }
    : { endpoint: mail.endpoint, credential: azureIdentity(mail.managedIdentityClientId) };
}

function graphOf({ url, managedIdentityClientId }: NonNullable<Config['graph']>) {
  const credential = azureIdentity(managedIdentityClientId);
  const token = async () => (await credential.getToken(`${url}/.default`)).token;
  return { url, token };
}
