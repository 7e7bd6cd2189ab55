// What one partner's page shows of a customer, from the record; and from the facts of the customer and the criteria of the
// engagement where the page does not know them yet.
import { isOpen, type Association } from '../domain/association';
import { completionsOf, latestOf, pairOf, profileOf } from '../domain/customer';
import { unmetCriteria, type UnmetCriterion } from '../domain/eligibility';
import { isSameAssociation, type CustomerId, type EngagementId } from '../domain/ids';
import { placementOf, type Placement } from '../domain/placement';
import { noProfile, type CustomerProfile, type Engagement } from '../domain/reference';
import { shownOf } from '../domain/shown-association';
import type { Instant } from '../domain/time';
import type { LoadedCustomer, OutboxMail } from '../store/customer-rows';
import type { MailProblem, PageEntry, ShownCustomer } from '../store/pages/page-rows';
import type { Place } from '../store/pages/page-transactions';
import type { ReferenceStore } from '../store/reference-store';

/**
 * `put`: by who has just committed what is `loaded`; pages that show as much already are left alone. `refresh`: from the
 * record as it is. `anew`: likewise, with what the customer's facts and the engagement's criteria say now.
 */
export type How = 'put' | 'refresh' | 'anew';

/** Read when they are first asked for, and not again. */
export interface Facts {
  profile(): Promise<CustomerProfile | undefined>;
  engagement(id: EngagementId): Promise<Engagement | undefined>;
}

export function factsOf(
  reference: Pick<ReferenceStore, 'profile' | 'engagementNow'>,
  customer: CustomerId,
): Facts {
  let profile: Promise<CustomerProfile | undefined> | undefined;
  return {
    profile: () => (profile ??= reference.profile(customer)),
    engagement: (id) => reference.engagementNow(id),
  };
}

/**
 * Undefined where nothing is on record that this partner might see. `anew`: what the page knows of facts counts for nothing.
 * `put`: of one that is open or completed they can wait, until the list of known customers is written.
 */
export async function entryFor(
  loaded: Pick<LoadedCustomer, 'customer' | 'outbox'>,
  { seat, row }: Place,
  facts: Facts,
  how: How,
  now: Instant,
): Promise<{ entry: Omit<PageEntry, 'list'>; placement: Placement } | undefined> {
  const { own, ...rest } = pairOf(loaded.customer, seat.partner, seat.engagement);
  if (own === undefined && !rest.isKnown) return undefined;
  const pair = { ...rest, own: own && shownOf(own) };
  const mailProblem = mailProblemOf(loaded, seat);
  const completions = completionsOf(loaded.customer);
  const before = row?.value;
  const canWait = how === 'put' && own !== undefined && (isOpen(own) || own.status === 'completed');
  const { customer, unmet } =
    how !== 'anew' && knows(before, completions)
      ? before
      : pair.isKnown && !canWait
        ? await lookUp(facts, seat, own, completions)
        : { customer: shownCustomer(noProfile(seat.customer, own && profileOf(own))), unmet: [] };
  const question = { pair, unmet, partner: { id: seat.partner }, now };
  return {
    entry: { customer, pair, completions, unmet, mailProblem },
    placement: placementOf(question, mailProblem !== undefined),
  };
}

/** Whether the unmet criteria on the page were found, and with as many completions. */
function knows<R extends PageEntry>(row: R | undefined, completions: number): row is R {
  return row !== undefined && row.pair.isKnown && row.completions === completions;
}

async function lookUp(
  facts: Facts,
  { customer, engagement: id }: Place['seat'],
  own: Association | undefined,
  completions: number,
): Promise<{ customer: ShownCustomer; unmet: UnmetCriterion[] }> {
  const [stored, engagement] = await Promise.all([facts.profile(), facts.engagement(id)]);
  const profile = stored ?? (own ? profileOf(own) : noProfile(customer));
  const criteria = engagement?.customerCriteria ?? [];
  return { customer: shownCustomer(profile), unmet: unmetCriteria(criteria, profile, completions) };
}

function shownCustomer({ id, name, tenantId, tpid, domains }: CustomerProfile): ShownCustomer {
  return { id, name, tenantId, tpid, domain: domains[0] };
}

/** The customer's last mail, where it was refused or came back. */
function mailProblemOf(
  { customer, outbox }: Pick<LoadedCustomer, 'customer' | 'outbox'>,
  { partner, engagement }: Place['seat'],
): MailProblem | undefined {
  const own = latestOf(customer, partner, engagement);
  const isLast = ({ key, mail }: OutboxMail) =>
    own !== undefined && isSameAssociation(key, own) && mail.contactVersion !== undefined;
  const last = outbox
    .map(({ value }) => value)
    .filter(isLast)
    .at(-1);
  if (last?.state !== 'bounced' && last?.state !== 'rejected') return undefined;
  return { kind: last.mail.kind, state: last.state, detail: last.detail };
}
