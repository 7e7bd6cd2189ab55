// What is known of one customer: its associations with every partner, who holds which pair, who knows it.
import type { Anchor, Association } from './association';
import {
  isSameAssociation,
  type AssociationKey,
  type CustomerId,
  type EngagementId,
  type PartnerId,
} from './ids';
import { noProfile, type CustomerProfile } from './reference';
import type { Sending } from './resend';
import type { ShownAssociation } from './shown-association';

/**
 * What the store holds of one customer. `knownBy`: the partners to whom it has ever given a consent (R4). `sendings`: how
 * the mails of its open requests fare; one that is missing counts as sent when it was asked for.
 */
export interface Customer {
  readonly id: CustomerId;
  readonly associations: readonly Association[];
  readonly anchors: readonly Anchor[];
  readonly knownBy: readonly PartnerId[];
  readonly sendings: readonly { readonly key: AssociationKey; readonly sending: Sending }[];
}

/** One partner, one customer, one engagement: what opening and the page's row are decided with. */
export interface Pair<Own extends ShownAssociation = ShownAssociation> {
  /** The latest attempt of this partner. */
  readonly own?: Own | undefined;
  readonly anchor?: Anchor | undefined;
  readonly isKnown: boolean;
  readonly sending?: Sending | undefined;
}

export function pairOf(
  customer: Customer,
  partner: PartnerId,
  engagement: EngagementId,
): Pair<Association> {
  const own = latestOf(customer, partner, engagement);
  return {
    own,
    sending: own && sendingFor(customer, own),
    anchor: anchorOf(customer, engagement),
    isKnown: customer.knownBy.includes(partner),
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

/** The one with this key, whatever has become of it. */
export function associationOf(
  { associations }: Customer,
  key: AssociationKey,
): Association | undefined {
  return associations.find((a) => isSameAssociation(a, key));
}

export function sendingFor({ sendings }: Customer, of: AssociationKey): Sending | undefined {
  return sendings.find(({ key }) => isSameAssociation(key, of))?.sending;
}

export function anchorOf({ anchors }: Customer, engagement: EngagementId): Anchor | undefined {
  return anchors.find((anchor) => anchor.engagementId === engagement);
}

export function noCustomer(id: CustomerId): Customer {
  return { id, associations: [], anchors: [], knownBy: [], sendings: [] };
}

/** What an association itself tells of its customer. */
export function profileOf({
  customerId: id,
  customer,
}: Pick<ShownAssociation, 'customerId' | 'customer'>): CustomerProfile {
  const { name, tenantId, tpid, domain } = customer;
  return noProfile(id, { name, tenantId, tpid, domains: domain === undefined ? [] : [domain] });
}
