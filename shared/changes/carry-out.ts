// A change from beginning to end: decided and committed, then pages and orchestrations follow. Everything that somebody asks
// for goes through here; what time brings is in settle.ts.
import type { Association } from '../domain/association';
import type { Command, OpenCommand, StepCommand } from '../domain/commands';
import { associationOf, latestOf, type Customer } from '../domain/customer';
import type { Changes } from '../domain/changes';
import { keyOf } from '../domain/ids';
import type { Refusal } from '../domain/refusal';
import { addSeconds } from '../domain/time';
import type { LoadedCustomer } from '../store/customer-rows';
import { ticketSeconds } from '../store/due-store';
import { execute } from './execute';
import { follow, type Followers } from './follow';

export interface Order extends Followers {
  readonly command: Command;
  /** The customer as it was read already, if it was. */
  readonly loaded?: LoadedCustomer | undefined;
}

export type CarriedOut =
  /** What the command was about, as it is now; also where a repeated request has changed nothing. */
  | { readonly ok: true; readonly associations: readonly [Association, ...Association[]] }
  | { readonly ok: false; readonly refusal: Refusal; readonly loaded: LoadedCustomer };

/** Throws `Contention`. Once the change is on record nothing throws any more: what could not follow is made good later. */
export async function carryOut(order: Order): Promise<CarriedOut> {
  const { command, loaded, stores } = order;
  const customerId = 'key' in command ? command.key.customerId : command.profile.id;
  const executed = await execute(stores.customers, customerId, command, {
    ...(loaded === undefined ? {} : { loaded }),
    beforeCommit: (changes) => fileTickets(order, changes),
  });
  if (!executed.ok) return executed;
  const associations = meantBy(command, executed.loaded.customer);
  await follow(order, command, executed, associations);
  return { ok: true, associations };
}

/** What nobody may be driving, as it is new or over, is filed first, so that no record is left undriven. */
async function fileTickets(
  { command, stores }: Order,
  { associations }: Pick<Changes, 'associations'>,
): Promise<void> {
  const undriven = associations.filter(
    ({ before, entries }) =>
      before === undefined || entries.some(({ transition }) => transition === 'showInterest'),
  );
  const at = addSeconds(command.at, ticketSeconds);
  await Promise.all(
    undriven.map(({ after }) => stores.due.file({ key: keyOf(after), at, purpose: 'watch' })),
  );
}

/** The associations that the command names, as they are now. */
function meantBy(command: Command, customer: Customer): [Association, ...Association[]] {
  const meant = 'key' in command ? [ofStep(command, customer)] : ofOpening(command, customer);
  const [first, ...others] = meant.filter((a) => a !== undefined);
  if (first === undefined) throw new Error('the association that was just written is missing');
  return [first, ...others];
}

function ofStep({ key }: StepCommand, customer: Customer): Association | undefined {
  const { partnerId, engagementId, attempt } = key;
  return attempt === undefined
    ? latestOf(customer, partnerId, engagementId)
    : associationOf(customer, { ...key, attempt });
}

function ofOpening({ partner, engagements }: OpenCommand, customer: Customer) {
  return engagements.map(({ id }) => latestOf(customer, partner.id, id));
}
