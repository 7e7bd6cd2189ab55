// What is known of one customer: its associations with every partner, who holds which pair, who knows it.
import type { Anchor, Association } from './association';
import type { CustomerId, EngagementId, PartnerId } from './ids';

/** What the store holds of one customer. `knownBy`: the partners to whom it has ever given a consent (R4). */
export interface Customer {
  readonly id: CustomerId;
  readonly associations: readonly Association[];
  readonly anchors: readonly Anchor[];
  readonly knownBy: readonly PartnerId[];
}

/** One partner, one customer, one engagement: what opening and the page's row are decided with. */
export interface Pair {
  /** The latest attempt of this partner. */
  readonly own: Association | undefined;
  readonly anchor: Anchor | undefined;
  readonly isKnown: boolean;
  /** Workshops that the customer has completed, with whomever. */
  readonly completions: number;
}

export function pairOf(customer: Customer, partner: PartnerId, engagement: EngagementId): Pair {
  return {
    own: latestOf(customer, partner, engagement),
    anchor: anchorOf(customer, engagement),
    isKnown: customer.knownBy.includes(partner),
    completions: completionsOf(customer),
  };
}

/** Workshops that the customer has completed, with whomever. */
export function completionsOf({ anchors }: Customer): number {
  return anchors.filter(({ state }) => state === 'completed').length;
}

export function latestOf(
  { associations }: Customer,
  partner: PartnerId,
  engagement: EngagementId,
): Association | undefined {
  return associations
    .filter((a) => a.partnerId === partner && a.engagementId === engagement)
    .reduce<Association | undefined>((a, b) => (a && a.attempt > b.attempt ? a : b), undefined);
}

export function anchorOf({ anchors }: Customer, engagement: EngagementId): Anchor | undefined {
  return anchors.find((anchor) => anchor.engagementId === engagement);
}

export function noCustomer(id: CustomerId): Customer {
  return { id, associations: [], anchors: [], knownBy: [] };
}
