// Instances of orchestrations by the SDK's client, as the drivers need them: what runs already is started, what is not there
// is missing.
import type { DurableClient } from 'durable-functions';
import type { DriverState } from '../../shared/changes/driver';

const live: readonly string[] = ['Running', 'Pending', 'ContinuedAsNew', 'Suspended'];

export async function stateOf(client: DurableClient, instanceId: string): Promise<DriverState> {
  try {
    const { runtimeStatus } = await client.getStatus(instanceId);
    return live.includes(runtimeStatus) ? 'live' : 'ended';
  } catch (error) {
    if (isNotFound(error)) return 'missing';
    throw error;
  }
}

export async function startInstance(
  client: DurableClient,
  orchestration: string,
  instanceId: string,
  input: unknown,
): Promise<void> {
  try {
    await client.startNew(orchestration, { instanceId, input });
  } catch (error) {
    if ((await stateOf(client, instanceId)) !== 'live') throw error;
  }
}

/** The SDK tells a missing instance only by its message (DurableClient.js, 3.5.0). */
export function isNotFound(error: unknown): boolean {
  return error instanceof Error && /HTTP 404 response|No instance with ID/.test(error.message);
}
