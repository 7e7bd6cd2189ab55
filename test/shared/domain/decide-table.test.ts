// Every status × every step (domain.md, Transitions): what is accepted, and the code of what is refused.
import type { Anchor, Status } from '../../../shared/domain/association';
import type { Step } from '../../../shared/domain/commands';
import { decideStep } from '../../../shared/domain/decide-step';
import type { Refusal } from '../../../shared/domain/refusal';
import type { Instant } from '../../../shared/domain/time';
import {
  addedAt,
  anAnchor,
  anAssociation,
  anotherPartner,
  at,
  consentDeadline,
  deliveryDeadline,
  stepsAt,
} from '../../support/examples';

type Expected = `→ ${Status}` | Refusal['code'];
type Table<S extends Status> = Record<S, Record<Step['type'], Expected>>;

/** Three days after adding: both clocks run, nothing is due, a resend is allowed again. */
const onADayWhenNothingIsDue: Table<Status> = {
  associated: {
    triggerConsent: '→ consentRequested',
    resendConsent: 'not-available',
    approve: 'not-available',
    decline: 'not-available',
    showInterest: 'link-replaced',
    submitWorkshopClaim: 'not-available',
    cancel: '→ canceled',
    settle: 'not-available',
  },
  consentRequested: {
    triggerConsent: 'not-available',
    resendConsent: '→ consentRequested',
    approve: '→ active',
    decline: '→ declined',
    showInterest: 'not-available',
    submitWorkshopClaim: 'not-available',
    cancel: '→ canceled',
    settle: 'not-available',
  },
  active: {
    triggerConsent: 'not-available',
    resendConsent: 'not-available',
    approve: 'already-answered',
    decline: 'already-answered',
    showInterest: 'not-available',
    submitWorkshopClaim: '→ completed',
    cancel: '→ canceled',
    settle: 'not-available',
  },
  completed: {
    triggerConsent: 'not-available',
    resendConsent: 'not-available',
    approve: 'already-answered',
    decline: 'already-answered',
    showInterest: 'not-available',
    submitWorkshopClaim: 'not-available',
    cancel: 'not-available',
    settle: 'not-available',
  },
  declined: {
    triggerConsent: 'not-available',
    resendConsent: 'not-available',
    approve: 'already-answered',
    decline: 'already-answered',
    showInterest: 'not-available',
    submitWorkshopClaim: 'not-available',
    cancel: 'not-available',
    settle: 'not-available',
  },
  consentExpired: {
    triggerConsent: 'consent-expired',
    resendConsent: 'consent-expired',
    approve: 'consent-expired',
    decline: 'consent-expired',
    showInterest: '→ consentExpired',
    submitWorkshopClaim: 'consent-expired',
    cancel: 'consent-expired',
    settle: 'not-available',
  },
  superseded: {
    triggerConsent: 'not-available',
    resendConsent: 'not-available',
    approve: 'superseded',
    decline: 'superseded',
    showInterest: 'not-available',
    submitWorkshopClaim: 'not-available',
    cancel: 'not-available',
    settle: 'not-available',
  },
  deliveryExpired: {
    triggerConsent: 'not-available',
    resendConsent: 'not-available',
    approve: 'already-answered',
    decline: 'already-answered',
    showInterest: 'not-available',
    submitWorkshopClaim: 'delivery-expired',
    cancel: 'not-available',
    settle: 'not-available',
  },
  canceled: {
    triggerConsent: 'not-available',
    resendConsent: 'not-available',
    approve: 'canceled',
    decline: 'canceled',
    showInterest: 'not-available',
    submitWorkshopClaim: 'not-available',
    cancel: 'not-available',
    settle: 'not-available',
  },
};

/** At the deadline of the clock that runs, with the ending not yet recorded. */
const consentIsOver = onADayWhenNothingIsDue.consentExpired;
const atTheDeadline: Table<'associated' | 'consentRequested' | 'active'> = {
  associated: { ...consentIsOver, showInterest: 'link-replaced', settle: '→ consentExpired' },
  consentRequested: { ...consentIsOver, settle: '→ consentExpired' },
  active: { ...onADayWhenNothingIsDue.deliveryExpired, settle: '→ deliveryExpired' },
};

/** Another partner has won, and the ending is not yet recorded. */
const isSuperseded = onADayWhenNothingIsDue.superseded;
const afterARivalHasWon: Table<'associated' | 'consentRequested'> = {
  associated: { ...isSuperseded, showInterest: 'link-replaced', settle: '→ superseded' },
  consentRequested: { ...isSuperseded, settle: '→ superseded' },
};

const duringTheClocks = at('2026-03-05T09:00:00Z');
const rival = anAnchor(anotherPartner);

describe.each(casesOf(onADayWhenNothingIsDue, () => duringTheClocks))(
  'an association that is %s',
  check,
);
describe.each(
  casesOf(atTheDeadline, (status) => (status === 'active' ? deliveryDeadline : consentDeadline)),
)('R18, R23: an unrecorded ending at the deadline: %s', check);
describe.each(casesOf(afterARivalHasWon, () => duringTheClocks, rival))(
  'R26: an unrecorded loss to another partner: %s',
  check,
);

interface Case {
  readonly status: Status;
  readonly steps: Record<Step['type'], Expected>;
  readonly now: Instant;
  readonly anchor: Anchor | undefined;
}

function casesOf<S extends Status>(
  table: Table<S>,
  now: (status: Status) => Instant,
  anchor?: Anchor,
): [Status, Case][] {
  return keysOf(table).map((status) => {
    return [status, { status, steps: table[status], now: now(status), anchor }];
  });
}

function check(_: Status, { status, steps, now, anchor }: Case): void {
  it.each(keysOf(steps).map((type) => [type, steps[type]] as const))('%s: %s', (type, expected) => {
    const before = anAssociation(status);

    const decision = decideStep(before, stepsAt(now)[type], anchor);

    const actual = decision.ok ? `→ ${decision.association.status}` : decision.refusal.code;
    expect(actual).toBe(expected);
  });
}

function keysOf<K extends string>(record: Record<K, unknown>): K[] {
  const isKey = (key: string): key is K => key in record;
  return Object.keys(record).filter(isKey);
}

it('R24: refuses a second "interested" after the first', () => {
  const late = { ...anAssociation('consentExpired'), lateInterestAt: consentDeadline };

  const decision = decideStep(late, stepsAt(consentDeadline).showInterest);

  expect(decision).toEqual({
    ok: false,
    refusal: { code: 'not-available', status: 'consentExpired' },
  });
});

it('counts one version for an accepted step', () => {
  const decision = decideStep(anAssociation('consentRequested'), stepsAt(duringTheClocks).approve);

  expect(decision).toMatchObject({ ok: true, association: { version: 3 } });
});

it('leaves the association it was given untouched', () => {
  const before = structuredClone(anAssociation('consentRequested'));

  decideStep(before, stepsAt(addedAt).approve);

  expect(before).toEqual(anAssociation('consentRequested'));
});
