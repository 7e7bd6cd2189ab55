// Starts and wakes the orchestrations. The record is written before: a start or event that fails only costs time.
import type { DurableClient } from 'durable-functions';
import { events, type Driver, type DriverState } from '../../shared/changes/driver';
import type { AssociationKey } from '../../shared/domain/ids';
import { instanceIdOf } from '../../shared/store/keys';
import { orchestrationName } from './names';

const live: readonly string[] = ['Running', 'Pending', 'ContinuedAsNew', 'Suspended'];

/** The client is asked for only when something is to be driven: most requests drive nothing. */
export function createDriver(client: () => DurableClient): Driver {
  async function state(key: AssociationKey): Promise<DriverState> {
    const id = instanceIdOf(key);
    try {
      const { runtimeStatus } = await client().getStatus(id);
      return live.includes(runtimeStatus) ? 'live' : 'ended';
    } catch (error) {
      if (isNotFound(error)) return 'missing';
      throw error;
    }
  }

  async function start(key: AssociationKey): Promise<void> {
    try {
      await client().startNew(orchestrationName, { instanceId: instanceIdOf(key), input: key });
    } catch (error) {
      if ((await state(key)) !== 'live') throw error;
    }
  }

  return {
    start,
    state,
    async wake(key, event = events.associationChanged) {
      try {
        await client().raiseEvent(instanceIdOf(key), event, null);
      } catch (error) {
        if (!isNotFound(error)) throw error;
        await start(key);
      }
    },
    async remove(key) {
      const id = instanceIdOf(key);
      if ((await state(key)) === 'live') await client().terminate(id, 'the association has ended');
      else await client().purgeInstanceHistory(id);
    },
  };
}

/** The SDK tells a missing instance only by its message (DurableClient.js, 3.5.0). */
function isNotFound(error: unknown): boolean {
  return error instanceof Error && /HTTP 404 response|No instance with ID/.test(error.message);
}
