// The edges of both clocks, to the millisecond, and the margin that the driver leaves (domain.md, Time).
import { association, type Association } from '../../../shared/domain/association';
import { decideStep } from '../../../shared/domain/decide-step';
import { addSeconds } from '../../../shared/domain/time';
import {
  addedAt,
  anAssociation,
  answeredAt,
  consentDeadline,
  deliveryDeadline,
  msAfter,
  statuses,
  stepsAt,
  theSystem,
} from '../../support/examples';

const asked = anAssociation('consentRequested');
const active = anAssociation('active');

describe.each([
  ['one millisecond before', -1, true],
  ['exactly at', 0, false],
  ['one millisecond after', 1, false],
])('%s the deadline', (_, ms, isInTime) => {
  it.each(['approve', 'decline', 'cancel', 'resendConsent'] as const)(
    `R18: %s is ${isInTime ? 'accepted' : 'refused as expired'}`,
    (type) => {
      const decision = decideStep(asked, stepsAt(msAfter(consentDeadline, ms))[type]);

      expect(decision).toMatchObject(
        isInTime
          ? { ok: true }
          : { ok: false, refusal: { code: 'consent-expired', expiredAt: consentDeadline } },
      );
    },
  );

  it(`R18: consent can ${isInTime ? 'still' : 'no longer'} be asked for`, () => {
    const { triggerConsent } = stepsAt(msAfter(consentDeadline, ms));

    expect(decideStep(anAssociation('associated'), triggerConsent).ok).toBe(isInTime);
  });

  it(`R24: "interested" is ${isInTime ? 'not offered yet' : 'accepted'}`, () => {
    const { showInterest } = stepsAt(msAfter(consentDeadline, ms));

    expect(decideStep(asked, showInterest).ok).toBe(!isInTime);
  });

  it(`R28, R29: the workshop claim is ${isInTime ? 'accepted' : 'refused as expired'}`, () => {
    const decision = decideStep(active, stepsAt(msAfter(deliveryDeadline, ms)).submitWorkshopClaim);

    expect(decision).toMatchObject(
      isInTime
        ? { ok: true }
        : { ok: false, refusal: { code: 'delivery-expired', expiredAt: deliveryDeadline } },
    );
  });

  it(`R30: an agreed workshop can ${isInTime ? 'still' : 'no longer'} be canceled`, () => {
    expect(decideStep(active, stepsAt(msAfter(deliveryDeadline, ms)).cancel).ok).toBe(isInTime);
  });
});

describe('the margin of settling', () => {
  const allReminded = {
    remindersDone: ['consent-7', 'consent-1', 'delivery-30', 'delivery-7', 'delivery-1'],
  };
  const marginSeconds = 120;

  it.each([
    ['consent', { ...asked, ...allReminded }, consentDeadline, 'consentExpired'],
    ['delivery', { ...active, ...allReminded }, deliveryDeadline, 'deliveryExpired'],
  ] as const)('lets the %s expire only when it is over', (_, open, deadline, ended) => {
    const settleAt = (ms: number) =>
      decideStep(open, {
        type: 'settle',
        at: msAfter(addSeconds(deadline, marginSeconds), ms),
        by: theSystem,
        marginSeconds,
      });

    expect(settleAt(-1)).toEqual({
      ok: false,
      refusal: { code: 'not-available', status: open.status },
    });
    expect(settleAt(0)).toMatchObject({ ok: true, association: { status: ended } });
    expect(settleAt(1)).toMatchObject({ ok: true, association: { status: ended } });
  });

  it('lets no answer in that is given after the deadline, though nothing has been recorded', () => {
    expect(decideStep(asked, stepsAt(addSeconds(consentDeadline, 1)).approve).ok).toBe(false);
  });

  it('leaves an answer alone that was recorded in time', () => {
    const agreed = decideStep(asked, stepsAt(msAfter(consentDeadline, -1)).approve);

    const settled = agreed.ok && decideStep(agreed.association, stepsAt(consentDeadline).settle);

    expect(settled).toEqual({ ok: false, refusal: { code: 'not-available', status: 'active' } });
  });
});

describe('the clocks', () => {
  const deadlineAfter = (a: Association, type: 'triggerConsent' | 'resendConsent' | 'approve') => {
    const decision = decideStep(a, stepsAt(msAfter(addedAt, 5 * 86_400_000))[type]);
    return decision.ok ? decision.association.consentDeadline : 'refused';
  };

  it('R18: neither sending nor resending nor an answer moves the consent deadline', () => {
    expect(deadlineAfter(anAssociation('associated'), 'triggerConsent')).toBe(consentDeadline);
    expect(deadlineAfter(asked, 'resendConsent')).toBe(consentDeadline);
    expect(deadlineAfter(asked, 'approve')).toBe(consentDeadline);
  });

  it('R23: delivery has the frozen window, counted from the consent', () => {
    const short = { ...asked, deliveryWindowDays: 10 };

    const decision = decideStep(short, stepsAt(answeredAt).approve);

    expect(decision).toMatchObject({
      association: { deliveryDeadline: msAfter(answeredAt, 10 * 86_400_000) },
    });
  });
});

it.each(statuses)(
  'the schema of the record reads what an association that is %s holds',
  (status) => {
    expect(association.parse(structuredClone(anAssociation(status)))).toEqual(
      anAssociation(status),
    );
  },
);
