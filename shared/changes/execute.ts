// Runs a command on a customer: load, decide, commit; decided anew when somebody else was first. What time has brought
// goes into the same transaction, or before it where the two do not fit.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Changes } from '../domain/changes';
import { decide } from '../domain/decide';
import type { Command } from '../domain/commands';
import { keyOf, type AssociationKey, type CustomerId } from '../domain/ids';
import type { Refusal } from '../domain/refusal';
import type { Instant } from '../domain/time';
import type { CustomerStore } from '../store/customer-store';
import { Contention } from '../store/contention';
import type { LoadedCustomer } from '../store/customer-rows';
import { limits } from '../store/keys';

export type Executed =
  | { readonly ok: true; readonly changes: Changes; readonly loaded: LoadedCustomer }
  | { readonly ok: false; readonly refusal: Refusal; readonly loaded: LoadedCustomer };

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
  let loaded = options.loaded ?? (await store.load(customer));
  const earlier: Changes[] = [];
  for (let tried = 0; tried < maxTries; tried += 1) {
    const outcome = decide(loaded.customer, command);
    if (!outcome.ok) return { ok: false, refusal: outcome.refusal, loaded };
    const { changes } = outcome;
    const overdue = fitsTransaction(changes) ? [] : endingsIn(changes);
    if (overdue.length > 0) {
      for (const key of overdue) {
        const settled = await execute(store, customer, settling(key, command.at), { loaded });
        if (settled.ok) earlier.push(settled.changes);
        loaded = settled.loaded;
      }
      continue;
    }
    await options.beforeCommit?.(changes);
    const committed = await store.commit(loaded, changes);
    if (committed !== 'conflict') {
      return { ok: true, changes: together(...earlier, changes), loaded: committed };
    }
    await sleep(Math.random() * 20 * (tried + 1));
    loaded = await store.load(customer);
  }
  throw new Contention(`${maxTries} others changed the customer first`);
}

function fitsTransaction({ associations, anchors, newlyKnownBy }: Changes): boolean {
  const rows = associations.map(({ entries, mails }) => 1 + entries.length + mails.length);
  const others = anchors.length + newlyKnownBy.length;
  return rows.reduce((sum, n) => sum + n, others) <= limits.operations;
}

/** What time has brought, and nobody has asked for. */
function endingsIn({ associations }: Changes): AssociationKey[] {
  return associations
    .filter(({ before }) => before !== undefined)
    .filter(({ entries }) => entries.every(({ by }) => by.kind === 'system'))
    .map(({ after }) => keyOf(after));
}

function settling(key: AssociationKey, at: Instant): Command {
  return { type: 'settle', at, by: { kind: 'system' }, marginSeconds: 0, key };
}

function together(...parts: readonly Changes[]): Changes {
  return {
    associations: parts.flatMap(({ associations }) => associations),
    anchors: parts.flatMap(({ anchors }) => anchors),
    newlyKnownBy: parts.flatMap(({ newlyKnownBy }) => newlyKnownBy),
  };
}
