// One row of the Customers page, computed from the record and the clock: tab, type, status, actions (R3–R8).
import { eligibleLocations, isOpenForCustomers } from './eligibility';
import { maxAttempts, openingRefusal } from './opening';
import type { OpenStatus, Status } from './association';
import { placeOf, tabOf, type Place, type Tab, type TabQuestion } from './customers-tab';
import type { Engagement, Partner } from './reference';
import { resendRefusal, type Sending } from './resend';
import { deadlineOf, type ShownAssociation, type ShownOf } from './shown-association';
import { daysLeft, type Instant } from './time';

export const actions = [
  'claimCustomer',
  'triggerCustomerConsent',
  'resendCustomerConsent',
  'submitWorkshopClaim',
  'viewWorkshopClaim',
  'cancel',
] as const;
export const ineligibleCodes = [
  'criteria-not-met',
  'consent-given-to-another-partner',
  'participated-with-another-partner',
] as const;

export interface Row {
  readonly tab: Tab;
  /** The column Type; undefined where the page shows a dash. */
  readonly type: 'active' | 'not started' | undefined;
  readonly status: {
    /** The column Status, as shown. */
    readonly text: string;
    readonly daysLeft?: number;
    readonly deadline?: Instant;
    /** The rule behind the number. */
    readonly rule?: string;
  };
  readonly reasons: readonly { code: (typeof ineligibleCodes)[number]; text: string }[];
  readonly actions: readonly (typeof actions)[number][];
  /** Why the customer is on this tab, in a sentence or two. */
  readonly why: string;
  /** The association the row shows: the latest attempt, where one is on the page. */
  readonly association: ShownAssociation | undefined;
}

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
      return completedBeforeRow();
    case 'heldByAnother':
    case 'completedByAnother':
      return heldRow(place);
    case 'criteriaNotMet':
      return ineligible(
        question.unmet.map(({ text }) => ({ code: 'criteria-not-met', text })),
        'The customer does not meet every criterion of this engagement.',
      );
    case 'known':
      return knownRow(question, place.own);
  }
}

function completedRow(a: ShownOf<'completed'>): Content {
  return {
    type: undefined,
    status: { text: 'Submitted' },
    reasons: [],
    actions: ['viewWorkshopClaim'],
    why: `You completed this workshop with the customer; the workshop claim was submitted on ${day(a.workshopClaim.submittedAt)}.`,
    association: a,
  };
}

/** Completed before this system kept records: there is no claim to view. */
function completedBeforeRow(): Content {
  return {
    type: undefined,
    status: { text: 'Completed' },
    reasons: [],
    actions: [],
    why: 'You completed this workshop with the customer before this page kept the claims.',
    association: undefined,
  };
}

function openRow(a: ShownOf<OpenStatus>, sending: Sending | undefined, now: Instant): Content {
  const deadline = deadlineOf(a);
  const left = daysLeft(deadline, now);
  return {
    type: a.status === 'active' ? 'active' : 'not started',
    status: {
      text: left === 1 ? '1 day left' : `${left} days left`,
      daysLeft: left,
      deadline,
      rule:
        a.status === 'active'
          ? `${a.deliveryWindowDays} days from the consent to deliver the workshop and submit the claim`
          : `${a.consentWindowDays} days in total from the day the customer was ${a.origin} to obtain consent`,
    },
    reasons: [],
    actions: [...openActions(a, sending, now), 'cancel'],
    why: whyOpen(a, sending),
    association: a,
  };
}

function openActions(
  a: ShownOf<OpenStatus>,
  sending: Sending | undefined,
  now: Instant,
): Row['actions'] {
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

function whyOpen(a: ShownOf<OpenStatus>, sending: Sending | undefined): string {
  const opened = `You ${a.origin} this customer on ${day(a.addedAt)}`;
  switch (a.status) {
    case 'associated':
      return `${opened}; consent has not been asked for yet.`;
    case 'consentRequested':
      return `${opened} and asked for consent on ${day(a.consentRequest.requestedAt)}; ${waitsFor[sending?.state ?? 'sent']}.`;
    case 'active':
      return `${opened}; ${a.consent.approverName} gave consent on ${day(a.consent.at)}.`;
  }
}

const waitsFor: Record<Sending['state'], string> = {
  waiting: 'the last e-mail has not left yet, and is sent as soon as possible',
  sent: 'no answer has come yet',
  failed: 'the last e-mail could not be sent',
};

/** R6 b and c; the other partner is never named. */
function heldRow({
  kind,
  own,
}: Extract<Place, { kind: 'heldByAnother' | 'completedByAnother' }>): Content {
  const row =
    kind === 'completedByAnother'
      ? ineligible(
          [
            {
              code: 'participated-with-another-partner',
              text: 'The customer has already taken part in this workshop with another partner.',
            },
          ],
          'Another partner has completed this workshop with the customer.',
        )
      : ineligible(
          [
            {
              code: 'consent-given-to-another-partner',
              text: 'The customer has given consent to another partner for this workshop.',
            },
          ],
          'While another partner has the customer’s consent, nobody else can add or claim the customer for this workshop.',
        );
  return { ...row, association: own?.status === 'superseded' ? own : undefined };
}

function ineligible(reasons: Row['reasons'], why: string): Content {
  return {
    type: undefined,
    status: { text: reasons.map(({ text }) => text).join(' ') },
    reasons,
    actions: [],
    why,
    association: undefined,
  };
}

function knownRow(
  { pair, unmet, engagement, partner, now }: RowQuestion,
  own?: ShownAssociation,
): Content {
  const isClaimable = eligibleLocations(engagement, partner).some(
    ({ id }) =>
      openingRefusal(
        pair,
        { type: 'claimCustomer', at: now, partner, locationId: id, unmet },
        engagement,
      ) === undefined,
  );
  return {
    type: 'not started',
    status: { text: '–' },
    reasons: [],
    actions: isClaimable ? ['claimCustomer'] : [],
    why: `The customer has given you a consent before${(own && lastEnding[own.status]) ?? ''}${
      isClaimable ? ', so it can be claimed.' : `. ${whyNotClaimable(engagement, now, own)}`
    }`,
    association: undefined,
  };
}

function whyNotClaimable(engagement: Engagement, now: Instant, own?: ShownAssociation): string {
  if (isOpenForCustomers(engagement, now)) {
    if (own !== undefined && own.attempt >= maxAttempts) {
      return `You have added or claimed it for this workshop ${maxAttempts} times, which is as often as is possible.`;
    }
    return 'None of your locations is both enrolled in MCI and eligible for this engagement.';
  }
  return day(now) < engagement.startsOn
    ? `Customers can be claimed from ${engagement.startsOn} on.`
    : `The last day to claim customers was ${engagement.lastDayToClaimCustomers}.`;
}

const lastEnding: Partial<Record<Status, string>> = {
  declined: '; it declined this workshop the last time',
  consentExpired: '; it did not answer in time the last time',
  canceled: '; you canceled the last attempt',
  deliveryExpired: '; the last attempt was not delivered in time',
};

function day(at: Instant): string {
  return at.slice(0, 10);
}
