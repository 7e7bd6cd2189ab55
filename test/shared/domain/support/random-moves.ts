// Random moves of several partners and their customer: something is asked, at an instant after the last one.
import fc from 'fast-check';
import { association, isOpen, type Association } from '../../../../shared/domain/association';
import type { Command, OpenCommand, Step } from '../../../../shared/domain/commands';
import { anchorOf, latestOf, type Customer } from '../../../../shared/domain/customer';
import type { Changes } from '../../../../shared/domain/changes';
import { decide } from '../../../../shared/domain/decide';
import { asOf } from '../../../../shared/domain/endings';
import { isStillWanted, requestOf } from '../../../../shared/domain/mail';
import type { Sending } from '../../../../shared/domain/resend';
import { deadlineOf } from '../../../../shared/domain/shown-association';
import type { Instant } from '../../../../shared/domain/time';
import {
  aCustomerProfile,
  anEngagement,
  anotherCustomerContact,
  anotherEngagement,
  anotherPartner,
  aPartner,
  aThirdPartner,
  aUser,
  locationOf,
  msAfter,
  stepsAt,
} from '../../../support/examples';
import { apply, mailsFare } from './apply';
import { checkInvariants, must, type Seat } from './invariants';
import { note, nameOf, standing, type Truth } from './truth';

const partners = [aPartner, anotherPartner, aThirdPartner];
/** The second may only be taken by customers who have completed no workshop yet. */
const engagements = [
  anEngagement,
  {
    ...anotherEngagement,
    customerCriteria: [{ kind: 'maximumCompletions' as const, count: 1 }],
  },
];
export const seats: readonly Seat[] = partners.flatMap((partner) =>
  engagements.map((engagement) => ({ partner, engagement })),
);

/** Two partners after the same customer for the same workshop. */
const rivals = seats.filter(
  ({ partner, engagement }) => partner !== aThirdPartner && engagement === anEngagement,
);

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const waiting = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: hourMs }) },
  { weight: 6, arbitrary: fc.integer({ min: hourMs, max: 3 * dayMs }) },
  { weight: 1, arbitrary: fc.integer({ min: 3 * dayMs, max: 20 * dayMs }) },
);
/** Just before, at and just after the deadline of the seat's own association, or of the partner who holds the pair. */
const jump = fc.record({
  to: fc.constantFrom('own deadline', 'holder’s deadline'),
  offsetMs: fc.constantFrom(-1, 0, 1, 30_000),
});
const asked = fc.oneof(
  { weight: 6, arbitrary: fc.constant('the next step' as const) },
  {
    weight: 7,
    arbitrary: fc.constantFrom<OpenCommand['type'] | Step['type']>(
      'addCustomer',
      'claimCustomer',
      'triggerConsent',
      'resendConsent',
      'approve',
      'decline',
      'showInterest',
      'submitWorkshopClaim',
      'cancel',
      'settle',
      'settle',
    ),
  },
);

/** A move without anything asked only lets time pass. */
export const move = fc.record({
  wait: fc.oneof({ weight: 12, arbitrary: waiting }, { weight: 1, arbitrary: jump }),
  seat: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(...seats) },
    { weight: 1, arbitrary: fc.constantFrom(...rivals) },
  ),
  ask: fc.option(asked, { freq: 12 }),
  /** Both workshops at once, another contact, the first contact's link. */
  isOdd: fc.boolean(),
  marginSeconds: fc.constantFrom(0, 120),
  mail: fc.constantFrom<Sending['state']>('sent', 'waiting', 'failed'),
});
export type Move = typeof move extends fc.Arbitrary<infer M> ? M : never;

export function describeMove({ wait, seat, ask, isOdd, mail }: Move): string {
  const when = typeof wait === 'number' ? `${wait} ms` : `${wait.to} ${wait.offsetMs}`;
  return `(${when}) ${seat.partner.id} ${seat.engagement.id} ${ask ?? '–'}${isOdd ? ' odd' : ''}, mail ${mail}`;
}

