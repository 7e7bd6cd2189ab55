// Swedish: counts, labels, and the statement that a customer agrees to.
import { plural } from '../formats';
import type { CommonTexts } from '../shape';

export const common: CommonTexts = {
  days: plural('sv', { one: '# dag', other: '# dagar' }),
  daysLeft: plural('sv', { one: '# dag kvar', other: '# dagar kvar' }),
  labeled: (label, value) => `${label}: ${value}`,
  dateWithDaysLeft: (date, daysLeft) => `${date} (${daysLeft})`,
  labels: {
    workshop: 'Workshop',
    partner: 'Partner',
    customer: 'Kund',
    answerBy: 'Svara senast',
    deliverBy: 'Genomförs senast',
    recordedAt: 'Registrerat',
    agreedBy: 'Samtycke lämnat av',
    declinedBy: 'Avböjt av',
    reason: 'Skäl',
    contactAddress: 'Kontaktadress',
    contactAt: (organization) => `Kontaktperson hos ${organization}`,
    contacts: 'Kontaktpersoner',
    whatAgreeingMeans: 'Vad samtycket innebär',
    agreedText: 'Texten som samtycket gäller',
  },
  statement: (f) => [
    `Som företrädare för ${f.customer} samtycker jag till följande:`,
    `1. ${f.customer} deltar i workshopen ”${f.workshop}”, som genomförs av ${f.partner}.`,
    `2. ${f.partner} rapporterar sitt deltagande i workshopen till Microsoft inom Microsoft Commerce Incentives, ett program genom vilket Microsoft kan betala partner för att genomföra workshoppar.`,
    `3. För detta ändamål lämnar ${f.partner} följande uppgifter till Microsoft: namnet på ${f.customer}, organisationens klientorganisation hos Microsoft (${f.tenant}), kontaktpersonen för denna begäran (${f.contact}) och resultatet av workshopen.`,
    `4. Samtycket är exklusivt: för denna workshop lämnar ${f.customer} samtycke till ${f.partner} och inte till någon annan partner.`,
    `5. ${f.partner} får genomföra workshopen och lämna in workshopanspråket, det vill säga sin begäran om betalning från Microsoft, inom ${f.deliveryDays} från den tidpunkt då detta samtycke registreras. Om inget workshopanspråk har lämnats in då upphör exklusiviteten.`,
  ],
};
