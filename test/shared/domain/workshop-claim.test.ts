// The end of an association by its partner: the workshop claim with its proof, and canceling (R28, R30).
import type { Association } from '../../../shared/domain/association';
import { decideStep } from '../../../shared/domain/decide-step';
import { linkRefusal } from '../../../shared/domain/link-steps';
import type { Decision } from '../../../shared/domain/decision';
import type { WorkshopClaimBody } from '../../../shared/domain/workshop-claim';
import {
  aCustomerContact,
  anAssociation,
  answeredAt,
  aProof,
  aUser,
  stepsAt,
  submittedAt,
} from '../../support/examples';

function mailsOf(decision: Decision) {
  return decision.ok
    ? decision.mails.map(({ kind, to }) => `${kind} ${to.email}`)
    : decision.refusal;
}

function accepted(decision: Decision): Association {
  if (!decision.ok) throw new Error(decision.refusal.code);
  return decision.association;
}

describe('R28: the workshop claim', () => {
  const submit = (body: WorkshopClaimBody, a = anAssociation('active')) =>
    decideStep(a, { ...stepsAt(submittedAt).submitWorkshopClaim, body });
  const { findingsAndRecommendations, invoice } = aProof;
  const nothing = { partnerSurveyDone: false, customerSurveyDone: false };

  it('completes the association at submission, and keeps who submitted what', () => {
    expect(accepted(submit(aProof))).toEqual(anAssociation('completed'));
  });

  it('is refused with all that is missing from the proof', () => {
    const missingFrom = (body: WorkshopClaimBody) => {
      const decision = submit(body);
      return (
        decision.ok || decision.refusal.code !== 'proof-incomplete' || decision.refusal.missing
      );
    };

    expect(missingFrom(nothing)).toEqual([
      'findingsAndRecommendations',
      'invoice',
      'partnerSurvey',
      'customerSurvey',
    ]);
    expect(
      missingFrom({ ...nothing, findingsAndRecommendations, partnerSurveyDone: true }),
    ).toEqual(['invoice', 'customerSurvey']);
    expect(missingFrom({ ...nothing, invoice, customerSurveyDone: true })).toEqual([
      'findingsAndRecommendations',
      'partnerSurvey',
    ]);
  });

  it('needs only what the engagement asked for when the association was opened', () => {
    const active = anAssociation('active');
    const engagement = { ...active.engagement, proofOfExecution: ['invoice' as const] };

    expect(submit({ ...nothing, invoice }, { ...active, engagement }).ok).toBe(true);
  });
});

describe('R30: canceling', () => {
  it.each([
    ['associated', []],
    ['consentRequested', [`cancelNotice ${aCustomerContact.email}`]],
    ['active', [`cancelNotice ${aCustomerContact.email}`]],
  ] as const)('tells a customer who was mailed: %s', (status, mails) => {
    expect(mailsOf(decideStep(anAssociation(status), stepsAt(answeredAt).cancel))).toEqual(mails);
  });

  it('keeps who canceled, when and why, and the consent that was given', () => {
    const active = anAssociation('active');

    expect(accepted(decideStep(active, stepsAt(submittedAt).cancel))).toMatchObject({
      status: 'canceled',
      canceledAt: submittedAt,
      canceledBy: aUser,
      cancelReason: 'The customer asked us to.',
      consent: active.consent,
    });
  });

  it('kills the link', () => {
    expect(linkRefusal(anAssociation('canceled'), 1)).toEqual({ code: 'canceled' });
  });
});
