// Settings → production dependencies → registration. The clock is the one thing that a host may give.
import { app } from '@azure/functions';
import { azureIdentity } from '../shared/azure-identity';
import { readConfig, WrongSettings, type Config } from '../shared/config';
import { toInstant, type Clock } from '../shared/domain/time';
import { createTenantDirectory } from '../shared/directory/tenant-directory';
import { createEmailClient, createMailSender } from '../shared/email/send-mail';
import { answers, createReadiness, servesKeys } from '../shared/readiness';
import { createCustomerStore } from '../shared/store/customer-store';
import { createDueStore } from '../shared/store/due-store';
import { createIdempotencyStore } from '../shared/store/idempotency-store';
import { createImportStore } from '../shared/store/import-store';
import { createMailStore } from '../shared/store/mail-store';
import { createPageStore } from '../shared/store/pages/page-store';
import { createReferenceStore } from '../shared/store/reference-store';
import { createTables, openTables, tablesAnswer } from '../shared/store/tables';
import { register } from './app';
import { createAuthenticate } from './http/caller';
import { createUnreadableRows } from './log/unreadable-rows';

const systemClock: Clock = () => toInstant(new Date());

/** Throws `WrongSettings` before anything is registered. */
export function startApp(
  env: Readonly<Record<string, string | undefined>>,
  clock: Clock = systemClock,
): void {
  const config = readConfig(env);
  const tables = openTables(config.tables);
  const unreadable = createUnreadableRows();
  app.hook.postInvocation(({ invocationContext }) => {
    unreadable.tell(invocationContext);
  });
  app.hook.appStart(() =>
    createTables(config.tables).catch((error: unknown) => {
      // Storage that is down for a moment must not keep the host from its functions: they answer 503 until it is back.
      console.error('The tables could not be created; they may be there already.', error);
    }),
  );
  register({
    config,
    clock,
    customers: createCustomerStore(tables.truth, unreadable.met),
    pages: createPageStore(tables.views, unreadable.met),
    due: createDueStore(tables.due),
    mails: createMailStore(tables.mail, config.mailQuota),
    reference: createReferenceStore(tables.reference, unreadable.met),
    imports: createImportStore(tables.reference),
    idempotency: createIdempotencyStore(tables.idempotency),
    directory: createTenantDirectory(
      config.tenantDirectoryUrl,
      config.graph && graphOf(config.graph),
    ),
    sendMail: atFirstCall(() =>
      createMailSender({
        client: createEmailClient(withIdentity(config.mail)),
        senderAddress: config.mailSender,
      }),
    ),
    authenticate: atFirstCall(() => createAuthenticate(config.auth)),
    readiness: createReadiness([
      tablesAnswer(tables),
      answers('the mail service', endpointOf(config.mail)),
      servesKeys('the key set', config.auth.jwksUri),
    ]),
  });
}

/** A function made when it is first called: the libraries behind it are large, and a start needs none of them. */
function atFirstCall<A extends unknown[], R>(make: () => (...args: A) => R): (...args: A) => R {
  let made: ((...args: A) => R) | undefined;
  return (...args) => (made ??= make())(...args);
}

/**
 * The host goes on without functions when an entry throws, and answers 404 to everything. So wrong settings are told in the
 * log, and the app answers that it is out of order.
 */
export function startOrSayWhy(env: Readonly<Record<string, string | undefined>>): void {
  try {
    startApp(env);
  } catch (error) {
    if (!(error instanceof WrongSettings)) throw error;
    console.error(error.message);
    register(error);
  }
}

function withIdentity(mail: Config['mail']) {
  return 'connectionString' in mail
    ? { connectionString: mail.connectionString }
    : { endpoint: mail.endpoint, credential: azureIdentity(mail.managedIdentityClientId) };
}

function endpointOf(mail: Config['mail']): string {
  if ('endpoint' in mail) return mail.endpoint;
  return /endpoint=([^;]*)/i.exec(mail.connectionString)?.[1] ?? '';
}

function graphOf({ url, managedIdentityClientId }: NonNullable<Config['graph']>) {
  const credential = azureIdentity(managedIdentityClientId);
  const token = async () => (await credential.getToken(`${url}/.default`)).token;
  return { url, token };
}
