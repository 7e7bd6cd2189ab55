// Swedish: the mails.
import type { Due, Origin } from '../facts';
import type { MailTexts } from '../shape';

const afterwards = (when: 'då' | 'nu', customer: string, origin: Origin) =>
  origin === 'added'
    ? `${customer} visas ${when} inte längre på kundsidan för denna workshop, men kan läggas till igen.`
    : `${customer} återgår ${when} till de kunder som ni kan göra anspråk på för denna workshop.`;

const answerNotes = (f: Due) => [
  'Att öppna sidan ändrar ingenting; endast det svar som ni lämnar där registreras. Ni behöver inte logga in och kommer aldrig att tillfrågas om ett lösenord.',
  `Om någon annan bör svara, vidarebefordra inte länken. Meddela i stället kontaktpersonen hos ${f.partner}, som anges nedan.`,
  `Om ni inte gör något upphör begäran att gälla den ${f.deadline}, och ${f.customer} har då inte lämnat sitt samtycke.`,
];

const openPage = 'Öppna kundsidan';
const nothingToDo = 'Andra workshoppar med denna kund påverkas inte. Ni behöver inte göra något.';
const ifNoClaim = (f: Due) =>
  `Om inget workshopanspråk lämnas in till dess upphör kopplingen, och ${f.customer} kan välja en annan partner.`;

