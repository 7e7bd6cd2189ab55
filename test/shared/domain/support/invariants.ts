// The invariants of domain.md over one customer, checked against the truth. Each throws with its number when it is broken.
import { isOpen, type Status } from '../../../../shared/domain/association';
import {
  anchorOf,
  completionsOf,
  latestOf,
  pairOf,
  type Customer,
} from '../../../../shared/domain/customer';
import { rowOf, type RowQuestion } from '../../../../shared/domain/customers-page';
import type { Tab } from '../../../../shared/domain/customers-tab';
import { decide } from '../../../../shared/domain/decide';
import { unmetCriteria } from '../../../../shared/domain/eligibility';
import { asOf } from '../../../../shared/domain/endings';
import { isStillWanted, requestOf, type MailKind } from '../../../../shared/domain/mail';
import { actions, type Action, type Row } from '../../../../shared/domain/page-row';
import type { Engagement, Partner } from '../../../../shared/domain/reference';
import { shownOf } from '../../../../shared/domain/shown-association';
import type { Instant } from '../../../../shared/domain/time';
import { aCustomerProfile, aUser, locationOf, stepsAt } from '../../../support/examples';
import { holderOf, nameOf, standing, type Truth } from './truth';

export interface Seat {
  readonly partner: Partner;
  readonly engagement: Engagement;
}

export function checkInvariants(customer: Customer, truth: Truth, seats: readonly Seat[]): void {
  checkRecords(customer, truth);
  checkMails(customer, truth);
  const steps = stepsAt(truth.now);
  for (const seat of seats) {
    const row = rowOf(rowQuestion(customer, truth.now, seat));
    checkRow(row, customer, truth, seat);
    checkActions(row, customer, truth, seat, steps);
  }
}

/** From what the page keeps of the association, where the decisions have all of it. */
function rowQuestion(customer: Customer, now: Instant, { partner, engagement }: Seat): RowQuestion {
  const pair = pairOf(customer, partner.id, engagement.id);
  const unmet = unmetCriteria(
    engagement.customerCriteria,
    aCustomerProfile,
    completionsOf(customer),
  );
  return {
    pair: { ...pair, own: pair.own && shownOf(pair.own) },
    unmet,
    engagement,
    partner,
    now,
  };
}

/** 1, 2, 7 and 9. */
function checkRecords({ associations, knownBy }: Customer, truth: Truth): void {
  const holding = new Set<string>();
  const open = new Set<string>();
  for (const a of associations) {
    const name = nameOf(a);
    if (a.status === 'active' || a.status === 'completed') {
      must(!holding.has(a.engagementId), `1: two partners hold ${a.engagementId}`);
      holding.add(a.engagementId);
    }
    if (isOpen(a)) {
      const pair = `${a.partnerId} ${a.engagementId}`;
      must(!open.has(pair), `7: two open associations of ${pair}`);
      open.add(pair);
    }
    must(a.consentDeadline === truth.deadlines.get(name), `2: ${name} has another deadline`);
    const trail = truth.trails.get(name) ?? [];
    trail.forEach((entry, index) => {
      must(entry.version === index + 1, `9: ${name} has a gap at version ${entry.version}`);
      must(entry.from === trail[index - 1]?.to, `9: ${name} breaks its chain at ${index + 1}`);
    });
    const last = trail.at(-1);
    must(last?.to === a.status && last.version === a.version, `9: ${name} differs from its trail`);
  }
  truth.holds.forEach((hold, index) => {
    const overlapping = truth.holds.find(
      (other, at) =>
        at < index &&
        other.engagementId === hold.engagementId &&
        (other.until === undefined || hold.from < other.until),
    );
    must(overlapping === undefined, `1: ${hold.partnerId} won while the pair was held`);
  });
  must(
    knownBy.length === truth.known.size && knownBy.every((id) => truth.known.has(id)),
    'R4: known by others than those who got a consent',
  );
}

const mailsWhile: Record<Status, readonly MailKind[]> = {
  associated: ['consentWarning'],
  consentRequested: ['consentRequest', 'consentReminder', 'consentWarning'],
  active: ['consentReceipt', 'consentGiven', 'deliveryWarning'],
  completed: ['consentReceipt', 'consentGiven'],
  declined: ['consentDeclined'],
  consentExpired: ['consentExpired', 'lateInterest'],
  superseded: ['superseded'],
  deliveryExpired: ['deliveryExpired'],
  canceled: ['cancelNotice'],
};

