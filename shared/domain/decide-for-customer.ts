// All associations of one customer decide together: what one transaction may change (exclusivity, all or nothing).
import type { Accepted } from './decision';
import { decide } from './decide';
import { dueEnding } from './endings';
import { anchorOf, associationOf, latestOf, pairOf, sendingFor, type Customer } from './customer';
import { openAssociation, openingRefusal } from './opening';
import type { Actor, Anchor, Association, Status } from './association';
import type { Command, OpenCommand, StepCommand, Transition } from './commands';
import type { PartnerId } from './ids';
import type { Mail } from './mail';
import type { Refusal } from './refusal';
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

export type Outcome =
  | { readonly ok: true; readonly changes: Changes }
  | { readonly ok: false; readonly refusal: Refusal };

export function decideForCustomer(customer: Customer, command: Command): Outcome {
  return 'key' in command ? takeStep(customer, command) : open(customer, command);
}

/** R16: all chosen workshops, or none with a reason for each that refused. */
function open(customer: Customer, command: OpenCommand): Outcome {
  if (isRepeated(customer, command)) return { ok: true, changes: nothing };
  const engagements = [...new Map(command.engagements.map((e) => [e.id, e])).values()];
  const refused = engagements.flatMap((engagement) => {
    const pair = pairOf(customer, command.partner.id, engagement.id);
    const refusal = openingRefusal(pair, command, engagement);
    return refusal === undefined ? [] : [{ engagementId: engagement.id, refusal }];
  });
  if (refused.length > 0) {
    return { ok: false, refusal: { code: 'engagements-refused', refused } };
  }
  const changes = engagements.map((engagement) => {
    const { own } = pairOf(customer, command.partner.id, engagement.id);
    const opened = openAssociation(customer.id, own, command, engagement);
    const ended = endOverdue(customer, own, command.at);
    const holder = endOverdueHolder(customer, engagement.id, command.at);
    const entry = {
      ...audit(command, command.type),
      from: undefined,
      to: opened.status,
      version: 1,
    };
    const opening = { before: undefined, after: opened, mails: [], entries: [entry] };
    return merge(ended, holder, { associations: [opening], anchors: [], newlyKnownBy: [] });
  });
  return { ok: true, changes: merge(...changes) };
}

/** The same request again, after its changes were written but its answer was lost. */
function isRepeated(customer: Customer, { partner, engagements, request }: OpenCommand): boolean {
  return engagements.every(({ id }) => {
    const made = latestOf(customer, partner.id, id)?.request;
    return request !== undefined && made === request;
  });
}

/** Endings that are due are recorded with the step, in the same transaction. */
function takeStep(customer: Customer, command: StepCommand): Outcome {
  const { partnerId, engagementId, attempt } = command.key;
  const current =
    attempt === undefined
      ? latestOf(customer, partnerId, engagementId)
      : associationOf(customer, { ...command.key, attempt });
  if (current === undefined) return { ok: false, refusal: { code: 'not-found' } };
  if (command.request !== undefined && command.request === current.request) {
    return { ok: true, changes: nothing };
  }
  const { attempt: now, version } = current;
  const isSeen = command.seen?.some((each) => each.attempt === now && each.version === version);
  if (isSeen === false) return { ok: false, refusal: { code: 'stale', attempt: now, version } };
  const isSettling = command.type === 'settle';
  const ended = isSettling ? nothing : endOverdue(customer, current, command.at);
  const own = ended.associations[0]?.after ?? current;
  const sending = sendingFor(customer, own);
  const decision = decide(own, command, anchorOf(customer, engagementId), sending);
  if (!decision.ok) return decision;
  const holder = isSettling ? nothing : endOverdueHolder(customer, engagementId, command.at);
  const losers = command.type === 'approve' ? endLosers(customer, engagementId, command.at) : [];
  const step = change(
    own,
    decision,
    isSettling ? { at: command.at, by: { kind: 'system' } } : command,
  );
  return { ok: true, changes: merge(holder, ...losers, chain(ended, step)) };
}

const nothing: Changes = { associations: [], anchors: [], newlyKnownBy: [] };

function endOverdue(customer: Customer, a: Association | undefined, at: Instant): Changes {
  const ending = a && dueEnding(a, anchorOf(customer, a.engagementId), at, 0);
  return ending === undefined ? nothing : change(a, ending, { at, by: { kind: 'system' } });
}

/** Another partner's hold that ran out unrecorded must not stand in the way. */
function endOverdueHolder(
  customer: Customer,
  engagementId: Association['engagementId'],
  at: Instant,
): Changes {
  const anchor = anchorOf(customer, engagementId);
  if (anchor?.state !== 'active') return nothing;
  return endOverdue(customer, latestOf(customer, anchor.partnerId, engagementId), at);
}

/** Who lost to an earlier winner, unrecorded: the new winner's anchor takes the place of all that proves it (R26). */
function endLosers(
  customer: Customer,
  engagementId: Association['engagementId'],
  at: Instant,
): Changes[] {
  return customer.associations
    .filter((a) => a.engagementId === engagementId)
    .map((a) => endOverdue(customer, a, at))
    .filter(({ associations }) => associations[0]?.after.status === 'superseded');
}

function change(
  before: Association | undefined,
  { association, mails, transition }: Accepted,
  asked: { at: Instant; by: Actor; request?: string | undefined },
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
    anchors: anchorsAfter(transition, after, asked.at),
    newlyKnownBy: transition === 'approve' ? [after.partnerId] : [],
  };
}

/** Exclusivity follows the consent (R26) and is let go by cancel and delivery expiry (R29, R30). */
function anchorsAfter(transition: Transition, after: Association, at: Instant): Anchor[] {
  const state = anchorStates[transition];
  if (state === undefined || !('deliveryDeadline' in after) || after.consent === undefined)
    return [];
  const { engagementId, partnerId, partner, consent, deliveryDeadline: heldUntil } = after;
  const wonAt = transition === 'approve' ? at : consent.at;
  const held = state === 'active' && heldUntil !== undefined ? { heldUntil } : {};
  return [{ engagementId, partnerId, partnerName: partner.name, state, wonAt, ...held }];
}

const anchorStates: Partial<Record<Transition, Anchor['state']>> = {
  approve: 'active',
  submitWorkshopClaim: 'completed',
  cancel: 'released',
  expireDelivery: 'released',
};

/** Two changes of the same association, one after the other: one write, both entries. */
function chain(first: Changes, second: Changes): Changes {
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
function merge(...parts: readonly Changes[]): Changes {
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

function audit({ at, by }: { at: Instant; by: Actor }, transition: Transition) {
  return { at, by, transition };
}