export const mails: MailTexts = {
  greeting: (name) => `Hej ${name},`,
  plainLink: 'Om knappen inte fungerar, kopiera denna adress till webbläsaren:',
  customerFooter: (f) =>
    `Ni får detta meddelande eftersom ${f.partner} har angett er som kontaktperson hos ${f.customer} för denna workshop. Det har skickats automatiskt.`,
  partnerFooter: (f) =>
    `Ni får detta meddelande eftersom ni är kontaktperson hos ${f.partner} för denna kund. Det har skickats automatiskt.`,

  consentRequest: (f) => ({
    subject: `Begäran om samtycke: workshopen ”${f.workshop}” med ${f.partner}`,
    title: `${f.partner} ber om er organisations samtycke`,
    intro: [
      `${f.partner} vill genomföra workshopen ”${f.workshop}” för ${f.customer} inom Microsoft Commerce Incentives. Detta Microsoft-program kräver att er organisation först lämnar sitt samtycke.`,
      `Läs nedan vad samtycket innebär. Därefter kan ni samtycka eller avböja på samtyckessidan, till den ${f.deadline} (${f.daysLeft}).`,
    ],
    action: 'Läs och svara',
    after: answerNotes(f),
  }),
  consentReminder: (f) => ({
    subject: `Påminnelse (${f.daysLeft}): samtycke till workshopen ”${f.workshop}” med ${f.partner}`,
    title: `Påminnelse: ${f.partner} väntar på er organisations svar`,
    intro: [
      `Den ${f.requestedAt} bad ${f.partner} om samtycke från ${f.customer} till workshopen ”${f.workshop}” inom Microsoft Commerce Incentives. Inget svar har registrerats ännu.`,
      `Läs nedan vad samtycket innebär. Ni kan samtycka eller avböja på samtyckessidan, till den ${f.deadline} (${f.daysLeft}).`,
    ],
    action: 'Läs och svara',
    after: answerNotes(f),
  }),
  consentReceipt: (f) => ({
    subject: `Kvitto: samtycke till workshopen ”${f.workshop}” med ${f.partner}`,
    title: 'Ert samtycke har registrerats',
    intro: [
      `Tack. ${f.customer} har lämnat sitt samtycke till workshopen ”${f.workshop}” med ${f.partner}. Spara detta meddelande som kvitto; det innehåller samtyckets exakta text.`,
    ],
    after: [
      `${f.partner} kontaktar er om workshopen och får genomföra den till den ${f.deadline}. Ni behöver inte göra något nu.`,
      `Om samtycket inte borde ha lämnats, meddela kontaktpersonen hos ${f.partner}, som anges nedan och som kan avbryta workshopen.`,
    ],
  }),
  cancelNotice: (f) => ({
    subject: `Inställd: workshopen ”${f.workshop}” med ${f.partner}`,
    title: `${f.partner} har ställt in workshopen`,
    intro: [
      `${f.partner} har ställt in workshopen ”${f.workshop}” för ${f.customer} inom Microsoft Commerce Incentives.`,
      f.consentAt === undefined
        ? 'Begäran om ert samtycke är återkallad, och länkarna till den fungerar inte längre.'
        : `Samtycket som registrerades den ${f.consentAt} upphör därmed och är inte längre exklusivt för ${f.partner}.`,
    ],
    after: [
      'Ni behöver inte göra något.',
      `Vid frågor, vänd er till kontaktpersonen hos ${f.partner}, som anges nedan.`,
    ],
  }),

  consentNotAsked: (f) => ({
    subject: `Inte tillfrågad ännu (${f.daysLeft}): samtycke från ${f.customer} till ”${f.workshop}”`,
    title: `${f.customer} har inte tillfrågats om samtycke ännu`,
    intro: [
      f.origin === 'added'
        ? `${f.customer} har lagts till för workshopen ”${f.workshop}”, men begäran om samtycke har inte skickats.`
        : `Ni har gjort anspråk på ${f.customer} för workshopen ”${f.workshop}”, men begäran om samtycke har inte skickats.`,
      `Samtycket måste vara registrerat senast den ${f.deadline} (${f.daysLeft}). Datumet flyttas inte när begäran skickas; skicka den därför snart.`,
    ],
    action: openPage,
    after: [
      `Om ni inte gör något upphör kopplingen utan samtycke det datumet. ${afterwards('då', f.customer, f.origin)}`,
    ],
  }),
  consentNotAnswered: (f) => ({
    subject: `Inget svar ännu (${f.daysLeft}): samtycke från ${f.customer} till ”${f.workshop}”`,
    title: `${f.customer} har inte svarat ännu`,
    intro: [
      `Begäran om samtycke till workshopen ”${f.workshop}” skickades senast den ${f.lastSentAt}. ${f.customer} har inte besvarat den.`,
      `Samtycket måste vara registrerat senast den ${f.deadline} (${f.daysLeft}). Kundens kontaktperson får också automatiska påminnelser; en personlig kontakt kan vara till hjälp.`,
    ],
    action: openPage,
    after: [
      `Om inget svar registreras upphör kopplingen utan samtycke det datumet. ${afterwards('då', f.customer, f.origin)}`,
    ],
  }),
  consentGiven: (f) => ({
    subject: `Samtycke mottaget: ${f.customer} för ”${f.workshop}”`,
    title: `${f.customer} har lämnat sitt samtycke`,
    intro: [
      `${f.customer} har lämnat sitt samtycke till workshopen ”${f.workshop}”. Samtycket är exklusivt för er.`,
      `Genomför workshopen och lämna in workshopanspråket (workshop claim) senast den ${f.deadline} (${f.daysLeft}).`,
    ],
    action: openPage,
    after: [ifNoClaim(f)],
  }),
  consentDeclined: (f) => ({
    subject: `Samtycke avböjt: ${f.customer} för ”${f.workshop}”`,
    title: `${f.customer} har avböjt`,
    intro: [
      `${f.customer} har avböjt begäran om samtycke till workshopen ”${f.workshop}”. Kopplingen har upphört.`,
      afterwards('nu', f.customer, f.origin),
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  consentExpired: (f) => ({
    subject: `Upphörd utan samtycke: ${f.customer} för ”${f.workshop}”`,
    title: 'Tiden för att inhämta samtycke har gått ut',
    intro: [
      f.wasAsked
        ? `${f.customer} besvarade inte begäran om samtycke till workshopen ”${f.workshop}” före den ${f.deadline}. Kopplingen har upphört.`
        : `${f.customer} tillfrågades inte om samtycke till workshopen ”${f.workshop}” före den ${f.deadline}. Kopplingen har upphört.`,
      afterwards('nu', f.customer, f.origin),
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  superseded: (f) => ({
    subject: `Inte längre tillgänglig: ${f.customer} för ”${f.workshop}”`,
    title: `${f.customer} har lämnat sitt samtycke till en annan partner`,
    intro: [
      `${f.customer} har lämnat sitt samtycke till workshopen ”${f.workshop}” till en annan partner. Det samtycke som registreras först är exklusivt, och er koppling har därför upphört.`,
      `${f.customer} visas nu på fliken Inte berättigade (Ineligible) på kundsidan för denna workshop.`,
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  deliveryWarning: (f) => ({
    subject: `Workshopanspråk förfaller (${f.daysLeft}): ${f.customer} för ”${f.workshop}”`,
    title: 'Workshopanspråket har inte lämnats in ännu',
    intro: [
      `${f.customer} har lämnat sitt samtycke till workshopen ”${f.workshop}”. Inget workshopanspråk (workshop claim) har lämnats in ännu.`,
      `Genomför workshopen och lämna in workshopanspråket senast den ${f.deadline} (${f.daysLeft}).`,
    ],
    action: openPage,
    after: [ifNoClaim(f)],
  }),
  deliveryExpired: (f) => ({
    subject: `Upphörd utan workshopanspråk: ${f.customer} för ”${f.workshop}”`,
    title: 'Tiden för att genomföra workshopen har gått ut',
    intro: [
      `Inget workshopanspråk (workshop claim) för workshopen ”${f.workshop}” med ${f.customer} lämnades in före den ${f.deadline}. Kopplingen har upphört, och samtycket är inte längre exklusivt för er.`,
      `Ni kan göra anspråk på ${f.customer} igen; då krävs ett nytt samtycke.`,
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  lateInterest: (f) => ({
    subject: `Fortfarande intresserad: ${f.customer} för ”${f.workshop}”`,
    title: `${f.customer} är trots allt intresserad`,
    intro: [
      `Den ${f.interestAt} meddelade kontaktpersonen hos ${f.customer} sitt intresse för workshopen ”${f.workshop}”. Begäran om samtycke hade upphört att gälla den ${f.deadline}, så detta är inget samtycke.`,
      f.origin === 'added'
        ? `För att gå vidare, lägg till ${f.customer} igen och skicka en ny begäran om samtycke.`
        : `För att gå vidare, gör anspråk på ${f.customer} igen och skicka en ny begäran om samtycke.`,
    ],
    action: openPage,
    after: [
      `Om ni inte gör något förändras ingenting. ${f.customer} har fått veta att ni har informerats.`,
    ],
  }),
};
