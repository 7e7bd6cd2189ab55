// The Ineligible tab: each reason, which tab comes first, and never a word about who the other partner is (R3, R6, R26).
import type { Association } from '../../../shared/domain/association';
import type { Pair } from '../../../shared/domain/customer';
import { rowOf, type RowQuestion } from '../../../shared/domain/customers-page';
import { unmetCriteria } from '../../../shared/domain/eligibility';
import type { Row } from '../../../shared/domain/page-row';
import {
  aCustomerProfile,
  anAnchor,
  anAssociation,
  anEngagement,
  anotherPartner,
  aPartner,
  at,
  deliveryDeadline,
  msAfter,
} from '../../support/examples';

const now = at('2026-03-10T09:00:00Z');
const unfit = { ...aCustomerProfile, licences: {} };
const unmet = unmetCriteria(anEngagement.customerCriteria, unfit, 0);
const heldByAnother = anAnchor(anotherPartner);
const completedByAnother = anAnchor(anotherPartner, 'completed');
const released = anAnchor(anotherPartner, 'released');

function rowFor(pair: Partial<Pair>, question: Partial<RowQuestion> = {}): Row | undefined {
  return rowOf({
    pair: {
      own: undefined,
      anchor: undefined,
      isKnown: true,
      sending: undefined,
      ...pair,
    },
    unmet: [],
    engagement: anEngagement,
    partner: aPartner,
    now,
    ...question,
  });
}

function codesOf(row: Row | undefined) {
  return row?.reasons.map(({ code }) => code);
}

describe('R6: a known customer is ineligible', () => {
  it('a: when it misses criteria, all of which are listed', () => {
    const criteria = [
      ...anEngagement.customerCriteria,
      { kind: 'countries' as const, allowed: ['DE', 'FR'] },
      { kind: 'maximumCompletions' as const, count: 2 },
    ];
    const all = unmetCriteria(criteria, unfit, 2);
    const row = rowFor({}, { unmet: all });

    expect(row).toMatchObject({ tab: 'ineligible', type: undefined, actions: [] });
    expect(all).toHaveLength(3);
    expect(row?.reasons).toEqual(all.map((each) => ({ code: 'criteria-not-met', unmet: each })));
    expect(row?.why).toEqual({ code: 'criteriaNotMet' });
  });

  it('b: while another partner has its consent', () => {
    const row = rowFor({ anchor: heldByAnother });

    expect(row).toMatchObject({ tab: 'ineligible', type: undefined, actions: [] });
    expect(codesOf(row)).toEqual(['consent-given-to-another-partner']);
  });

  it('c: once another partner has completed the workshop', () => {
    const row = rowFor({ anchor: completedByAnother });

    expect(row).toMatchObject({ tab: 'ineligible', type: undefined, actions: [] });
    expect(codesOf(row)).toEqual(['participated-with-another-partner']);
  });

  it('b: until the last millisecond of the other’s delivery window, recorded or not', () => {
    expect(rowFor({ anchor: heldByAnother }, { now: msAfter(deliveryDeadline, -1) })?.tab).toBe(
      'ineligible',
    );
    expect(rowFor({ anchor: heldByAnother }, { now: deliveryDeadline })?.tab).toBe('eligible');
  });
});

describe('R26: a superseded customer', () => {
  const own = anAssociation('superseded');

  it.each([
    ['b while the other partner holds it', heldByAnother, 'consent-given-to-another-partner'],
    ['c once the other has completed it', completedByAnother, 'participated-with-another-partner'],
  ])('is ineligible by %s, though it is not known', (_, anchor, code) => {
    const row = rowFor({ own, anchor, isKnown: false });

    expect([row?.tab, codesOf(row), row?.association]).toEqual(['ineligible', [code], own]);
  });

  it('is so before anybody has recorded it', () => {
    const row = rowFor({
      own: anAssociation('consentRequested'),
      anchor: heldByAnother,
      isKnown: false,
    });

    expect([row?.tab, row?.association?.status]).toEqual(['ineligible', 'superseded']);
  });

  it('is off the page once the other has let it go, or claimable if it is known', () => {
    expect(rowFor({ own, anchor: released, isKnown: false })).toBeUndefined();
    expect(rowFor({ own, anchor: released, isKnown: true })?.actions).toEqual(['claimCustomer']);
  });
});

describe('R3: the first that matches decides the tab', () => {
  const completed = anAssociation('completed');
  const open = { ...anAssociation('associated'), addedAt: now, consentDeadline: msAfter(now, 1) };
  const declined = anAssociation('declined');

  it.each<[string, Partial<Pair>, typeof unmet, unknown]>([
    ['own completed', { own: completed, anchor: heldByAnother }, unmet, ['complete', []]],
    ['own open', { own: open, anchor: released }, unmet, ['eligible', []]],
    [
      'another completed',
      { own: declined, anchor: completedByAnother },
      unmet,
      ['ineligible', ['participated-with-another-partner']],
    ],
    [
      'another active',
      { own: declined, anchor: heldByAnother },
      unmet,
      ['ineligible', ['consent-given-to-another-partner']],
    ],
    ['criteria', { own: declined, anchor: released }, unmet, ['ineligible', ['criteria-not-met']]],
    ['known', { own: declined, anchor: released }, [], ['eligible', []]],
  ])('%s', (_, pair, missed, expected) => {
    const row = rowFor(pair, { unmet: missed });

    expect([row?.tab, codesOf(row)]).toEqual(expected);
  });

  it('not shown', () => {
    expect(rowFor({ own: declined, anchor: released, isKnown: false })).toBeUndefined();
  });
});

it.each<[string, Association | undefined, Pair['anchor']]>([
  ['holds it', undefined, heldByAnother],
  ['has completed it', undefined, completedByAnother],
  ['has superseded us', anAssociation('superseded'), heldByAnother],
  ['has let it go', anAssociation('superseded'), released],
])('R6: the row never tells of another partner who %s', (_, own, anchor) => {
  const row = rowFor({ own, anchor });

  expect(row).toBeDefined();
  expect(JSON.stringify({ ...row, association: undefined })).not.toMatch(/contoso/i);
});
