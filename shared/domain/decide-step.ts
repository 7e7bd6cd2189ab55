// The steps of one association: each a pure decision over (association, step). Time's own endings are in endings.ts.
import { asOf, dueEnding } from './endings';
import { accept, notAvailable, refuse, type Decision } from './decision';
import { answer, showInterest } from './link-steps';
import { consentMail, customerNotice } from './mail';
import { dueReminder } from './reminders';
import { resendRefusal, type Sending } from './resend';
import { isSameAddress } from './text';
import { isOpen, type Anchor, type Association, type AssociationOf } from './association';
import type { Step, StepOf } from './commands';
import type { ProofOfExecutionItem } from './reference';
import type { WorkshopClaimBody } from './workshop-claim';

/**
 * Decides a step on an association. The ending that is due at the step's instant counts as having happened, so a late
 * timer lets nothing in. `settle` yields the one change that time has brought, or a refusal `not-available`.
 */
export function decideStep(
  a: Association,
  step: Step,
  pairAnchor?: Anchor,
  sending?: Sending,
): Decision {
  if (step.type === 'settle') {
    return (
      dueEnding(a, pairAnchor, step.at, step.marginSeconds) ??
      dueReminder(a, step.at) ??
      refuse({ code: 'not-available', status: a.status })
    );
  }
  const now = asOf(a, pairAnchor, step.at);
  switch (step.type) {
    case 'triggerConsent':
      return triggerConsent(now, step);
    case 'resendConsent':
      return resendConsent(now, step, sending);
    case 'approve':
    case 'decline':
      return answer(now, step);
    case 'showInterest':
      return showInterest(now, step);
    case 'submitWorkshopClaim':
      return submitWorkshopClaim(now, step);
    case 'cancel':
      return cancel(now, step);
  }
}

/** R19. */
function triggerConsent(a: Association, step: StepOf<'triggerConsent'>): Decision {
  if (a.status !== 'associated') return notAvailable(a);
  const { customerContact, partnerContact, language, partnerLanguage, at } = step;
  const asked: AssociationOf<'consentRequested'> = {
    ...a,
    status: 'consentRequested',
    consentRequest: {
      customerContact,
      partnerContact,
      language,
      partnerLanguage,
      contactVersion: 1,
      requestedAt: at,
      lastSentAt: at,
      resends: 0,
    },
  };
  return accept('triggerConsent', asked, [consentMail('consentRequest', asked)]);
}

/** R20: at most five, 24 h between two to the same address; another address voids the links sent so far. */
function resendConsent(
  a: Association,
  step: StepOf<'resendConsent'>,
  sending: Sending | undefined,
): Decision {
  if (a.status !== 'consentRequested') return notAvailable(a);
  const before = a.consentRequest;
  const customerContact = step.customerContact ?? before.customerContact;
  const isReplaced = !isSameAddress(customerContact.email, before.customerContact.email);
  const refusal = resendRefusal(a, step.at, { isReplaced, sending });
  if (refusal !== undefined) return refuse(refusal);
  const resent: AssociationOf<'consentRequested'> = {
    ...a,
    consentRequest: {
      ...before,
      customerContact,
      contactVersion: before.contactVersion + (isReplaced ? 1 : 0),
      lastSentAt: step.at,
      resends: before.resends + 1,
    },
  };
  const isFirst = isReplaced || sending?.state === 'failed';
  const mail = consentMail(isFirst ? 'consentRequest' : 'consentReminder', resent);
  return accept('resendConsent', resent, [mail]);
}

/** R28. */
function submitWorkshopClaim(a: Association, step: StepOf<'submitWorkshopClaim'>): Decision {
  if (a.status === 'deliveryExpired') {
    return refuse({ code: 'delivery-expired', expiredAt: a.deliveryDeadline });
  }
  if (a.status !== 'active') return notAvailable(a);
  const missing = a.engagement.proofOfExecution.filter((item) => !has(step.body, item));
  if (missing.length > 0) return refuse({ code: 'proof-incomplete', missing });
  const { claimId, at, by, body } = step;
  return accept('submitWorkshopClaim', {
    ...a,
    status: 'completed',
    workshopClaim: { claimId, submittedAt: at, submittedBy: by, body },
  });
}

function has(body: WorkshopClaimBody, item: ProofOfExecutionItem): boolean {
  switch (item) {
    case 'findingsAndRecommendations':
    case 'invoice':
      return body[item] !== undefined;
    case 'partnerSurvey':
      return body.partnerSurveyDone;
    case 'customerSurvey':
      return body.customerSurveyDone;
  }
}

/** R30: until the claim is submitted; a customer who was mailed is told. */
function cancel(a: Association, step: StepOf<'cancel'>): Decision {
  if (!isOpen(a)) return notAvailable(a);
  const canceled: Association = {
    ...a,
    status: 'canceled',
    canceledAt: step.at,
    canceledBy: step.by,
    cancelReason: step.reason,
  };
  const told = a.status === 'associated' ? [] : [customerNotice('cancelNotice', a)];
  return accept('cancel', canceled, told);
}
