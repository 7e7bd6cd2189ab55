// What adding and claiming write: all chosen workshops or none, fresh clocks, frozen windows (R16–R18, R22, R23).
import type { OpenCommand } from '../../../shared/domain/commands';
import { completionsOf, pairOf, type Customer } from '../../../shared/domain/customer';
import { decide } from '../../../shared/domain/decide';
import { engagementId } from '../../../shared/domain/ids';
import { openAssociation } from '../../../shared/domain/opening';
import type { Engagement } from '../../../shared/domain/reference';
import { addDays } from '../../../shared/domain/time';
import {
  aClaimCommand,
  aCustomer,
  aCustomerId,
  anAddCommand,
  anAnchor,
  anAssociation,
  addedAt,
  anEngagement,
  anotherEngagement,
  anotherPartner,
  aPartner,
  consentDeadline,
  deliveryDeadline,
  msAfter,
} from '../../support/examples';

const bothWorkshops = { ...anAddCommand, engagements: [anEngagement, anotherEngagement] };

function changesOf(customer: Customer, command: OpenCommand) {
  const outcome = decide(customer, command);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  return outcome.changes;
}

describe('R16: adding to several workshops', () => {
  it('opens one association for each', () => {
    const { associations, anchors, newlyKnownBy } = changesOf(aCustomer(), bothWorkshops);

    expect(associations.map(({ after }) => [after.engagementId, after.status])).toEqual([
      [anEngagement.id, 'associated'],
      [anotherEngagement.id, 'associated'],
    ]);
    expect([anchors, newlyKnownBy]).toEqual([[], []]);
  });

  it('opens none when one refuses, and tells the reason of each that does', () => {
    const closed = { ...anotherEngagement, lastDayToClaimCustomers: '2026-01-31' };
    const consumption: Engagement = {
      ...anEngagement,
      id: engagementId.parse('azure-consumption'),
      intent: 'drive-consumption',
    };

    const outcome = decide(aCustomer(), {
      ...anAddCommand,
      engagements: [anEngagement, closed, consumption],
    });

    expect(outcome).toEqual({
      ok: false,
      refusal: {
        code: 'engagements-refused',
        refused: [
          { engagementId: closed.id, refusal: { code: 'engagement-closed' } },
          { engagementId: consumption.id, refusal: { code: 'not-build-intent' } },
        ],
      },
    });
  });

  it('opens a workshop that is named twice once', () => {
    const twice = { ...anAddCommand, engagements: [anEngagement, anEngagement] };

    expect(changesOf(aCustomer(), twice).associations).toHaveLength(1);
  });

  it('audits each opening once, with who and when, and asks for no mail', () => {
    const [change] = changesOf(aCustomer(), anAddCommand).associations;

    expect(change).toMatchObject({ before: undefined, mails: [] });
    expect(change?.entries).toEqual([
      {
        at: addedAt,
        by: anAddCommand.by,
        transition: 'addCustomer',
        from: undefined,
        to: 'associated',
        version: 1,
      },
    ]);
  });
});

