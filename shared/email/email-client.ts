// The client of Azure Communication Services e-mail. It never tries again by itself: the outbox does, with a record of it.
import { EmailClient, type EmailClientOptions } from '@azure/communication-email';
import { mailEndpointOf } from '../connection-strings';
import { isOnLoopback } from '../web-address';

type Credential = ConstructorParameters<typeof EmailClient>[1];

export type EmailConnection =
  | { readonly connectionString: string }
  | { readonly endpoint: string; readonly credential: Credential };

export function createEmailClient(connection: EmailConnection): EmailClient {
  if ('connectionString' in connection) {
    const { connectionString } = connection;
    return new EmailClient(connectionString, optionsFor(mailEndpointOf(connectionString) ?? ''));
  }
  const { endpoint, credential } = connection;
  return new EmailClient(endpoint, credential, optionsFor(endpoint));
}

/** Plain HTTP is for a stand-in on this machine only. */
function optionsFor(endpoint: string): EmailClientOptions {
  return {
    retryOptions: { maxRetries: 0 },
    allowInsecureConnection: isOnLoopback(endpoint),
  };
}