/** 6: of all mails ever asked for, only those that fit the true state would still go out. */
function checkMails(customer: Customer, truth: Truth): void {
  const byName = new Map(customer.associations.map((a) => [nameOf(a), a]));
  for (const { of, mail } of truth.mails) {
    const a = byName.get(of);
    if (a === undefined) throw new Error(`6: a mail of ${of}, which is not stored`);
    const now = asOf(a, anchorOf(customer, a.engagementId), truth.now);
    if (!isStillWanted(mail, now, truth.now)) continue;
    const status = standing(a, truth);
    must(
      mailsWhile[status].includes(mail.kind),
      `6: ${mail.kind} goes out, but ${of} is ${status}`,
    );
    must(
      mail.contactVersion === undefined || mail.contactVersion === requestOf(a)?.contactVersion,
      `6: a link goes to a replaced contact of ${of}`,
    );
  }
}

/** 3 and 4, and the order of the tabs. */
function checkRow(row: Row | undefined, customer: Customer, truth: Truth, seat: Seat): void {
  const name = `${seat.partner.id} ${seat.engagement.id}`;
  const own = latestOf(customer, seat.partner.id, seat.engagement.id);
  const status = own && standing(own, truth);
  must((row?.type === 'active') === (status === 'active'), `3: ${name} shows ${row?.type ?? '–'}`);
  const tab = expectedTab(status, truth, seat);
  must(row?.tab === tab, `4: ${name} is on ${row?.tab ?? 'no tab'} rather than ${tab ?? 'none'}`);
  must(row?.status.code !== 'daysLeft' || row.status.daysLeft >= 1, `${name} shows 0 days`);
}

function expectedTab(
  own: Status | undefined,
  truth: Truth,
  { partner, engagement }: Seat,
): Tab | undefined {
  if (own === 'completed') return 'complete';
  if (own === 'associated' || own === 'consentRequested' || own === 'active') return 'eligible';
  const isKnown = truth.known.has(partner.id);
  const isHeld = holderOf(truth, engagement.id) !== undefined;
  if (isHeld && (isKnown || own === 'superseded')) return 'ineligible';
  if (!isKnown) return undefined;
  const completions = truth.holds.filter(({ until }) => until === undefined).length;
  const isOver = engagement.customerCriteria.some(
    (each) => each.kind === 'maximumCompletions' && completions >= each.count,
  );
  return isOver ? 'ineligible' : 'eligible';
}

/** 8: every action offered succeeds, every other is refused. */
function checkActions(
  row: Row | undefined,
  customer: Customer,
  { now, holds }: Truth,
  { partner, engagement }: Seat,
  steps: ReturnType<typeof stepsAt>,
): void {
  const key = { customerId: customer.id, partnerId: partner.id, engagementId: engagement.id };
  const own = latestOf(customer, partner.id, engagement.id);
  const succeeds: Record<Action, () => boolean> = {
    claimCustomer: () =>
      decide(customer, {
        type: 'claimCustomer',
        at: now,
        by: aUser,
        partner,
        locationId: locationOf(partner),
        engagements: [engagement],
        profile: aCustomerProfile,
      }).ok,
    triggerCustomerConsent: () => decide(customer, { ...steps.triggerConsent, key }).ok,
    resendCustomerConsent: () => decide(customer, { ...steps.resendConsent, key }).ok,
    submitWorkshopClaim: () => decide(customer, { ...steps.submitWorkshopClaim, key }).ok,
    viewWorkshopClaim: () => own !== undefined && standing(own, { holds, now }) === 'completed',
    cancel: () => decide(customer, { ...steps.cancel, key }).ok,
  };
  for (const action of actions) {
    const isOffered = row?.actions.includes(action) ?? false;
    must(
      succeeds[action]() === isOffered,
      `8: ${action} is ${isOffered ? 'offered and refused' : 'not offered and succeeds'} for ${partner.id} ${engagement.id}`,
    );
  }
}

export function must(holds: boolean, broken: string): void {
  if (!holds) throw new Error(`invariant ${broken}`);
}
