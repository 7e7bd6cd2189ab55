// Runs a command on a customer: load, decide, commit; decided anew when somebody else was first.
import { setTimeout as sleep } from 'node:timers/promises';
import { decideForCustomer, type Changes } from '../domain/decide-for-customer';
import type { Command } from '../domain/commands';
import type { CustomerId } from '../domain/ids';
import type { Refusal } from '../domain/refusal';
import type { CustomerStore } from './customer-store';
import type { LoadedCustomer } from './customer-rows';

export type Executed =
  | { readonly ok: true; readonly changes: Changes; readonly loaded: LoadedCustomer }
  | { readonly ok: false; readonly refusal: Refusal; readonly loaded: LoadedCustomer };

/** So many others were first that we gave up: nothing was written, the caller may try again. */
export class Contention extends Error {
  override readonly name = 'Contention';
}

const maxTries = 12;

export interface ExecuteOptions {
  /** The customer as it was read already, for the first try. */
  readonly loaded?: LoadedCustomer;
  /** Runs before the changes are written: intents that must be on record first. */
  readonly beforeCommit?: (changes: Changes) => Promise<void>;
}

export async function execute(
  store: CustomerStore,
  customer: CustomerId,
  command: Command,
  options: ExecuteOptions = {},
): Promise<Executed> {
  for (let tried = 0; tried < maxTries; tried += 1) {
    const loaded = (tried === 0 ? options.loaded : undefined) ?? (await store.load(customer));
    const outcome = decideForCustomer(loaded.customer, command);
    if (!outcome.ok) return { ok: false, refusal: outcome.refusal, loaded };
    const { changes } = outcome;
    await options.beforeCommit?.(changes);
    const committed = await store.commit(loaded, changes);
    if (committed !== 'conflict') return { ok: true, changes, loaded: committed };
    await sleep(Math.random() * 20 * (tried + 1));
  }
  throw new Contention(`${maxTries} others changed the customer first`);
}
