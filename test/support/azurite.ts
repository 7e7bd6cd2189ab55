// A real Azurite for one test file: in memory, started before its tests and ended after them.
import { startAzurite, type Azurite } from '../../local/azurite';

/** To be called at the top of a test file; yields the connection string once its tests run. */
export function azuriteOfThisFile(): () => string {
  let azurite: Azurite;
  beforeAll(async () => {
    azurite = await startAzurite({ tablePort: 0 });
  }, 60_000);
  afterAll(async () => {
    // There is nothing to save: it need not be asked politely.
    process.kill(azurite.pid, 'SIGKILL');
    await azurite.stop();
  });
  return () => azurite.connectionString;
}
