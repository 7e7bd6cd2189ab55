// A driver in memory: which orchestrations live, and what was asked of them.
import type { Drivers, DriverState } from '../../../../shared/changes/driver';
import type { AssociationKey } from '../../../../shared/domain/ids';
import { importInstanceIdOf, instanceIdOf } from '../../../../shared/store/keys';

export interface ADriver extends Drivers {
  /** As `start` or `wake ConsentAnswered`, in order. */
  readonly calls: string[];
  set(key: AssociationKey, state: DriverState): void;
}

/** `drive` is what an orchestration does when it is started or woken. */
export function aDriver(
  drive: (key: AssociationKey) => Promise<unknown> = () => Promise.resolve(),
): ADriver {
  const states = new Map<string, DriverState>();
  const calls: string[] = [];
  const set = (key: AssociationKey, state: DriverState) => states.set(instanceIdOf(key), state);
  const stateOf = (key: AssociationKey) => states.get(instanceIdOf(key)) ?? 'missing';

  async function start(key: AssociationKey): Promise<void> {
    calls.push('start');
    set(key, 'live');
    await drive(key);
  }

  return {
    calls,
    set,
    start,
    state: (key) => Promise.resolve(stateOf(key)),
    async wake(key, event) {
      if (stateOf(key) === 'missing') {
        await start(key);
        return;
      }
      calls.push(event === undefined ? 'wake' : `wake ${event}`);
      if (stateOf(key) === 'live') await drive(key);
    },
    remove(key) {
      calls.push('remove');
      set(key, stateOf(key) === 'live' ? 'ended' : 'missing');
      return Promise.resolve();
    },
    imports: {
      start({ importId, run }) {
        calls.push('start import');
        states.set(importInstanceIdOf(importId, run), 'live');
        return Promise.resolve();
      },
      state: ({ importId, run }) =>
        Promise.resolve(states.get(importInstanceIdOf(importId, run)) ?? 'missing'),
      remove({ importId, run }) {
        calls.push('remove import');
        states.delete(importInstanceIdOf(importId, run));
        return Promise.resolve();
      },
    },
  };
}
