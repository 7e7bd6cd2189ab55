// The steps of one association: each a pure decision over (association, step). Time's own endings are in endings.ts.
import { asOf, dueEnding } from './endings';
import { accept, refuse, type Decision } from './decision';
import { consentMail, customerNotice, partnerNotice, requestOf } from './mail';
import { dueReminder } from './reminders';
import { resendRefusal, type Sending } from './resend';
import { isSameAddress } from './text';
import { addDays } from './time';
import {
  isOpen,
  type Anchor,
  type Association,
  type AssociationOf,
  type WorkshopClaimBody,
} from './association';
import type { Step } from './commands';
import type { Refusal } from './refusal';
import type { ProofOfExecutionItem } from './reference';

type StepOf<T extends Step['type']> = Extract<Step, { type: T }>;

/**
 * Decides a step on an association. The ending that is due at the step's instant counts as having happened, so a late
 * timer lets nothing in. `settle` yields the one change that time has brought, or a refusal `not-available`.
 */
export function decide(
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

/** R24, R25: the first answer is final, a late one is refused, an answer from a replaced link too. */
function answer(a: Association, step: StepOf<'approve' | 'decline'>): Decision {
  const refusal = linkRefusal(a, step.contactVersion);
  if (refusal !== undefined) return refuse(refusal);
  if (a.status !== 'consentRequested') return notAvailable(a);
  const contactEmail = a.consentRequest.customerContact.email;
  if (step.type === 'approve') {
    const { approverName, statement, at } = step;
    const { language } = a.consentRequest;
    const active: AssociationOf<'active'> = {
      ...a,
      status: 'active',
      consent: { approverName, contactEmail, language, statement, at },
      deliveryDeadline: addDays(at, a.deliveryWindowDays),
    };
    return accept('approve', active, [
      customerNotice('consentReceipt', active),
      partnerNotice('consentGiven', active),
    ]);
  }
  const declined: AssociationOf<'declined'> = {
    ...a,
    status: 'declined',
    declinedAt: step.at,
    declinedBy: {
      kind: 'customer',
      name: step.name ?? a.consentRequest.customerContact.name,
      email: contactEmail,
    },
    ...(step.reason === undefined ? {} : { declineReason: step.reason }),
  };
  return accept('decline', declined, [partnerNotice('consentDeclined', declined)]);
}

/** Why a link can't be answered now, or undefined: also what its page says. */
export function linkRefusal(a: Association, contactVersion: number): Refusal | undefined {
  const request = requestOf(a);
  if (request !== undefined && contactVersion !== request.contactVersion) {
    return { code: 'link-replaced' };
  }
  switch (a.status) {
    case 'consentRequested':
    case 'associated':
      return undefined;
    case 'consentExpired':
      return { code: 'consent-expired', expiredAt: a.consentDeadline };
    case 'superseded':
      return { code: 'superseded' };
    case 'canceled':
      return { code: 'canceled' };
    case 'declined':
      return { code: 'already-answered', answer: 'declined' };
    case 'active':
    case 'completed':
    case 'deliveryExpired':
      return { code: 'already-answered', answer: 'approved' };
  }
}

/** R24: once; a second time is the same answer, so it is refused as `not-available` and the page shows the first. */
function showInterest(a: Association, step: StepOf<'showInterest'>): Decision {
  if (requestOf(a)?.contactVersion !== step.contactVersion)
    return refuse({ code: 'link-replaced' });
  if (a.status !== 'consentExpired' || a.lateInterestAt !== undefined) {
    return refuse({ code: 'not-available', status: a.status });
  }
  const interested = { ...a, lateInterestAt: step.at };
  return accept('showInterest', interested, [partnerNotice('lateInterest', interested)]);
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

function notAvailable(a: Association): Decision {
  if (a.status === 'consentExpired') {
    return refuse({ code: 'consent-expired', expiredAt: a.consentDeadline });
  }
  return refuse({ code: 'not-available', status: a.status });
}
