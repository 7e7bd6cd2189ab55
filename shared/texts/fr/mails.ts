// French: the mails.
import type { Due, Origin } from '../facts';
import type { MailTexts } from '../shape';
import { ofName, quoted } from './typography';

const afterwards = (when: 'alors' | 'désormais', customer: string, origin: Origin) =>
  origin === 'added'
    ? `${customer} ne figure ${when} plus sur la page des clients de cet atelier et peut y être ajouté de nouveau.`
    : `${customer} figure ${when} de nouveau parmi les clients que vous pouvez revendiquer pour cet atelier.`;

const answerNotes = (f: Due) => [
  'L’ouverture de la page ne change rien\u00a0; seule la réponse que vous y donnez est enregistrée. Vous n’avez pas à vous connecter, et aucun mot de passe ne vous sera jamais demandé.',
  `Si vous n’êtes pas la bonne personne pour répondre, veuillez ne pas transférer ce lien. Informez plutôt le contact chez ${f.partner} indiqué ci-dessous.`,
  `Sans action de votre part, la demande expire le ${f.deadline}, et ${f.customer} n’aura pas donné son consentement.`,
];

const openPage = 'Ouvrir la page des clients';
const nothingToDo =
  'Les autres ateliers avec ce client ne sont pas concernés. Aucune action de votre part n’est nécessaire.';
const ifNoClaim = (f: Due) =>
  `Si aucune demande de paiement n’est déposée dans ce délai, l’association prend fin, et ${f.customer} peut choisir un autre partenaire.`;

