// One row of the Customers page, computed from what it shows of the record and the clock: type, status, actions, and why the
// customer is there (R3–R8).
import type { OpenStatus } from './association';
import { placeOf, tabOf, type HeldPlace, type Place, type TabQuestion } from './customers-tab';
import { eligibleLocations, isOpenForCustomers } from './eligibility';
import { maxAttempts, openingRefusal } from './opening';
import {
  lastEndings,
  type Action,
  type Claiming,
  type IneligibleReason,
  type Row,
} from './page-row';
import type { Engagement, Partner } from './reference';
import { resendRefusal, type Sending } from './resend';
import { deadlineOf, type ShownAssociation, type ShownOf } from './shown-association';
import { daysLeft, type Instant } from './time';

export interface RowQuestion extends TabQuestion {
  readonly engagement: Engagement;
  readonly partner: Partner;
}

/** What the place makes of the row; the tab goes with the place. */
type Content = Omit<Row, 'tab'>;

/** The row of a customer on a partner's page, or undefined when it is on no tab. */
export function rowOf(question: RowQuestion): Row | undefined {
  const place = placeOf(question);
  return place && { tab: tabOf[place.kind], ...contentOf(place, question) };
}

function contentOf(place: Place, question: RowQuestion): Content {
  switch (place.kind) {
    case 'completed':
      return completedRow(place.own);
    case 'open':
      return openRow(place.own, question.pair.sending, question.now);
    case 'completedBefore':
      return completedBeforeRow;
    case 'heldByAnother':
      return heldRow(place, { code: 'consent-given-to-another-partner' });
    case 'completedByAnother':
      return heldRow(place, { code: 'participated-with-another-partner' });
    case 'criteriaNotMet': {
      const reasons = question.unmet.map((unmet) => ({ code: 'criteria-not-met', unmet }) as const);
      return { ...ineligible, reasons, why: { code: place.kind } };
    }
    case 'known':
      return knownRow(question, place.own);
  }
}

function completedRow(a: ShownOf<'completed'>): Content {
  return {
    type: undefined,
    status: { code: 'submitted' },
    reasons: [],
    actions: ['viewWorkshopClaim'],
    why: { code: 'completed', submittedAt: a.workshopClaim.submittedAt },
    association: a,
  };
}

/** There is no claim to view. */
const completedBeforeRow: Content = {
  type: undefined,
  status: { code: 'completed' },
  reasons: [],
  actions: [],
  why: { code: 'completedBefore' },
  association: undefined,
};

function openRow(a: ShownOf<OpenStatus>, sending: Sending | undefined, now: Instant): Content {
  const deadline = deadlineOf(a);
  return {
    type: a.status === 'active' ? 'active' : 'not started',
    status: {
      code: 'daysLeft',
      daysLeft: daysLeft(deadline, now),
      deadline,
      rule:
        a.status === 'active'
          ? { code: 'deliveryWindow', days: a.deliveryWindowDays }
          : { code: 'consentWindow', days: a.consentWindowDays, origin: a.origin },
    },
    reasons: [],
    actions: [...openActions(a, sending, now), 'cancel'],
    why: { code: 'open', own: a, sending: sending?.state ?? 'sent' },
    association: a,
  };
}

function openActions(
  a: ShownOf<OpenStatus>,
  sending: Sending | undefined,
  now: Instant,
): readonly Action[] {
  switch (a.status) {
    case 'associated':
      return ['triggerCustomerConsent'];
    case 'consentRequested':
      return resendRefusal(a, now, { isReplaced: false, sending }) === undefined
        ? ['resendCustomerConsent']
        : [];
    case 'active':
      return ['submitWorkshopClaim'];
  }
}

const ineligible = {
  type: undefined,
  status: { code: 'ineligible' },
  actions: [],
  association: undefined,
} as const;

/** R6 b and c. */
function heldRow({ kind, own }: HeldPlace, reason: IneligibleReason): Content {
  const association = own?.status === 'superseded' ? own : undefined;
  return { ...ineligible, reasons: [reason], why: { code: kind }, association };
}

function knownRow(question: RowQuestion, own: ShownAssociation | undefined): Content {
  const claiming = claimingOf(question, own);
  return {
    type: 'not started',
    status: { code: 'none' },
    reasons: [],
    actions: claiming.code === 'possible' ? ['claimCustomer'] : [],
    why: {
      code: 'known',
      lastEnding: lastEndings.find((ending) => ending === own?.status),
      claiming,
    },
    association: undefined,
  };
}

function claimingOf(
  { pair, unmet, engagement, partner, now }: RowQuestion,
  own: ShownAssociation | undefined,
): Claiming {
  const isPossible = eligibleLocations(engagement, partner).some(
    ({ id }) =>
      openingRefusal(
        pair,
        { type: 'claimCustomer', at: now, partner, locationId: id, unmet },
        engagement,
      ) === undefined,
  );
  if (isPossible) return { code: 'possible' };
  if (isOpenForCustomers(engagement, now)) {
    return own !== undefined && own.attempt >= maxAttempts
      ? { code: 'tooManyAttempts', most: maxAttempts }
      : { code: 'noLocation' };
  }
  return now < engagement.startsOn
    ? { code: 'notYet', startsOn: engagement.startsOn }
    : { code: 'over', lastDay: engagement.lastDayToClaimCustomers };
}
