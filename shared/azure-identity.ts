// The app's own identity in Azure: user-assigned where its client ID is given, else the system-assigned one.
import { DefaultAzureCredential } from '@azure/identity';

export function azureIdentity(managedIdentityClientId: string | undefined): DefaultAzureCredential {
  return new DefaultAzureCredential(
    managedIdentityClientId === undefined ? {} : { managedIdentityClientId },
  );
}
