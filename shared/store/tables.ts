// The app's tables: opened with a connection string or an identity, created where missing.
import { odata, RestError, TableClient, type TableServiceClientOptions } from '@azure/data-tables';
import { azureIdentity } from '../azure-identity';
import { tableEndpointOf } from '../connection-strings';
import type { Check } from '../readiness';
import { requestTimeout } from '../request-timeout';
import { isOnLoopback } from '../web-address';
import { asciiBody } from './ascii-body';

/** `truth` decides; the others are read models, indexes and caches that can be made again from it. */
export const tableNames = {
  truth: 'Customers',
  views: 'CustomersPages',
  due: 'DueAssociations',
  mail: 'MailControl',
  reference: 'ReferenceData',
  idempotency: 'IdempotentAnswers',
} as const;

export type Tables = Readonly<Record<keyof typeof tableNames, TableClient>>;
export type TableConnection =
  | { readonly connectionString: string }
  | { readonly endpoint: string; readonly managedIdentityClientId?: string | undefined };

export function openTables(connection: TableConnection): Tables {
  const endpoint =
    'endpoint' in connection ? connection.endpoint : tableEndpointOf(connection.connectionString);
  const open = (name: string) => {
    const options = optionsFor(endpoint ?? '');
    if ('connectionString' in connection)
      return TableClient.fromConnectionString(connection.connectionString, name, options);
    const credential = azureIdentity(connection.managedIdentityClientId);
    return new TableClient(connection.endpoint, name, credential, options);
  };
  return {
    truth: open(tableNames.truth),
    views: open(tableNames.views),
    due: open(tableNames.due),
    mail: open(tableNames.mail),
    reference: open(tableNames.reference),
    idempotency: open(tableNames.idempotency),
  };
}

/**
 * Creates what is missing, with a connection string, as on one's own machine. With an identity there is nothing to do:
 * infra/foundation.bicep has made the tables, and every start of every instance would ask for them again.
 */
export async function createTables(connection: TableConnection): Promise<void> {
  if (!('connectionString' in connection)) return;
  await Promise.all(Object.values(openTables(connection)).map((table) => table.createTable()));
}

/** The tables are there and answer; which one is asked does not matter, they live in one account. */
export function tablesAnswer({ reference }: Pick<Tables, 'reference'>): Check {
  return {
    name: 'the tables',
    async ask(abortSignal) {
      const filter = odata`PartitionKey eq ${'readiness'}`;
      const found = reference.listEntities({ abortSignal, queryOptions: { filter } });
      await found.byPage({ maxPageSize: 1 }).next();
    },
  };
}

/** The HTTP status of a storage error; undefined when no answer came. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof RestError ? error.statusCode : undefined;
}

/** A try lasts at most 5 s, three tries in all; plain HTTP is for a storage emulator on this machine only. */
function optionsFor(endpoint: string): TableServiceClientOptions {
  return {
    additionalPolicies: [requestTimeout(5_000), asciiBody],
    retryOptions: { maxRetries: 2, retryDelayInMs: 300, maxRetryDelayInMs: 2_000 },
    allowInsecureConnection: isOnLoopback(endpoint),
  };
}