/** Makes the move, checks that what it changed was due, and then every invariant. */
export function makeMove(move: Move, truth: Truth, customer: Customer): Customer {
  truth.now = instantOf(move, truth.now, customer);
  const command = commandOf(move, truth.now, customer);
  const outcome = command && decide(customer, command);
  if (!outcome?.ok) {
    checkInvariants(customer, truth, seats);
    return customer;
  }
  checkEndings(outcome.changes, truth);
  const sending = move.mail === 'sent' ? { state: move.mail, at: truth.now } : { state: move.mail };
  const after = mailsFare(apply(customer, outcome.changes), outcome.changes, sending);
  for (const change of outcome.changes.associations) {
    must(association.safeParse(change.after).success, `${nameOf(change.after)} can't be stored`);
    note(truth, change);
    const now = asOf(change.after, anchorOf(after, change.after.engagementId), truth.now);
    must(
      change.mails.every((mail) => isStillWanted(mail, now, truth.now)),
      `6: a mail of ${nameOf(now)} is asked for that nobody wants`,
    );
  }
  checkInvariants(after, truth, seats);
  return after;
}

/** An ending that the system records is the one that has really come. */
function checkEndings(changes: Changes, truth: Truth): void {
  for (const { before, entries } of changes.associations) {
    const ending = entries.find(
      ({ by, transition }) => by.kind === 'system' && transition !== 'remind',
    );
    if (before === undefined || ending === undefined) continue;
    const status = standing(before, truth);
    must(ending.to === status, `${nameOf(before)} is ${status}, recorded as ${ending.to}`);
  }
}

function instantOf({ wait, seat }: Move, now: Instant, customer: Customer): Instant {
  if (typeof wait === 'number') return msAfter(now, wait);
  const own = latestOf(customer, seat.partner.id, seat.engagement.id);
  const target =
    wait.to === 'own deadline'
      ? own && isOpen(own) && deadlineOf(own)
      : anchorOf(customer, seat.engagement.id)?.heldUntil;
  const jumped = target ? msAfter(target, wait.offsetMs) : now;
  return jumped > now ? jumped : msAfter(now, 1);
}

function commandOf(
  { ask: wish, seat: { partner, engagement }, isOdd, marginSeconds }: Move,
  now: Instant,
  customer: Customer,
): Command | undefined {
  if (wish === null) return undefined;
  const own = latestOf(customer, partner.id, engagement.id);
  const ask =
    wish === 'the next step' ? nextStep(own, customer.knownBy.includes(partner.id)) : wish;
  if (ask === 'addCustomer' || ask === 'claimCustomer') {
    return {
      type: ask,
      at: now,
      by: aUser,
      partner,
      locationId: locationOf(partner),
      engagements: isOdd ? engagements : [engagement],
      profile: aCustomerProfile,
    };
  }
  const key = { customerId: customer.id, partnerId: partner.id, engagementId: engagement.id };
  const contactVersion = isOdd ? 1 : ((own && requestOf(own)?.contactVersion) ?? 1);
  const { [ask]: step } = stepsAt(now);
  switch (step.type) {
    case 'approve':
    case 'decline':
    case 'showInterest':
      return { ...step, contactVersion, key };
    case 'resendConsent':
      return { ...step, ...(isOdd ? { customerContact: anotherCustomerContact } : {}), key };
    case 'settle':
      return { ...step, marginSeconds, key };
    case 'triggerConsent':
    case 'submitWorkshopClaim':
    case 'cancel':
      return { ...step, key };
  }
}

/** The way to a completed workshop. */
function nextStep(own: Association | undefined, isKnown: boolean) {
  if (own?.status === 'associated') return 'triggerConsent';
  if (own?.status === 'consentRequested') return 'approve';
  if (own?.status === 'active') return 'submitWorkshopClaim';
  return isKnown ? 'claimCustomer' : 'addCustomer';
}
