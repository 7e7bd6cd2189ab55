// Swedish: the customer's consent pages.
import type { PageTexts } from '../shape';

export const pages: PageTexts = {
  service: 'Samtycke till workshop',
  footer:
    'Ni behöver inte logga in och kommer aldrig att tillfrågas om ett lösenord här. Sidan använder inga kakor och hämtar ingenting från andra webbplatser.',
  questions: (partner) => `Vid frågor, vänd er till kontaktpersonen hos ${partner}.`,

  ask: {
    title: (f) => `${f.partner} ber om er organisations samtycke`,
    lead: (f) =>
      `${f.partner} vill genomföra workshopen ”${f.workshop}” för ${f.customer} inom Microsoft Commerce Incentives. Detta Microsoft-program kräver att er organisation först lämnar sitt samtycke.`,
    ifNothing: (f) =>
      `Om ni inte gör något upphör begäran att gälla den ${f.deadline}, och ${f.customer} har då inte lämnat sitt samtycke.`,
    several: 'Begäranden',
    severalHint: (partner) =>
      `${partner} har skickat er mer än en begäran. Markera dem som ni vill besvara nu; svaret gäller alla som är markerade.`,
    exactText: 'Den exakta texten',
    answer: 'Ert svar',
    final: (email) =>
      `Det svar som registreras först är slutgiltigt. Om ni samtycker skickas ett kvitto till ${email}.`,
    name: 'För- och efternamn',
    nameHint: 'Namnet registreras tillsammans med samtycket. Krävs för att samtycka.',
    confirmed: (customer) => `Jag har rätt att lämna samtycke för ${customer}`,
    approve: 'Samtycker',
    declineHeading: 'Eller avböj',
    reason: 'Skäl till att avböja (frivilligt)',
    reasonHint: (partner) => `Skälet lämnas vidare till ${partner}. Högst 1 000 tecken.`,
    decline: 'Avböjer',
  },
  problem: {
    prefix: 'Fel:',
    heading: 'Ert svar har inte registrerats ännu',
    approverName: 'Ange för- och efternamn, högst 120 tecken',
    confirmed: (customer) => `Bekräfta att ni har rätt att lämna samtycke för ${customer}`,
    decision: 'Välj Samtycker eller Avböjer',
    reason: 'Korta ned skälet till högst 1 000 tecken',
    request: 'Markera minst en begäran',
  },
  approved: {
    title: 'Ert samtycke har registrerats',
    lead: (f) =>
      `${f.customer} har lämnat sitt samtycke till workshopen ”${f.workshop}” med ${f.partner}.`,
    next: (partner) =>
      `Ett kvitto med den exakta texten skickas till kontaktadressen. ${partner} kontaktar er om workshopen. Ni kan stänga denna sida.`,
    opposite: (f) =>
      `Ni valde nu att avböja. Det registrerades inte, eftersom samtycke redan lämnades den ${f.recordedAt} och det första svaret är slutgiltigt. Om samtycket inte ska gälla, meddela kontaktpersonen hos ${f.partner}, som kan avbryta workshopen.`,
  },
  declined: {
    title: 'Ert svar har registrerats',
    lead: (f) => `${f.customer} har avböjt workshopen ”${f.workshop}” med ${f.partner}.`,
    next: (partner) =>
      `${partner} informeras. Ni behöver inte göra något mer och kan stänga denna sida.`,
    opposite: (f) =>
      `Ni valde nu att samtycka. Det registrerades inte, eftersom begäran redan avböjdes den ${f.recordedAt} och det första svaret är slutgiltigt. Om ni trots allt vill delta, meddela kontaktpersonen hos ${f.partner}, som kan skicka en ny begäran.`,
  },
  expired: {
    title: 'Denna begäran har upphört att gälla',
    lead: (f) =>
      `Samtycke från ${f.customer} till workshopen ”${f.workshop}” med ${f.partner} kunde lämnas till den ${f.deadline}. Inget svar registrerades inom den tiden.`,
    offer: (partner) =>
      `Om ni fortfarande är intresserade av workshopen kan ni meddela ${partner}. Det är inget samtycke: ${partner} måste i så fall skicka er en ny begäran.`,
    button: 'Meddela partnern att jag är intresserad',
    sent: (partner) =>
      `Tack. ${partner} informeras om ert intresse och kan skicka er en ny begäran.`,
  },
  superseded: {
    title: 'Er organisation har redan lämnat sitt samtycke till en annan partner',
    lead: (f) =>
      `${f.customer} har lämnat sitt samtycke till workshopen ”${f.workshop}” till ${f.winner}. Ett sådant samtycke är exklusivt, och denna begäran från ${f.partner} gäller därför inte längre. Ni behöver inte göra något.`,
  },
  canceled: {
    title: 'Denna begäran har återkallats',
    lead: (f) =>
      `${f.partner} ställde in workshopen ”${f.workshop}” för ${f.customer} den ${f.canceledAt}. Ni behöver inte göra något.`,
  },
  replaced: {
    title: 'Denna länk gäller inte längre',
    lead: (f) =>
      `${f.partner} har sedan dess skickat begäran om workshopen ”${f.workshop}” till en annan kontaktperson hos ${f.customer}. Den kan endast besvaras med länken i det nyare meddelandet.`,
  },
  unknown: {
    title: 'Länken är inte känd',
    lead: 'Kontrollera att hela adressen kopierades, eller öppna länken i meddelandet igen. Om den ändå inte fungerar, vänd er till den som skickade begäran.',
  },
  otherSite: {
    title: 'Formuläret skickades från en annan webbplats',
    lead: 'Er webbläsare uppger att formuläret inte kom från vår egen sida, så ingenting registrerades. Öppna länken i meddelandet igen och svara där. Er länk är fortfarande giltig.',
  },
  busy: {
    title: 'Försök igen om en minut',
    lead: 'Vi når inte våra uppgifter just nu. Ingenting har gått förlorat, och er länk är fortfarande giltig. Om ni just har lämnat ett svar, öppna länken igen för att se om det registrerades.',
  },
  tooMany: {
    title: 'För många försök',
    lead: 'Många förfrågningar har kommit från ert nätverk på kort tid. Vänta några minuter och öppna sedan länken igen. Er länk är fortfarande giltig.',
  },
};
