// German: counts, labels, and the statement that a customer agrees to.
import { plural } from '../formats';
import type { CommonTexts } from '../shape';

export const common: CommonTexts = {
  days: plural('de', { one: '# Tag', other: '# Tage' }),
  daysLeft: plural('de', { one: 'noch # Tag', other: 'noch # Tage' }),
  labeled: (label, value) => `${label}: ${value}`,
  dateWithDaysLeft: (date, daysLeft) => `${date} (${daysLeft})`,
  labels: {
    workshop: 'Workshop',
    partner: 'Partner',
    customer: 'Kunde',
    answerBy: 'Antwortfrist',
    deliverBy: 'Durchführungsfrist',
    recordedAt: 'Erfasst am',
    agreedBy: 'Zugestimmt durch',
    declinedBy: 'Abgelehnt durch',
    reason: 'Grund',
    contactAddress: 'Kontaktadresse',
    contactAt: (organization) => `Kontaktperson bei ${organization}`,
    contacts: 'Kontaktpersonen',
    whatAgreeingMeans: 'Was die Zustimmung bedeutet',
    agreedText: 'Wortlaut der Zustimmung',
  },
  statement: (f) => [
    `Im Namen von ${f.customer} stimme ich Folgendem zu:`,
    `1. ${f.customer} nimmt am Workshop „${f.workshop}“ teil, den ${f.partner} durchführt.`,
    `2. ${f.partner} meldet die eigene Mitwirkung an diesem Workshop an Microsoft im Rahmen von Microsoft Commerce Incentives, einem Programm, über das Microsoft Partnern die Durchführung von Workshops vergüten kann.`,
    `3. Zu diesem Zweck übermittelt ${f.partner} an Microsoft den Namen von ${f.customer}, den Microsoft-Mandanten der Organisation (${f.tenant}), die Kontaktperson für diese Anfrage (${f.contact}) und das Ergebnis des Workshops.`,
    `4. Diese Zustimmung ist exklusiv: ${f.customer} stimmt diesem Workshop nur mit ${f.partner} und mit keinem anderen Partner zu.`,
    `5. Ab der Erfassung dieser Zustimmung hat ${f.partner} ${f.deliveryDays} Zeit, den Workshop durchzuführen und den Vergütungsantrag für den Workshop bei Microsoft einzureichen. Ist bis dahin kein Vergütungsantrag eingereicht, endet die Exklusivität.`,
  ],
};
