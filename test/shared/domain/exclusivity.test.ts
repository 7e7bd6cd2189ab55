// The first consent wins the pair, the others lose it, and whoever lets go frees it (R26, R27, R29, R30).
import type { Anchor, Association } from '../../../shared/domain/association';
import type { Step } from '../../../shared/domain/commands';
import type { Customer } from '../../../shared/domain/customer';
import { decideStep } from '../../../shared/domain/decide-step';
import type { Changes } from '../../../shared/domain/changes';
import { decide } from '../../../shared/domain/decide';
import type { Partner } from '../../../shared/domain/reference';
import { addDays, type Instant } from '../../../shared/domain/time';
import {
  aCustomer,
  aCustomerId,
  anAnchor,
  anAssociation,
  addedAt,
  anEngagement,
  anotherEngagement,
  anotherPartner,
  answeredAt,
  aPartner,
  aThirdPartner,
  consentDeadline,
  deliveryDeadline,
  ofPartner,
  stepsAt,
} from '../../support/examples';
import { apply } from './support/apply';

const asked = anAssociation('consentRequested');
const askedByAnother = {
  ...ofPartner(asked, anotherPartner),
  consentRequest: {
    ...asked.consentRequest,
    partnerContact: { company: 'Contoso', name: 'Nils Ek', email: 'nils@contoso.example' },
  },
};
const bothAsked = aCustomer({ associations: [asked, askedByAnother] });

function outcomeOf(customer: Customer, { id: partnerId }: Partner, step: Step) {
  const key = { customerId: aCustomerId, engagementId: anEngagement.id, partnerId };
  return decide(customer, { ...step, key });
}

function changesOf(customer: Customer, partner: Partner, step: Step): Changes {
  const outcome = outcomeOf(customer, partner, step);
  if (!outcome.ok) throw new Error(`${step.type}: ${outcome.refusal.code}`);
  return outcome.changes;
}

function afterSteps(customer: Customer, ...steps: (readonly [Partner, Step])[]): Customer {
  return steps.reduce(
    (now, [partner, step]) => apply(now, changesOf(now, partner, step)),
    customer,
  );
}

function statusesOf({ associations }: { associations: readonly Association[] }) {
  return associations.map(({ partnerId, status }) => `${partnerId} ${status}`);
}

describe('R26: the first consent', () => {
  it('wins the pair for its partner, until the delivery deadline', () => {
    const changes = changesOf(bothAsked, aPartner, stepsAt(answeredAt).approve);

    expect(changes.anchors).toEqual([anAnchor(aPartner)]);
  });

  it('R4: makes the customer known to its partner, and to no other', () => {
    const { newlyKnownBy } = changesOf(bothAsked, aPartner, stepsAt(answeredAt).approve);

    expect(newlyKnownBy).toEqual([aPartner.id]);
  });

  it('shuts out every other answer from that very instant', () => {
    const won = afterSteps(bothAsked, [aPartner, stepsAt(answeredAt).approve]);

    const second = outcomeOf(won, anotherPartner, stepsAt(answeredAt).approve);

    expect(second).toEqual({ ok: false, refusal: { code: 'superseded' } });
  });

  it('leaves the other engagements of the customer alone', () => {
    const elsewhere = { ...ofPartner(asked, anotherPartner), engagementId: anotherEngagement.id };
    const won = afterSteps(aCustomer({ associations: [asked, elsewhere] }), [
      aPartner,
      stepsAt(answeredAt).approve,
    ]);

    const key = { ...elsewhere, attempt: 1 };
    expect(decide(won, { ...stepsAt(answeredAt).approve, key }).ok).toBe(true);
  });
});

