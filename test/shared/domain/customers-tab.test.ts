// Which tab, and until when: what time alone changes is foreseen, to the millisecond (R3).
import fc from 'fast-check';
import type { Anchor, Association } from '../../../shared/domain/association';
import type { Pair } from '../../../shared/domain/customer';
import { rowOf } from '../../../shared/domain/customers-page';
import { changesAt, tabAt, type TabQuestion } from '../../../shared/domain/customers-tab';
import { unmetCriteria } from '../../../shared/domain/eligibility';
import type { Instant } from '../../../shared/domain/time';
import {
  aCustomerProfile,
  addedAt,
  anAnchor,
  anAssociation,
  anEngagement,
  anotherPartner,
  aPartner,
  askedAt,
  at,
  consentDeadline,
  deliveryDeadline,
  msAfter,
  statuses,
} from '../../support/examples';

const unmet = unmetCriteria(
  anEngagement.customerCriteria,
  { ...aCustomerProfile, licences: {} },
  0,
);
const never = undefined;
const afterAll = at('2036-01-01');

function question(pair: Partial<Pair>, rest: Partial<TabQuestion> = {}): TabQuestion {
  const none = { own: undefined, anchor: undefined, isKnown: false, sending: undefined };
  return { pair: { ...none, ...pair }, unmet: [], partner: aPartner, now: askedAt, ...rest };
}

describe('time alone changes', () => {
  const held = anAnchor(anotherPartner);

  it.each<[string, TabQuestion, Instant | undefined]>([
    [
      'an open row at its deadline',
      question({ own: anAssociation('associated') }),
      consentDeadline,
    ],
    [
      'one that is being delivered at the other deadline',
      question({ own: anAssociation('active'), anchor: anAnchor(aPartner), isKnown: true }),
      deliveryDeadline,
    ],
    [
      'one that another holds when the hold ends',
      question({ anchor: held, isKnown: true }),
      deliveryDeadline,
    ],
    [
      'one superseded too',
      question({ own: anAssociation('superseded'), anchor: held }),
      deliveryDeadline,
    ],
    [
      'one that is lost unrecorded with the hold, not at its own deadline',
      question({ own: anAssociation('consentRequested'), anchor: held }),
      deliveryDeadline,
    ],
    ['nothing for a stranger whom another holds', question({ anchor: held }), never],
    [
      'nothing that another has completed',
      question({ anchor: anAnchor(anotherPartner, 'completed'), isKnown: true }),
      never,
    ],
    [
      'no hold that is over',
      question({ anchor: held, isKnown: true }, { now: deliveryDeadline }),
      never,
    ],
    ['nothing known', question({ isKnown: true }), never],
    ['nothing completed', question({ own: anAssociation('completed'), anchor: held }), never],
    [
      'an open row that stays on its tab, but is open no longer',
      question({ own: anAssociation('associated'), isKnown: true }),
      consentDeadline,
    ],
  ])('%s', (_, asked, expected) => {
    expect(changesAt(asked)).toBe(expected);
  });
});

const owns: fc.Arbitrary<Association | undefined> = fc.option(
  fc
    .tuple(fc.constantFrom(...statuses), fc.constantFrom<Association['origin']>('added', 'claimed'))
    .map(([status, origin]) => ({ ...anAssociation(status), origin })),
  { nil: undefined },
);
const anchors: fc.Arbitrary<Anchor | undefined> = fc.option(
  fc
    .tuple(
      fc.constantFrom(aPartner, anotherPartner),
      fc.constantFrom<Anchor['state']>('active', 'completed', 'released'),
      fc.constantFrom(-40, -1, 0, 1, 40),
    )
    .map(([holder, state, days]) => ({
      ...anAnchor(holder, state),
      wonAt: msAfter(addedAt, days * 86_400_000),
      ...(state === 'active' ? { heldUntil: msAfter(consentDeadline, days * 86_400_000) } : {}),
    })),
  { nil: undefined },
);
const msOfLife = Date.parse(afterAll) - Date.parse(addedAt);
const moments = fc.oneof(
  fc.integer({ min: 0, max: msOfLife }).map((ms) => msAfter(addedAt, ms)),
  fc
    .tuple(fc.constantFrom(consentDeadline, deliveryDeadline), fc.constantFrom(-1, 0, 1))
    .map(([mark, ms]) => msAfter(mark, ms)),
);
const questions = fc.record({
  pair: fc.record({ own: owns, anchor: anchors, isKnown: fc.boolean() }),
  unmet: fc.constantFrom(unmet, []),
  now: moments,
});

it('until then the tab stays the same, and then the row is another', () => {
  fc.assert(
    fc.property(questions, moments, ({ pair, ...rest }, later) => {
      const asked = question(pair, rest);
      const next = changesAt(asked);
      const seen = (now: Instant) => {
        const row = rowOf({ ...asked, engagement: anEngagement, partner: aPartner, now });
        return row && [row.tab, row.why.code, row.reasons];
      };

      expect(next === undefined || next > asked.now).toBe(true);
      const during = later > asked.now && (next === undefined || later < next) ? later : asked.now;
      const last = next === undefined ? afterAll : msAfter(next, -1);
      for (const now of [during, last]) expect(tabAt({ ...asked, now })).toBe(tabAt(asked));
      if (next !== undefined) expect(seen(next)).not.toEqual(seen(asked.now));
    }),
    { numRuns: 2000 },
  );
});

it('the tab is the row’s, whatever the situation', () => {
  fc.assert(
    fc.property(questions, ({ pair, ...rest }) => {
      const asked = question(pair, rest);
      const row = rowOf({ ...asked, engagement: anEngagement, partner: aPartner });

      expect(tabAt(asked)).toBe(row?.tab);
    }),
  );
});
