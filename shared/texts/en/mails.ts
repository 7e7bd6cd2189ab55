// English: the mails.
import type { Due, MailText, Names, Origin } from '../facts';

const afterwards = (when: 'then' | 'now', customer: string, origin: Origin) =>
  origin === 'added'
    ? `${customer} ${when} no longer appears on the Customers page of this engagement, and can be added again.`
    : `${customer} ${when} returns to the customers you can claim for this engagement.`;

const answerNotes = (f: Due) => [
  'Opening the page changes nothing; only the answer you give there is recorded. You do not need to sign in, and you will never be asked for a password.',
  `If you are not the right person to answer, please do not forward this link. Tell the contact at ${f.partner} named below instead.`,
  `If you do nothing, the request expires on ${f.deadline}, and ${f.customer} has not agreed.`,
];

const openPage = 'Open the Customers page';
const nothingToDo =
  'Other engagements with this customer are not affected. You do not need to do anything.';
const ifNoClaim = (f: Due) =>
  `If no workshop claim is submitted by then, the association ends, and ${f.customer} is free to choose another partner.`;

export const mails = {
  greeting: (name: string) => `Dear ${name},`,
  plainLink: 'If the button does not work, copy this address into your browser:',
  customerFooter: (f: Names) =>
    `You receive this e-mail because ${f.partner} named you as the contact at ${f.customer} for this workshop. It was sent automatically.`,
  partnerFooter: (f: Names) =>
    `You receive this e-mail because you are the contact at ${f.partner} for this customer. It was sent automatically.`,

  consentRequest: (f: Due): MailText => ({
    subject: `Consent requested: workshop “${f.workshop}” with ${f.partner}`,
    title: `${f.partner} asks for your organization’s consent`,
    intro: [
      `${f.partner} would like to deliver the workshop “${f.workshop}” for ${f.customer} under Microsoft Commerce Incentives. This Microsoft program requires the consent of your organization first.`,
      `Please read below what agreeing means. You can then agree or decline on the consent page, until ${f.deadline} (${f.daysLeft}).`,
    ],
    action: 'Read and answer',
    after: answerNotes(f),
  }),
  consentReminder: (f: Due & { readonly requestedAt: string }): MailText => ({
    subject: `Reminder (${f.daysLeft}): consent to the workshop “${f.workshop}” with ${f.partner}`,
    title: `Reminder: ${f.partner} awaits your organization’s answer`,
    intro: [
      `On ${f.requestedAt}, ${f.partner} asked for the consent of ${f.customer} to the workshop “${f.workshop}” under Microsoft Commerce Incentives. No answer has been recorded yet.`,
      `Please read below what agreeing means. You can agree or decline on the consent page, until ${f.deadline} (${f.daysLeft}).`,
    ],
    action: 'Read and answer',
    after: answerNotes(f),
  }),
  consentReceipt: (f: Names & { readonly deadline: string }): MailText => ({
    subject: `Receipt: consent to the workshop “${f.workshop}” with ${f.partner}`,
    title: 'Your consent has been recorded',
    intro: [
      `Thank you. ${f.customer} has agreed to the workshop “${f.workshop}” with ${f.partner}. Please keep this e-mail as your receipt; it contains the exact text of the consent.`,
    ],
    after: [
      `${f.partner} will contact you about the workshop, and may deliver it until ${f.deadline}. You do not need to do anything now.`,
      `If this consent should not have been given, please tell the contact at ${f.partner} named below, who can cancel it.`,
    ],
  }),
  cancelNotice: (f: Names & { readonly consentAt: string | undefined }): MailText => ({
    subject: `Canceled: workshop “${f.workshop}” with ${f.partner}`,
    title: `${f.partner} has canceled the workshop`,
    intro: [
      `${f.partner} has canceled the workshop “${f.workshop}” for ${f.customer} under Microsoft Commerce Incentives.`,
      f.consentAt === undefined
        ? 'The request for your consent is withdrawn, and its links no longer work.'
        : `The consent recorded on ${f.consentAt} ends with it, and is no longer exclusive to ${f.partner}.`,
    ],
    after: [
      'You do not need to do anything.',
      `If you have questions, please ask the contact at ${f.partner} named below.`,
    ],
  }),

  consentNotAsked: (f: Due & { readonly origin: Origin }): MailText => ({
    subject: `Not asked yet (${f.daysLeft}): consent of ${f.customer} to “${f.workshop}”`,
    title: `${f.customer} has not been asked for consent yet`,
    intro: [
      `${f.customer} has been ${f.origin === 'added' ? 'added' : 'claimed'} for the workshop “${f.workshop}”, but the request for consent has not been sent.`,
      `The consent must be recorded by ${f.deadline} (${f.daysLeft}). Sending the request does not move this date, so please trigger the customer consent soon.`,
    ],
    action: openPage,
    after: [
      `If you do nothing, the association ends without consent on that date. ${afterwards('then', f.customer, f.origin)}`,
    ],
  }),
  consentNotAnswered: (
    f: Due & { readonly origin: Origin; readonly lastSentAt: string },
  ): MailText => ({
    subject: `No answer yet (${f.daysLeft}): consent of ${f.customer} to “${f.workshop}”`,
    title: `${f.customer} has not answered yet`,
    intro: [
      `The request for consent to the workshop “${f.workshop}” was last sent on ${f.lastSentAt}. ${f.customer} has not answered it.`,
      `The consent must be recorded by ${f.deadline} (${f.daysLeft}). The customer’s contact also receives automatic reminders; you may want to get in touch in person.`,
    ],
    action: openPage,
    after: [
      `If no answer is recorded, the association ends without consent on that date. ${afterwards('then', f.customer, f.origin)}`,
    ],
  }),
  consentGiven: (f: Due): MailText => ({
    subject: `Consent received: ${f.customer} for “${f.workshop}”`,
    title: `${f.customer} has agreed`,
    intro: [
      `${f.customer} has given its consent to the workshop “${f.workshop}”. The consent is exclusive to you.`,
      `Please deliver the workshop and submit the workshop claim by ${f.deadline} (${f.daysLeft}).`,
    ],
    action: openPage,
    after: [ifNoClaim(f)],
  }),
  consentDeclined: (f: Names & { readonly origin: Origin }): MailText => ({
    subject: `Consent declined: ${f.customer} for “${f.workshop}”`,
    title: `${f.customer} has declined`,
    intro: [
      `${f.customer} has declined the request for consent to the workshop “${f.workshop}”. The association has ended.`,
      afterwards('now', f.customer, f.origin),
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  consentExpired: (
    f: Names & { readonly deadline: string; readonly origin: Origin; readonly wasAsked: boolean },
  ): MailText => ({
    subject: `Expired without consent: ${f.customer} for “${f.workshop}”`,
    title: 'The time to obtain consent is over',
    intro: [
      f.wasAsked
        ? `${f.customer} did not answer the request for consent to the workshop “${f.workshop}” by ${f.deadline}. The association has ended.`
        : `${f.customer} was not asked for consent to the workshop “${f.workshop}” by ${f.deadline}. The association has ended.`,
      afterwards('now', f.customer, f.origin),
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  superseded: (f: Names): MailText => ({
    subject: `No longer available: ${f.customer} for “${f.workshop}”`,
    title: `${f.customer} has agreed with another partner`,
    intro: [
      `${f.customer} has given its consent to the workshop “${f.workshop}” to another partner. The first consent recorded is exclusive, so your association has ended.`,
      `${f.customer} is now shown on the Ineligible tab of this engagement’s Customers page.`,
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  deliveryWarning: (f: Due): MailText => ({
    subject: `Workshop claim due (${f.daysLeft}): ${f.customer} for “${f.workshop}”`,
    title: 'The workshop claim has not been submitted yet',
    intro: [
      `${f.customer} has given its consent to the workshop “${f.workshop}”. No workshop claim has been submitted yet.`,
      `Please deliver the workshop and submit the workshop claim by ${f.deadline} (${f.daysLeft}).`,
    ],
    action: openPage,
    after: [ifNoClaim(f)],
  }),
  deliveryExpired: (f: Names & { readonly deadline: string }): MailText => ({
    subject: `Expired without workshop claim: ${f.customer} for “${f.workshop}”`,
    title: 'The time to deliver is over',
    intro: [
      `No workshop claim for the workshop “${f.workshop}” with ${f.customer} was submitted by ${f.deadline}. The association has ended, and the consent is no longer exclusive to you.`,
      `You can claim ${f.customer} again; a new consent is then needed.`,
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  lateInterest: (
    f: Names & { readonly deadline: string; readonly interestAt: string; readonly origin: Origin },
  ): MailText => ({
    subject: `Still interested: ${f.customer} for “${f.workshop}”`,
    title: `${f.customer} is interested after all`,
    intro: [
      `On ${f.interestAt}, the contact at ${f.customer} let you know of their interest in the workshop “${f.workshop}”. The request for consent had expired on ${f.deadline}, so this is not a consent.`,
      f.origin === 'added'
        ? `To go on, add ${f.customer} again and send a new request for consent.`
        : `To go on, claim ${f.customer} again and send a new request for consent.`,
    ],
    action: openPage,
    after: [
      `If you do nothing, nothing changes. ${f.customer} was told that you have been informed.`,
    ],
  }),
};