describe('R26: a partner who was pending when another won', () => {
  const won = afterSteps(bothAsked, [aPartner, stepsAt(answeredAt).approve]);

  it('is superseded as of the win, with the winner on record and a notice that does not name it', () => {
    const [change] = changesOf(
      won,
      anotherPartner,
      stepsAt(addDays(answeredAt, 1)).settle,
    ).associations;

    expect(change?.after).toMatchObject({
      status: 'superseded',
      supersededAt: answeredAt,
      winner: { partnerId: aPartner.id, name: aPartner.name },
    });
    expect(change?.mails.map(({ kind }) => kind)).toEqual(['superseded']);
    expect(JSON.stringify(change?.mails)).not.toMatch(/fabrikam/i);
  });

  it.each<[string, Step, Instant]>([
    ['canceled', stepsAt(addDays(answeredAt, 1)).cancel, addDays(answeredAt, 2)],
    ['ran out of time', stepsAt(deliveryDeadline).settle, deliveryDeadline],
  ])('is superseded even when it is settled after the winner %s', (_, letGo, later) => {
    const released = afterSteps(won, [aPartner, letGo]);

    const settled = afterSteps(released, [anotherPartner, stepsAt(later).settle]);

    expect(settled.anchors).toMatchObject([{ state: 'released' }]);
    expect(statusesOf(settled)).toContain(`${anotherPartner.id} superseded`);
  });

  it('stays superseded by the first winner when a third partner wins after its own deadline', () => {
    const third = {
      ...ofPartner(asked, aThirdPartner),
      addedAt: addDays(addedAt, 20),
      consentDeadline: addDays(addedAt, 50),
    };
    const released = afterSteps(won, [aPartner, stepsAt(addDays(answeredAt, 1)).cancel]);
    const customer = { ...released, associations: [...released.associations, third] };
    const wonAgainAt = addDays(consentDeadline, 1);

    const later = afterSteps(customer, [aThirdPartner, stepsAt(wonAgainAt).approve]);

    expect(statusesOf(later)).toContain(`${anotherPartner.id} superseded`);
    expect(later.anchors).toMatchObject([{ partnerId: aThirdPartner.id, state: 'active' }]);
  });

  it('is never superseded by its own win: the next attempt is open even when it follows at once', () => {
    const again = { ...asked, attempt: 2, addedAt: answeredAt };

    const decision = decideStep(again, stepsAt(answeredAt).cancel, anAnchor(aPartner, 'released'));

    expect(decision.ok).toBe(true);
  });

  it('expires instead when its own deadline came before the win', () => {
    const older = { ...ofPartner(asked, anotherPartner), consentDeadline: answeredAt };
    const customer = aCustomer({ associations: [asked, older] });

    const settled = afterSteps(
      customer,
      [aPartner, stepsAt(answeredAt).approve],
      [anotherPartner, stepsAt(addDays(answeredAt, 1)).settle],
    );

    expect(statusesOf(settled)).toContain(`${anotherPartner.id} consentExpired`);
  });
});

describe('R29: a holder whose delivery window ran out unrecorded', () => {
  const pendingLater = {
    ...ofPartner(asked, anotherPartner),
    addedAt: deliveryDeadline,
    consentDeadline: addDays(deliveryDeadline, 30),
  };
  const customer = aCustomer({
    associations: [anAssociation('active'), pendingLater],
    anchors: [anAnchor(aPartner)],
    knownBy: [aPartner.id],
  });
  const approval = stepsAt(addDays(deliveryDeadline, 5)).approve;

  it('does not stand in the way of the next consent', () => {
    expect(outcomeOf(customer, anotherPartner, approval).ok).toBe(true);
  });

  it('is recorded as expired in the transaction of the next consent, which has the anchor', () => {
    const { associations, anchors } = changesOf(customer, anotherPartner, approval);

    expect(statusesOf({ associations: associations.map(({ after }) => after) })).toEqual([
      'fabrikam deliveryExpired',
      'contoso active',
    ]);
    expect(anchors).toMatchObject([{ partnerId: anotherPartner.id, state: 'active' }]);
  });
});

describe('the anchor of the pair', () => {
  const holding = aCustomer({
    associations: [anAssociation('active')],
    anchors: [anAnchor(aPartner)],
  });

  it.each<[string, Step, Anchor['state']]>([
    [
      'R28: is kept for good by the workshop claim',
      stepsAt(addDays(answeredAt, 9)).submitWorkshopClaim,
      'completed',
    ],
    ['R30: is released by canceling', stepsAt(addDays(answeredAt, 9)).cancel, 'released'],
    ['R29: is released when delivery expires', stepsAt(deliveryDeadline).settle, 'released'],
  ])('%s', (_, step, state) => {
    const { anchors } = changesOf(holding, aPartner, step);

    expect(anchors).toEqual([{ ...anAnchor(aPartner, state), wonAt: answeredAt }]);
  });

  it.each<[string, Step]>([
    ['declining', stepsAt(answeredAt).decline],
    ['canceling before the consent', stepsAt(answeredAt).cancel],
    ['consent expiring', stepsAt(consentDeadline).settle],
    ['resending', stepsAt(addDays(answeredAt, 1)).resendConsent],
  ])('is not touched by %s', (_, step) => {
    const { anchors, newlyKnownBy } = changesOf(bothAsked, aPartner, step);

    expect([anchors, newlyKnownBy]).toEqual([[], []]);
  });
});