export const mails: MailTexts = {
  greeting: (name) => `Bonjour ${name},`,
  plainLink: 'Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur\u00a0:',
  customerFooter: (f) =>
    `Vous recevez ce message parce que ${f.partner} vous a désigné comme contact chez ${f.customer} pour cet atelier. Il a été envoyé automatiquement.`,
  partnerFooter: (f) =>
    `Vous recevez ce message en tant que contact chez ${f.partner} pour ce client. Il a été envoyé automatiquement.`,

  consentRequest: (f) => ({
    subject: `Demande de consentement\u00a0: atelier ${quoted(f.workshop)} avec ${f.partner}`,
    title: `${f.partner} demande le consentement de votre organisation`,
    intro: [
      `${f.partner} souhaite réaliser l’atelier ${quoted(f.workshop)} pour ${f.customer} dans le cadre de Microsoft Commerce Incentives. Ce programme de Microsoft exige au préalable le consentement de votre organisation.`,
      `Veuillez lire ci-dessous ce que signifie le consentement. Vous pourrez ensuite consentir ou refuser sur la page de consentement, jusqu’au ${f.deadline} (${f.daysLeft}).`,
    ],
    action: 'Lire et répondre',
    after: answerNotes(f),
  }),
  consentReminder: (f) => ({
    subject: `Rappel (${f.daysLeft})\u00a0: consentement à l’atelier ${quoted(f.workshop)} avec ${f.partner}`,
    title: `Rappel\u00a0: ${f.partner} attend la réponse de votre organisation`,
    intro: [
      `Le ${f.requestedAt}, ${f.partner} a demandé le consentement ${ofName(f.customer)} à l’atelier ${quoted(f.workshop)} dans le cadre de Microsoft Commerce Incentives. Aucune réponse n’a encore été enregistrée.`,
      `Veuillez lire ci-dessous ce que signifie le consentement. Vous pouvez consentir ou refuser sur la page de consentement, jusqu’au ${f.deadline} (${f.daysLeft}).`,
    ],
    action: 'Lire et répondre',
    after: answerNotes(f),
  }),
  consentReceipt: (f) => ({
    subject: `Confirmation\u00a0: consentement à l’atelier ${quoted(f.workshop)} avec ${f.partner}`,
    title: 'Votre consentement a été enregistré',
    intro: [
      `Merci. ${f.customer} a donné son consentement à l’atelier ${quoted(f.workshop)} avec ${f.partner}. Veuillez conserver ce message comme justificatif\u00a0; il contient le texte exact du consentement.`,
    ],
    after: [
      `${f.partner} vous contactera au sujet de l’atelier et peut le réaliser jusqu’au ${f.deadline}. Aucune action de votre part n’est nécessaire pour le moment.`,
      `Si ce consentement n’aurait pas dû être donné, veuillez en informer le contact chez ${f.partner} indiqué ci-dessous, qui peut annuler l’atelier.`,
    ],
  }),
  cancelNotice: (f) => ({
    subject: `Annulé\u00a0: atelier ${quoted(f.workshop)} avec ${f.partner}`,
    title: `${f.partner} a annulé l’atelier`,
    intro: [
      `${f.partner} a annulé l’atelier ${quoted(f.workshop)} pour ${f.customer} dans le cadre de Microsoft Commerce Incentives.`,
      f.consentAt === undefined
        ? 'La demande de consentement est retirée, et ses liens ne fonctionnent plus.'
        : `Le consentement enregistré le ${f.consentAt} prend ainsi fin et n’est plus exclusif à ${f.partner}.`,
    ],
    after: [
      'Aucune action de votre part n’est nécessaire.',
      `Pour toute question, veuillez vous adresser au contact chez ${f.partner} indiqué ci-dessous.`,
    ],
  }),

  consentNotAsked: (f) => ({
    subject: `Pas encore sollicité (${f.daysLeft})\u00a0: consentement ${ofName(f.customer)} à ${quoted(f.workshop)}`,
    title: `Le consentement ${ofName(f.customer)} n’a pas encore été demandé`,
    intro: [
      `${f.customer} a été ${f.origin === 'added' ? 'ajouté' : 'revendiqué'} pour l’atelier ${quoted(f.workshop)}, mais la demande de consentement n’a pas été envoyée.`,
      `Le consentement doit être enregistré au plus tard le ${f.deadline} (${f.daysLeft}). L’envoi de la demande ne repousse pas cette date\u00a0; veuillez donc l’envoyer rapidement.`,
    ],
    action: openPage,
    after: [
      `Sans action de votre part, l’association prend fin sans consentement à cette date. ${afterwards('alors', f.customer, f.origin)}`,
    ],
  }),
  consentNotAnswered: (f) => ({
    subject: `Pas encore de réponse (${f.daysLeft})\u00a0: consentement ${ofName(f.customer)} à ${quoted(f.workshop)}`,
    title: `${f.customer} n’a pas encore répondu`,
    intro: [
      `La demande de consentement à l’atelier ${quoted(f.workshop)} a été envoyée pour la dernière fois le ${f.lastSentAt}. ${f.customer} n’y a pas répondu.`,
      `Le consentement doit être enregistré au plus tard le ${f.deadline} (${f.daysLeft}). Le contact du client reçoit aussi des rappels automatiques\u00a0; un échange direct peut être utile.`,
    ],
    action: openPage,
    after: [
      `Si aucune réponse n’est enregistrée, l’association prend fin sans consentement à cette date. ${afterwards('alors', f.customer, f.origin)}`,
    ],
  }),
  consentGiven: (f) => ({
    subject: `Consentement reçu\u00a0: ${f.customer} pour ${quoted(f.workshop)}`,
    title: `${f.customer} a donné son consentement`,
    intro: [
      `${f.customer} a donné son consentement à l’atelier ${quoted(f.workshop)}. Ce consentement vous est exclusif.`,
      `Veuillez réaliser l’atelier et déposer la demande de paiement de l’atelier (workshop claim) au plus tard le ${f.deadline} (${f.daysLeft}).`,
    ],
    action: openPage,
    after: [ifNoClaim(f)],
  }),
  consentDeclined: (f) => ({
    subject: `Consentement refusé\u00a0: ${f.customer} pour ${quoted(f.workshop)}`,
    title: `${f.customer} a refusé`,
    intro: [
      `${f.customer} a refusé la demande de consentement à l’atelier ${quoted(f.workshop)}. L’association a pris fin.`,
      afterwards('désormais', f.customer, f.origin),
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  consentExpired: (f) => ({
    subject: `Expiré sans consentement\u00a0: ${f.customer} pour ${quoted(f.workshop)}`,
    title: 'Le délai pour obtenir le consentement est écoulé',
    intro: [
      f.wasAsked
        ? `${f.customer} n’a pas répondu à la demande de consentement à l’atelier ${quoted(f.workshop)} avant le ${f.deadline}. L’association a pris fin.`
        : `Le consentement ${ofName(f.customer)} à l’atelier ${quoted(f.workshop)} n’a pas été demandé avant le ${f.deadline}. L’association a pris fin.`,
      afterwards('désormais', f.customer, f.origin),
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  superseded: (f) => ({
    subject: `N’est plus disponible\u00a0: ${f.customer} pour ${quoted(f.workshop)}`,
    title: `${f.customer} a donné son consentement à un autre partenaire`,
    intro: [
      `${f.customer} a donné son consentement à l’atelier ${quoted(f.workshop)} à un autre partenaire. Le premier consentement enregistré est exclusif\u00a0; votre association a donc pris fin.`,
      `${f.customer} figure désormais sous l’onglet ${quoted('Non éligible')} (Ineligible) de la page des clients de cet atelier.`,
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  deliveryWarning: (f) => ({
    subject: `Demande de paiement à déposer (${f.daysLeft})\u00a0: ${f.customer} pour ${quoted(f.workshop)}`,
    title: 'La demande de paiement de l’atelier n’a pas encore été déposée',
    intro: [
      `${f.customer} a donné son consentement à l’atelier ${quoted(f.workshop)}. Aucune demande de paiement de l’atelier (workshop claim) n’a encore été déposée.`,
      `Veuillez réaliser l’atelier et déposer la demande de paiement au plus tard le ${f.deadline} (${f.daysLeft}).`,
    ],
    action: openPage,
    after: [ifNoClaim(f)],
  }),
  deliveryExpired: (f) => ({
    subject: `Expiré sans demande de paiement\u00a0: ${f.customer} pour ${quoted(f.workshop)}`,
    title: 'Le délai pour réaliser l’atelier est écoulé',
    intro: [
      `Aucune demande de paiement (workshop claim) pour l’atelier ${quoted(f.workshop)} avec ${f.customer} n’a été déposée avant le ${f.deadline}. L’association a pris fin, et le consentement ne vous est plus exclusif.`,
      `Vous pouvez revendiquer ${f.customer} de nouveau\u00a0; un nouveau consentement sera alors nécessaire.`,
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  lateInterest: (f) => ({
    subject: `Toujours intéressé\u00a0: ${f.customer} pour ${quoted(f.workshop)}`,
    title: `${f.customer} est finalement intéressé`,
    intro: [
      `Le ${f.interestAt}, le contact chez ${f.customer} vous a fait part de son intérêt pour l’atelier ${quoted(f.workshop)}. La demande de consentement avait expiré le ${f.deadline}\u00a0; il ne s’agit donc pas d’un consentement.`,
      f.origin === 'added'
        ? `Pour poursuivre, ajoutez ${f.customer} de nouveau et envoyez une nouvelle demande de consentement.`
        : `Pour poursuivre, revendiquez ${f.customer} de nouveau et envoyez une nouvelle demande de consentement.`,
    ],
    action: openPage,
    after: [
      `Sans action de votre part, rien ne change. ${f.customer} sait que vous en avez été informé.`,
    ],
  }),
};
