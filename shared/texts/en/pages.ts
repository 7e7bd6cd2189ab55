// English: the customer's consent pages.
import type { Names } from '../facts';

export const pages = {
  service: 'Workshop consent',
  footer:
    'You do not need to sign in, and you will never be asked for a password here. This page sets no cookies and loads nothing from other sites.',
  questions: (partner: string) => `If you have questions, please ask the contact at ${partner}.`,

  ask: {
    title: (f: Names) => `${f.partner} asks for your organization’s consent`,
    lead: (f: Names) =>
      `${f.partner} would like to deliver the workshop “${f.workshop}” for ${f.customer} under Microsoft Commerce Incentives. This Microsoft program requires the consent of your organization first.`,
    ifNothing: (f: Names & { readonly deadline: string }) =>
      `If you do nothing, the request expires on ${f.deadline}, and ${f.customer} has not agreed.`,
    several: 'Requests',
    severalHint: (partner: string) =>
      `${partner} has sent you more than one request. Tick those that you want to answer now; your answer applies to all that are ticked.`,
    exactText: 'The exact text',
    answer: 'Your answer',
    final: (email: string) =>
      `The first answer recorded is final. If you agree, a receipt is sent to ${email}.`,
    name: 'Your full name',
    nameHint: 'It is recorded with the consent. Required to agree.',
    confirmed: (customer: string) => `I may agree for ${customer}`,
    approve: 'Agree',
    declineHeading: 'Or decline',
    reason: 'Reason for declining (optional)',
    reasonHint: (partner: string) => `It is passed on to ${partner}. At most 1,000 characters.`,
    decline: 'Decline',
  },
  problem: {
    prefix: 'Error:',
    heading: 'Your answer has not been recorded yet',
    approverName: 'Enter your full name, at most 120 characters',
    confirmed: (customer: string) => `Confirm that you may agree for ${customer}`,
    decision: 'Choose Agree or Decline',
    reason: 'Shorten the reason to at most 1,000 characters',
    request: 'Tick at least one request',
  },
  approved: {
    title: 'Your consent has been recorded',
    lead: (f: Names) =>
      `${f.customer} has agreed to the workshop “${f.workshop}” with ${f.partner}.`,
    next: (partner: string) =>
      `A receipt with the exact text is being sent to the contact address. ${partner} will contact you about the workshop. You can close this page.`,
    opposite: (f: Names & { readonly recordedAt: string }) =>
      `You have just chosen to decline. It was not recorded, because consent had already been given on ${f.recordedAt}, and the first answer is final. If the consent should not stand, please tell the contact at ${f.partner}, who can cancel it.`,
  },
  declined: {
    title: 'Your answer has been recorded',
    lead: (f: Names) =>
      `${f.customer} has declined the workshop “${f.workshop}” with ${f.partner}.`,
    next: (partner: string) =>
      `${partner} is being informed. You do not need to do anything else, and can close this page.`,
    opposite: (f: Names & { readonly recordedAt: string }) =>
      `You have just chosen to agree. It was not recorded, because the request had already been declined on ${f.recordedAt}, and the first answer is final. If you want to take part after all, please tell the contact at ${f.partner}, who can send a new request.`,
  },
  expired: {
    title: 'This request has expired',
    lead: (f: Names & { readonly deadline: string }) =>
      `The consent of ${f.customer} to the workshop “${f.workshop}” with ${f.partner} could be given until ${f.deadline}. No answer was recorded by then.`,
    offer: (partner: string) =>
      `If you would still like the workshop, let ${partner} know. This is not a consent: ${partner} would have to send you a new request.`,
    button: 'Let the partner know I’m interested',
    sent: (partner: string) =>
      `Thank you. ${partner} is being informed of your interest, and can send you a new request.`,
  },
  superseded: {
    title: 'Your organization has already agreed with another partner',
    lead: (f: Names & { readonly winner: string }) =>
      `${f.customer} has given its consent to the workshop “${f.workshop}” to ${f.winner}. Such a consent is exclusive, so this request from ${f.partner} has ended. You do not need to do anything.`,
  },
  canceled: {
    title: 'This request has been canceled',
    lead: (f: Names & { readonly canceledAt: string }) =>
      `${f.partner} canceled the workshop “${f.workshop}” for ${f.customer} on ${f.canceledAt}. You do not need to do anything.`,
  },
  replaced: {
    title: 'This link is no longer valid',
    lead: (f: Names) =>
      `${f.partner} has since sent the request for the workshop “${f.workshop}” to another contact at ${f.customer}. It can only be answered with the link in that newer e-mail.`,
  },
  unknown: {
    title: 'This link is not known',
    lead: 'Please check that the whole address was copied, or open the link in the e-mail again. If it still does not work, please ask the person who sent you the request.',
  },
  otherSite: {
    title: 'This form was sent from another site',
    lead: 'Your browser says that the form did not come from our own page, so nothing was recorded. Please open the link in the e-mail again and answer there. Your link stays valid.',
  },
  busy: {
    title: 'Please try again in a minute',
    lead: 'We cannot reach our records at the moment. Nothing has been lost, and your link stays valid. If you have just given an answer, open the link again to see whether it was recorded.',
  },
  tooMany: {
    title: 'Too many attempts',
    lead: 'Many requests have come from your network in a short time. Please wait a few minutes, then open the link again. Your link stays valid.',
  },
};
