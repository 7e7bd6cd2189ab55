// French: counts, labels, and the statement that a customer agrees to.
import { plural } from '../formats';
import type { CommonTexts } from '../shape';
import { ofName, quoted } from './typography';

export const common: CommonTexts = {
  days: plural('fr', { one: '# jour', other: '# jours' }),
  daysLeft: plural('fr', { one: 'il reste # jour', other: 'il reste # jours' }),
  labeled: (label, value) => `${label}\u00a0: ${value}`,
  dateWithDaysLeft: (date, daysLeft) => `${date} (${daysLeft})`,
  labels: {
    workshop: 'Atelier',
    partner: 'Partenaire',
    customer: 'Client',
    answerBy: 'Date limite de réponse',
    deliverBy: 'Date limite de réalisation',
    recordedAt: 'Date d’enregistrement',
    agreedBy: 'Consentement donné par',
    declinedBy: 'Refusé par',
    reason: 'Motif',
    contactAddress: 'Adresse du contact',
    contactAt: (organization) => `Contact chez ${organization}`,
    contacts: 'Contacts',
    whatAgreeingMeans: 'Ce que signifie le consentement',
    agreedText: 'Texte du consentement',
  },
  statement: (f) => [
    `Au nom ${ofName(f.customer)}, je consens à ce qui suit\u00a0:`,
    `1. ${f.customer} participe à l’atelier ${quoted(f.workshop)}, réalisé par ${f.partner}.`,
    `2. ${f.partner} déclare sa participation à cet atelier à Microsoft dans le cadre de Microsoft Commerce Incentives, un programme par lequel Microsoft peut rémunérer des partenaires pour la réalisation d’ateliers.`,
    `3. À cette fin, ${f.partner} communique à Microsoft le nom ${ofName(f.customer)}, le locataire Microsoft (tenant) de l’organisation (${f.tenant}), le contact pour cette demande (${f.contact}) et le résultat de l’atelier.`,
    `4. Ce consentement est exclusif\u00a0: pour cet atelier, ${f.customer} donne son consentement à ${f.partner} et à aucun autre partenaire.`,
    `5. ${f.partner} peut réaliser l’atelier et déposer sa demande de paiement de l’atelier auprès de Microsoft dans un délai de ${f.deliveryDays} à compter de l’enregistrement de ce consentement. Si aucune demande de paiement n’a été déposée dans ce délai, l’exclusivité prend fin.`,
  ],
};
