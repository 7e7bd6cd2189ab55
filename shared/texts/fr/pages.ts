// French: the customer's consent pages.
import type { PageTexts } from '../shape';
import { ofName, quoted } from './typography';

export const pages: PageTexts = {
  service: 'Consentement à un atelier',
  footer:
    'Vous n’avez pas à vous connecter, et aucun mot de passe ne vous sera jamais demandé ici. Cette page ne dépose aucun cookie et ne charge rien depuis d’autres sites.',
  questions: (partner) => `Pour toute question, veuillez vous adresser au contact chez ${partner}.`,

  ask: {
    title: (f) => `${f.partner} demande le consentement de votre organisation`,
    lead: (f) =>
      `${f.partner} souhaite réaliser l’atelier ${quoted(f.workshop)} pour ${f.customer} dans le cadre de Microsoft Commerce Incentives. Ce programme de Microsoft exige au préalable le consentement de votre organisation.`,
    ifNothing: (f) =>
      `Sans action de votre part, la demande expire le ${f.deadline}, et ${f.customer} n’aura pas donné son consentement.`,
    several: 'Demandes',
    severalHint: (partner) =>
      `${partner} vous a envoyé plusieurs demandes. Cochez celles auxquelles vous souhaitez répondre maintenant\u00a0; votre réponse vaut pour toutes celles qui sont cochées.`,
    exactText: 'Le texte exact',
    answer: 'Votre réponse',
    final: (email) =>
      `La première réponse enregistrée est définitive. Si vous consentez, une confirmation est envoyée à ${email}.`,
    name: 'Vos nom et prénom',
    nameHint: 'Ils sont enregistrés avec le consentement. Nécessaires pour consentir.',
    confirmed: (customer) => `Je suis habilité(e) à consentir pour ${customer}`,
    approve: 'Consentir',
    declineHeading: 'Ou refuser',
    reason: 'Motif du refus (facultatif)',
    reasonHint: (partner) => `Il est transmis à ${partner}. 1\u00a0000 caractères au maximum.`,
    decline: 'Refuser',
  },
  problem: {
    prefix: 'Erreur\u00a0:',
    heading: 'Votre réponse n’a pas encore été enregistrée',
    approverName: 'Indiquez vos nom et prénom, 120 caractères au maximum',
    confirmed: (customer) => `Confirmez que vous êtes habilité(e) à consentir pour ${customer}`,
    decision: `Choisissez ${quoted('Consentir')} ou ${quoted('Refuser')}`,
    reason: 'Réduisez le motif à 1\u00a0000 caractères au maximum',
    request: 'Cochez au moins une demande',
  },
  approved: {
    title: 'Votre consentement a été enregistré',
    lead: (f) =>
      `${f.customer} a donné son consentement à l’atelier ${quoted(f.workshop)} avec ${f.partner}.`,
    next: (partner) =>
      `Une confirmation avec le texte exact est envoyée à l’adresse du contact. ${partner} vous contactera au sujet de l’atelier. Vous pouvez fermer cette page.`,
    opposite: (f) =>
      `Vous venez de choisir de refuser. Ce choix n’a pas été enregistré, car le consentement avait déjà été donné le ${f.recordedAt} et la première réponse est définitive. Si le consentement ne doit pas être maintenu, veuillez en informer le contact chez ${f.partner}, qui peut annuler l’atelier.`,
  },
  declined: {
    title: 'Votre réponse a été enregistrée',
    lead: (f) => `${f.customer} a refusé l’atelier ${quoted(f.workshop)} avec ${f.partner}.`,
    next: (partner) =>
      `${partner} en est informé. Aucune autre action n’est nécessaire, et vous pouvez fermer cette page.`,
    opposite: (f) =>
      `Vous venez de choisir de consentir. Ce choix n’a pas été enregistré, car la demande avait déjà été refusée le ${f.recordedAt} et la première réponse est définitive. Si vous souhaitez finalement participer, veuillez en informer le contact chez ${f.partner}, qui peut envoyer une nouvelle demande.`,
  },
  expired: {
    title: 'Cette demande a expiré',
    lead: (f) =>
      `Le consentement ${ofName(f.customer)} à l’atelier ${quoted(f.workshop)} avec ${f.partner} pouvait être donné jusqu’au ${f.deadline}. Aucune réponse n’a été enregistrée dans ce délai.`,
    offer: (partner) =>
      `Si l’atelier vous intéresse toujours, vous pouvez en informer ${partner}. Il ne s’agit pas d’un consentement\u00a0: ${partner} devrait vous envoyer une nouvelle demande.`,
    button: 'Informer le partenaire de mon intérêt',
    sent: (partner) =>
      `Merci. ${partner} est informé de votre intérêt et peut vous envoyer une nouvelle demande.`,
  },
  superseded: {
    title: 'Votre organisation a déjà donné son consentement à un autre partenaire',
    lead: (f) =>
      `${f.customer} a donné son consentement à l’atelier ${quoted(f.workshop)} à ${f.winner}. Un tel consentement est exclusif\u00a0; cette demande de la part ${ofName(f.partner)} a donc pris fin. Aucune action de votre part n’est nécessaire.`,
  },
  canceled: {
    title: 'Cette demande a été annulée',
    lead: (f) =>
      `${f.partner} a annulé l’atelier ${quoted(f.workshop)} pour ${f.customer} le ${f.canceledAt}. Aucune action de votre part n’est nécessaire.`,
  },
  replaced: {
    title: 'Ce lien n’est plus valable',
    lead: (f) =>
      `${f.partner} a depuis envoyé la demande concernant l’atelier ${quoted(f.workshop)} à un autre contact chez ${f.customer}. Il n’est possible d’y répondre qu’avec le lien figurant dans ce message plus récent.`,
  },
  unknown: {
    title: 'Ce lien est inconnu',
    lead: 'Veuillez vérifier que l’adresse a été copiée en entier, ou ouvrir de nouveau le lien du message. S’il ne fonctionne toujours pas, veuillez vous adresser à la personne qui vous a envoyé la demande.',
  },
  otherSite: {
    title: 'Ce formulaire a été envoyé depuis un autre site',
    lead: 'D’après votre navigateur, le formulaire ne provient pas de notre propre page, et rien n’a été enregistré. Veuillez ouvrir de nouveau le lien du message et y répondre. Votre lien reste valable.',
  },
  busy: {
    title: 'Veuillez réessayer dans une minute',
    lead: 'Nos données sont momentanément inaccessibles. Rien n’est perdu, et votre lien reste valable. Si vous venez de répondre, ouvrez de nouveau le lien pour voir si votre réponse a été enregistrée.',
  },
  tooMany: {
    title: 'Trop de tentatives',
    lead: 'De nombreuses requêtes sont parvenues de votre réseau en peu de temps. Veuillez patienter quelques minutes, puis ouvrir de nouveau le lien. Votre lien reste valable.',
  },
};
