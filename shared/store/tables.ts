// The app's tables: opened with a connection string or an identity, created where missing.
import { RestError, TableClient, TableServiceClient } from '@azure/data-tables';
import { azureIdentity } from '../azure-identity';

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
  const open = (name: string) => {
    if ('connectionString' in connection) {
      return TableClient.fromConnectionString(connection.connectionString, name, {
        allowInsecureConnection: isLoopback(connection.connectionString),
      });
    }
    return new TableClient(
      connection.endpoint,
      name,
      azureIdentity(connection.managedIdentityClientId),
    );
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

/** Creates what is missing; a table that is there is left alone. */
export async function createTables(connection: TableConnection): Promise<void> {
  const service =
    'connectionString' in connection
      ? TableServiceClient.fromConnectionString(connection.connectionString, {
          allowInsecureConnection: isLoopback(connection.connectionString),
        })
      : new TableServiceClient(
          connection.endpoint,
          azureIdentity(connection.managedIdentityClientId),
        );
  await Promise.all(Object.values(tableNames).map((name) => service.createTable(name)));
}

/** The HTTP status of a storage error; undefined when no answer came. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof RestError ? error.statusCode : undefined;
}

/** Plain HTTP is for a storage emulator on this machine only. */
function isLoopback(connectionString: string): boolean {
  return (
    connectionString.includes('UseDevelopmentStorage=true') ||
    /TableEndpoint=http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(connectionString)
  );
}