describe('a new association', () => {
  it('R14: keeps how it came about, and the reason for a domain that does not match', () => {
    const command = { ...anAddCommand, domainMismatchReason: 'A subsidiary.' };

    expect(openAssociation(aCustomerId, undefined, command, anEngagement)).toMatchObject({
      origin: 'added',
      locationId: command.locationId,
      addedAt,
      addedBy: command.by,
      customer: {
        email: 'carl@aw.example',
        domain: 'aw.example',
        domainMismatchReason: 'A subsidiary.',
      },
    });
  });

  it('R17: takes the domain of a claimed customer from its profile', () => {
    expect(openAssociation(aCustomerId, undefined, aClaimCommand, anEngagement)).toMatchObject({
      origin: 'claimed',
      customer: { email: undefined, domain: 'adventure-works.example' },
    });
  });

  it('R18, R23: freezes the windows of the engagement as they are now', () => {
    const quick = { ...anEngagement, consentWindowDays: 14, deliveryWindowDays: 45 };

    expect(openAssociation(aCustomerId, undefined, anAddCommand, quick)).toMatchObject({
      consentWindowDays: 14,
      deliveryWindowDays: 45,
      consentDeadline: addDays(addedAt, 14),
    });
  });

  it.each(['declined', 'consentExpired', 'canceled', 'deliveryExpired'] as const)(
    'R22: after one that was %s is the next attempt, with fresh clocks and no trace of the old link',
    (status) => {
      const old = anAssociation(status);
      const again = { ...anAddCommand, at: addDays(addedAt, 100) };

      const { associations } = changesOf(aCustomer({ associations: [old] }), again);

      expect(associations).toHaveLength(1);
      expect(associations[0]?.after).toMatchObject({
        attempt: 2,
        version: 1,
        addedAt: again.at,
        consentDeadline: addDays(again.at, 30),
        remindersDone: [],
      });
      expect(associations[0]?.after).not.toHaveProperty('consentRequest');
    },
  );

  it('counts from the latest attempt, in whatever order they are stored', () => {
    const first = anAssociation('declined');
    const customer = aCustomer({ associations: [{ ...first, attempt: 3 }, first] });

    expect(pairOf(customer, aPartner.id, anEngagement.id).own?.attempt).toBe(3);
    expect(changesOf(customer, anAddCommand).associations[0]?.after.attempt).toBe(4);
  });
});

it('counts the workshops that the customer has completed, with whomever', () => {
  const elsewhere = { ...anAnchor(aPartner, 'completed'), engagementId: anotherEngagement.id };
  const third = engagementId.parse('app-modernisation');
  const running = { ...anAnchor(anotherPartner), engagementId: third };
  const anchors = [anAnchor(anotherPartner, 'completed'), elsewhere, running];

  expect(completionsOf(aCustomer({ anchors }))).toBe(2);
});

describe('opening over an ending that nobody has recorded', () => {
  it('records the own expiry in the same transaction', () => {
    const overdue = anAssociation('consentRequested');

    const { associations } = changesOf(aCustomer({ associations: [overdue] }), {
      ...anAddCommand,
      at: consentDeadline,
    });

    expect(associations.map(({ after }) => [after.attempt, after.status])).toEqual([
      [1, 'consentExpired'],
      [2, 'associated'],
    ]);
    expect(associations[0]?.entries).toMatchObject([
      { by: { kind: 'system' }, transition: 'expireConsent', from: 'consentRequested', version: 3 },
    ]);
  });

  it('R29: records the own delivery expiry once, and lets the pair go', () => {
    const customer = aCustomer({
      associations: [anAssociation('active')],
      anchors: [anAnchor(aPartner)],
      knownBy: [aPartner.id],
    });

    const { associations, anchors } = changesOf(customer, {
      ...aClaimCommand,
      at: deliveryDeadline,
    });

    expect(associations.map(({ after }) => after.status)).toEqual([
      'deliveryExpired',
      'associated',
    ]);
    expect(anchors).toMatchObject([{ partnerId: aPartner.id, state: 'released' }]);
  });

  it('R29: records the delivery expiry of the partner who held the pair', () => {
    const holder = { ...anAssociation('active'), partnerId: anotherPartner.id };
    const customer = aCustomer({ associations: [holder], anchors: [anAnchor(anotherPartner)] });

    const { associations, anchors } = changesOf(customer, {
      ...anAddCommand,
      at: msAfter(deliveryDeadline, 1),
    });

    expect(associations.map(({ after }) => [after.partnerId, after.status])).toEqual([
      [anotherPartner.id, 'deliveryExpired'],
      [aPartner.id, 'associated'],
    ]);
    expect(anchors).toMatchObject([{ partnerId: anotherPartner.id, state: 'released' }]);
  });
});
