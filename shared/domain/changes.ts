// What a decision changes of one customer, all in one transaction: associations with their audit entries and mails, anchors,
// who knows the customer.
import type { Actor, Anchor, Association, Status } from './association';
import type { Transition } from './commands';
import type { Accepted } from './decision';
import type { PartnerId } from './ids';
import type { Mail } from './mail';
import type { Instant } from './time';

/** Invariant 9: one entry for every accepted change. */
export interface AuditEntry {
  readonly at: Instant;
  readonly by: Actor;
  readonly transition: Transition;
  readonly from: Status | undefined;
  readonly to: Status;
  readonly version: number;
}

export interface AssociationChange {
  readonly before: Association | undefined;
  readonly after: Association;
  readonly mails: readonly Mail[];
  readonly entries: readonly AuditEntry[];
}

/** Everything here is written in one transaction, or nothing. */
export interface Changes {
  readonly associations: readonly AssociationChange[];
  readonly anchors: readonly Anchor[];
  readonly newlyKnownBy: readonly PartnerId[];
}

export const nothing: Changes = { associations: [], anchors: [], newlyKnownBy: [] };

/** `pairAnchor`: of the association's pair, as it is stored. */
export function changeOf(
  before: Association | undefined,
  { association, mails, transition }: Accepted,
  asked: { at: Instant; by: Actor; request?: string | undefined },
  pairAnchor: Anchor | undefined,
): Changes {
  const after = { ...association, request: asked.request ?? association.request };
  const entry = {
    ...audit(asked, transition),
    from: before?.status,
    to: after.status,
    version: after.version,
  };
  return {
    associations: [{ before, after, mails, entries: [entry] }],
    anchors: anchorsAfter(transition, after, asked.at, pairAnchor),
    newlyKnownBy: transition === 'approve' ? [after.partnerId] : [],
  };
}

/** Exclusivity follows the consent (R26) and is let go by cancel and delivery expiry (R29, R30). */
function anchorsAfter(
  transition: Transition,
  after: Association,
  at: Instant,
  pairAnchor: Anchor | undefined,
): Anchor[] {
  const state = anchorStates[transition];
  if (state === undefined || !('deliveryDeadline' in after) || after.consent === undefined)
    return [];
  const { engagementId, partnerId, partner, consent, deliveryDeadline: heldUntil } = after;
  const wonAt = transition === 'approve' ? at : consent.at;
  const anchor = {
    // The same hold goes on, whatever else is stored of it; an approval begins a new one.
    ...(transition === 'approve' ? undefined : pairAnchor),
    engagementId,
    partnerId,
    partnerName: partner.name,
    state,
    wonAt,
    heldUntil: state === 'active' ? heldUntil : undefined,
  };
  return [anchor];
}

const anchorStates: Partial<Record<Transition, Anchor['state']>> = {
  approve: 'active',
  submitWorkshopClaim: 'completed',
  cancel: 'released',
  expireDelivery: 'released',
};

/** Two changes of the same association, one after the other: one write, both entries. */
export function chain(first: Changes, second: Changes): Changes {
  const [a, b] = [first.associations[0], second.associations[0]];
  if (a === undefined || b === undefined) return merge(first, second);
  const both = {
    before: a.before,
    after: b.after,
    mails: [...a.mails, ...b.mails],
    entries: [...a.entries, ...b.entries],
  };
  return { ...merge(first, second), associations: [both] };
}

/** The later anchor of an engagement replaces the earlier; an ending that two parts share is written once. */
export function merge(...parts: readonly Changes[]): Changes {
  const associations = new Map<Association | undefined, AssociationChange>();
  const opened: AssociationChange[] = [];
  const anchors = new Map<string, Anchor>();
  for (const part of parts) {
    for (const each of part.associations) {
      if (each.before === undefined) opened.push(each);
      else associations.set(each.before, each);
    }
    for (const each of part.anchors) anchors.set(each.engagementId, each);
  }
  return {
    associations: [...associations.values(), ...opened],
    anchors: [...anchors.values()],
    newlyKnownBy: [...new Set(parts.flatMap(({ newlyKnownBy }) => newlyKnownBy))],
  };
}

export function audit({ at, by }: { at: Instant; by: Actor }, transition: Transition) {
  return { at, by, transition };
}
