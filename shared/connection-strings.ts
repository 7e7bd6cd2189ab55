// Where a connection string leads; undefined when it is none. Read as the SDK that gets it will read it.
import { TableServiceClient } from '@azure/data-tables';

export function tableEndpointOf(connectionString: string): string | undefined {
  try {
    return TableServiceClient.fromConnectionString(connectionString).url;
  } catch {
    return undefined;
  }
}

export function mailEndpointOf(connectionString: string): string | undefined {
  return /^endpoint=([^;]+);accesskey=[^;]+;?$/i.exec(connectionString)?.[1];
}
