// All associations of one customer decide together: what one transaction may change (exclusivity, all or nothing).
import { audit, chain, changeOf, merge, nothing, type Changes } from './changes';
import { decideStep } from './decide-step';
import { dueEnding } from './endings';
import { anchorOf, associationOf, latestOf, sendingFor, type Customer } from './customer';
import { openAssociation, refusalToOpen } from './opening';
import type { Association } from './association';
import type { Command, OpenCommand, StepCommand } from './commands';
import type { Refusal } from './refusal';
import type { Instant } from './time';

export type Outcome =
  | { readonly ok: true; readonly changes: Changes }
  | { readonly ok: false; readonly refusal: Refusal };

export function decide(customer: Customer, command: Command): Outcome {
  return 'key' in command ? decideForOne(customer, command) : decideOpening(customer, command);
}

/** R16: all chosen workshops, or none with a reason for each that refused. */
function decideOpening(customer: Customer, command: OpenCommand): Outcome {
  if (isRepeated(customer, command)) return { ok: true, changes: nothing };
  const engagements = [...new Map(command.engagements.map((e) => [e.id, e])).values()];
  const refused = engagements.flatMap((engagement) => {
    const refusal = refusalToOpen(customer, command, engagement);
    return refusal === undefined ? [] : [{ engagementId: engagement.id, refusal }];
  });
  if (refused.length > 0) {
    return { ok: false, refusal: { code: 'engagements-refused', refused } };
  }
  const changes = engagements.map((engagement) => {
    const own = latestOf(customer, command.partner.id, engagement.id);
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
function decideForOne(customer: Customer, command: StepCommand): Outcome {
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
  const decision = decideStep(own, command, anchorOf(customer, engagementId), sending);
  if (!decision.ok) return decision;
  const holder = isSettling ? nothing : endOverdueHolder(customer, engagementId, command.at);
  const losers = command.type === 'approve' ? endLosers(customer, engagementId, command.at) : [];
  const step = changeOf(
    own,
    decision,
    isSettling ? { at: command.at, by: { kind: 'system' } } : command,
    anchorOf(customer, engagementId),
  );
  return { ok: true, changes: merge(holder, ...losers, chain(ended, step)) };
}

function endOverdue(customer: Customer, a: Association | undefined, at: Instant): Changes {
  if (a === undefined) return nothing;
  const anchor = anchorOf(customer, a.engagementId);
  const ending = dueEnding(a, anchor, at, 0);
  return ending === undefined
    ? nothing
    : changeOf(a, ending, { at, by: { kind: 'system' } }, anchor);
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
