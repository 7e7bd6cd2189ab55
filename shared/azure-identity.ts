// The app's own identity in Azure: user-assigned where its client ID is given, else the system-assigned one.
import { DefaultAzureCredential } from '@azure/identity';

type Identity = Pick<DefaultAzureCredential, 'getToken'>;

/** Looked for with the first token that is asked for: the library is large, and a start needs none. */
export function azureIdentity(managedIdentityClientId: string | undefined): Identity {
  const options = managedIdentityClientId === undefined ? {} : { managedIdentityClientId };
  let credential: Identity | undefined;
  return {
    getToken(scopes, requested) {
      credential ??= new DefaultAzureCredential(options);
      return credential.getToken(scopes, requested);
    },
  };
}
