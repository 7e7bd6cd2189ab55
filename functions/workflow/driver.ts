// Starts and wakes the orchestrations. The record is written before: a start or event that fails only costs time.
import type { DurableClient } from 'durable-functions';
import { events, type Drivers, type ImportDriver } from '../../shared/changes/driver';
import type { AssociationKey } from '../../shared/domain/ids';
import type { ImportRun } from '../../shared/store/import-rows';
import { importInstanceIdOf, instanceIdOf } from '../../shared/store/keys';
import { isNotFound, startInstance, stateOf } from './instances';
import { importOrchestrationName, orchestrationName } from './names';

/** The client is asked for only when something is to be driven: most requests drive nothing. */
export function createDriver(client: () => DurableClient): Drivers {
  const state = (key: AssociationKey) => stateOf(client(), instanceIdOf(key));
  const start = (key: AssociationKey) =>
    startInstance(client(), orchestrationName, instanceIdOf(key), key);

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
    imports: importDriver(client),
  };
}

function importDriver(client: () => DurableClient): ImportDriver {
  const state = ({ importId, run }: ImportRun) =>
    stateOf(client(), importInstanceIdOf(importId, run));
  const removeIfOver = async (of: ImportRun) => {
    if ((await state(of)) !== 'ended') return;
    await client().purgeInstanceHistory(importInstanceIdOf(of.importId, of.run));
  };
  return {
    async start({ importId, run }) {
      const input = { importId, run };
      await startInstance(
        client(),
        importOrchestrationName,
        importInstanceIdOf(importId, run),
        input,
      );
      await removeIfOver({ importId, run: run - 1 });
    },
    state,
    async remove({ importId, run }) {
      await removeIfOver({ importId, run });
      await removeIfOver({ importId, run: run - 1 });
    },
  };
}
