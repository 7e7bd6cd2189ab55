// German: the customer's consent pages.
import type { PageTexts } from '../shape';

export const pages: PageTexts = {
  service: 'Zustimmung zum Workshop',
  footer:
    'Sie müssen sich nicht anmelden und werden hier nie nach einem Kennwort gefragt. Diese Seite setzt keine Cookies und lädt nichts von anderen Websites.',
  questions: (partner) => `Bei Fragen wenden Sie sich bitte an die Kontaktperson bei ${partner}.`,

  ask: {
    title: (f) => `${f.partner} bittet um die Zustimmung Ihrer Organisation`,
    lead: (f) =>
      `${f.partner} möchte den Workshop „${f.workshop}“ im Rahmen von Microsoft Commerce Incentives für ${f.customer} durchführen. Dieses Programm von Microsoft setzt die Zustimmung Ihrer Organisation voraus.`,
    ifNothing: (f) =>
      `Wenn Sie nichts unternehmen, läuft die Anfrage am ${f.deadline} ab, und ${f.customer} hat nicht zugestimmt.`,
    several: 'Anfragen',
    severalHint: (partner) =>
      `${partner} hat Ihnen mehrere Anfragen gesendet. Markieren Sie die Anfragen, die Sie jetzt beantworten möchten; Ihre Antwort gilt für alle markierten.`,
    exactText: 'Der genaue Wortlaut',
    answer: 'Ihre Antwort',
    final: (email) =>
      `Die zuerst erfasste Antwort ist endgültig. Wenn Sie zustimmen, wird eine Bestätigung an ${email} gesendet.`,
    name: 'Vor- und Nachname',
    nameHint: 'Der Name wird mit der Zustimmung erfasst. Für die Zustimmung erforderlich.',
    confirmed: (customer) => `Ich bin berechtigt, für ${customer} zuzustimmen`,
    approve: 'Zustimmen',
    declineHeading: 'Oder ablehnen',
    reason: 'Grund der Ablehnung (freiwillig)',
    reasonHint: (partner) => `Der Grund wird an ${partner} weitergegeben. Höchstens 1.000 Zeichen.`,
    decline: 'Ablehnen',
  },
  problem: {
    prefix: 'Fehler:',
    heading: 'Ihre Antwort wurde noch nicht erfasst',
    approverName: 'Geben Sie Ihren Vor- und Nachnamen an, höchstens 120 Zeichen',
    confirmed: (customer) => `Bestätigen Sie, dass Sie für ${customer} zustimmen dürfen`,
    decision: 'Wählen Sie „Zustimmen“ oder „Ablehnen“',
    reason: 'Kürzen Sie den Grund auf höchstens 1.000 Zeichen',
    request: 'Markieren Sie mindestens eine Anfrage',
  },
  approved: {
    title: 'Ihre Zustimmung wurde erfasst',
    lead: (f) => `${f.customer} hat dem Workshop „${f.workshop}“ mit ${f.partner} zugestimmt.`,
    next: (partner) =>
      `Eine Bestätigung mit dem genauen Wortlaut wird an die Kontaktadresse gesendet. ${partner} wird sich wegen des Workshops mit Ihnen in Verbindung setzen. Sie können diese Seite schließen.`,
    opposite: (f) =>
      `Sie haben soeben „Ablehnen“ gewählt. Dies wurde nicht erfasst, weil die Zustimmung bereits am ${f.recordedAt} erteilt wurde und die erste Antwort endgültig ist. Falls die Zustimmung nicht bestehen bleiben soll, informieren Sie bitte die Kontaktperson bei ${f.partner}, die den Workshop absagen kann.`,
  },
  declined: {
    title: 'Ihre Antwort wurde erfasst',
    lead: (f) => `${f.customer} hat den Workshop „${f.workshop}“ mit ${f.partner} abgelehnt.`,
    next: (partner) =>
      `${partner} wird informiert. Sie müssen nichts weiter unternehmen und können diese Seite schließen.`,
    opposite: (f) =>
      `Sie haben soeben „Zustimmen“ gewählt. Dies wurde nicht erfasst, weil die Anfrage bereits am ${f.recordedAt} abgelehnt wurde und die erste Antwort endgültig ist. Falls Sie doch teilnehmen möchten, informieren Sie bitte die Kontaktperson bei ${f.partner}, die eine neue Anfrage senden kann.`,
  },
  expired: {
    title: 'Diese Anfrage ist abgelaufen',
    lead: (f) =>
      `Die Zustimmung von ${f.customer} zum Workshop „${f.workshop}“ mit ${f.partner} konnte bis zum ${f.deadline} erteilt werden. Bis dahin wurde keine Antwort erfasst.`,
    offer: (partner) =>
      `Falls Sie weiterhin an dem Workshop interessiert sind, können Sie ${partner} darüber informieren. Dies ist keine Zustimmung: ${partner} müsste Ihnen eine neue Anfrage senden.`,
    button: 'Den Partner über mein Interesse informieren',
    sent: (partner) =>
      `Vielen Dank. ${partner} wird über Ihr Interesse informiert und kann Ihnen eine neue Anfrage senden.`,
  },
  superseded: {
    title: 'Ihre Organisation hat dem Workshop bereits mit einem anderen Partner zugestimmt',
    lead: (f) =>
      `${f.customer} hat dem Workshop „${f.workshop}“ mit ${f.winner} zugestimmt. Eine solche Zustimmung ist exklusiv; diese Anfrage von ${f.partner} ist daher beendet. Sie müssen nichts unternehmen.`,
  },
  canceled: {
    title: 'Diese Anfrage wurde zurückgezogen',
    lead: (f) =>
      `${f.partner} hat den Workshop „${f.workshop}“ für ${f.customer} am ${f.canceledAt} abgesagt. Sie müssen nichts unternehmen.`,
  },
  replaced: {
    title: 'Dieser Link ist nicht mehr gültig',
    lead: (f) =>
      `${f.partner} hat die Anfrage zum Workshop „${f.workshop}“ inzwischen an eine andere Kontaktperson bei ${f.customer} gesendet. Sie kann nur mit dem Link in dieser neueren E-Mail beantwortet werden.`,
  },
  unknown: {
    title: 'Dieser Link ist nicht bekannt',
    lead: 'Bitte prüfen Sie, ob die vollständige Adresse kopiert wurde, oder öffnen Sie den Link in der E-Mail erneut. Falls er weiterhin nicht funktioniert, wenden Sie sich bitte an die Person, die Ihnen die Anfrage gesendet hat.',
  },
  otherSite: {
    title: 'Dieses Formular wurde von einer anderen Website gesendet',
    lead: 'Laut Ihrem Browser stammt das Formular nicht von unserer eigenen Seite; es wurde daher nichts erfasst. Bitte öffnen Sie den Link in der E-Mail erneut und antworten Sie dort. Ihr Link bleibt gültig.',
  },
  busy: {
    title: 'Bitte versuchen Sie es in einer Minute erneut',
    lead: 'Wir können unsere Daten derzeit nicht erreichen. Es ist nichts verloren gegangen, und Ihr Link bleibt gültig. Falls Sie soeben geantwortet haben, öffnen Sie den Link erneut, um zu sehen, ob die Antwort erfasst wurde.',
  },
  tooMany: {
    title: 'Zu viele Versuche',
    lead: 'Aus Ihrem Netzwerk sind in kurzer Zeit viele Anfragen eingegangen. Bitte warten Sie einige Minuten und öffnen Sie den Link dann erneut. Ihr Link bleibt gültig.',
  },
};
