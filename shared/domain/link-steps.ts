// What a customer does by a link: answers (R24, R25), or shows interest when it is too late (R24).
import { accept, notAvailable, refuse, type Decision } from './decision';
import type { Association, AssociationOf } from './association';
import type { StepOf } from './commands';
import { customerNotice, partnerNotice, requestOf } from './mail';
import type { Refusal } from './refusal';
import { addDays } from './time';

/** R24, R25: the first answer is final, a late one is refused, an answer from a replaced link too. */
export function answer(a: Association, step: StepOf<'approve' | 'decline'>): Decision {
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
export function showInterest(a: Association, step: StepOf<'showInterest'>): Decision {
  if (requestOf(a)?.contactVersion !== step.contactVersion)
    return refuse({ code: 'link-replaced' });
  if (a.status !== 'consentExpired' || a.lateInterestAt !== undefined) {
    return refuse({ code: 'not-available', status: a.status });
  }
  const interested = { ...a, lateInterestAt: step.at };
  return accept('showInterest', interested, [partnerNotice('lateInterest', interested)]);
}
