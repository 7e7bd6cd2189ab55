// German: the mails.
import type { Due, Origin } from '../facts';
import type { MailTexts } from '../shape';

const afterwards = (when: 'dann' | 'nun', customer: string, origin: Origin) =>
  origin === 'added'
    ? `${customer} erscheint ${when} nicht mehr auf der Kundenseite dieses Workshops und kann erneut hinzugefügt werden.`
    : `${customer} zählt ${when} wieder zu den Kunden, die Sie für diesen Workshop beanspruchen können.`;

const answerNotes = (f: Due) => [
  'Das Öffnen der Seite ändert nichts; erfasst wird nur die Antwort, die Sie dort geben. Sie müssen sich nicht anmelden und werden nie nach einem Kennwort gefragt.',
  `Falls Sie nicht die richtige Ansprechperson sind, leiten Sie diesen Link bitte nicht weiter. Informieren Sie stattdessen die unten genannte Kontaktperson bei ${f.partner}.`,
  `Wenn Sie nichts unternehmen, läuft die Anfrage am ${f.deadline} ab, und ${f.customer} hat nicht zugestimmt.`,
];

const openPage = 'Kundenseite öffnen';
const nothingToDo =
  'Andere Workshops mit diesem Kunden sind nicht betroffen. Sie müssen nichts unternehmen.';
const ifNoClaim = (f: Due) =>
  `Wird bis dahin kein Vergütungsantrag eingereicht, endet die Zuordnung, und ${f.customer} kann einen anderen Partner wählen.`;

export const mails: MailTexts = {
  greeting: (name) => `Guten Tag ${name},`,
  plainLink:
    'Falls die Schaltfläche nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:',
  customerFooter: (f) =>
    `Sie erhalten diese E-Mail, weil ${f.partner} Sie als Kontaktperson bei ${f.customer} für diesen Workshop angegeben hat. Sie wurde automatisch versendet.`,
  partnerFooter: (f) =>
    `Sie erhalten diese E-Mail, weil Sie bei ${f.partner} Kontaktperson für diesen Kunden sind. Sie wurde automatisch versendet.`,

  consentRequest: (f) => ({
    subject: `Bitte um Zustimmung: Workshop „${f.workshop}“ mit ${f.partner}`,
    title: `${f.partner} bittet um die Zustimmung Ihrer Organisation`,
    intro: [
      `${f.partner} möchte den Workshop „${f.workshop}“ im Rahmen von Microsoft Commerce Incentives für ${f.customer} durchführen. Dieses Programm von Microsoft setzt die Zustimmung Ihrer Organisation voraus.`,
      `Bitte lesen Sie unten, was die Zustimmung bedeutet. Danach können Sie auf der Zustimmungsseite zustimmen oder ablehnen, und zwar bis zum ${f.deadline} (${f.daysLeft}).`,
    ],
    action: 'Lesen und antworten',
    after: answerNotes(f),
  }),
  consentReminder: (f) => ({
    subject: `Erinnerung (${f.daysLeft}): Zustimmung zum Workshop „${f.workshop}“ mit ${f.partner}`,
    title: `Erinnerung: ${f.partner} wartet auf die Antwort Ihrer Organisation`,
    intro: [
      `Am ${f.requestedAt} hat ${f.partner} um die Zustimmung von ${f.customer} zum Workshop „${f.workshop}“ im Rahmen von Microsoft Commerce Incentives gebeten. Bisher ist keine Antwort erfasst.`,
      `Bitte lesen Sie unten, was die Zustimmung bedeutet. Sie können auf der Zustimmungsseite zustimmen oder ablehnen, und zwar bis zum ${f.deadline} (${f.daysLeft}).`,
    ],
    action: 'Lesen und antworten',
    after: answerNotes(f),
  }),
  consentReceipt: (f) => ({
    subject: `Bestätigung: Zustimmung zum Workshop „${f.workshop}“ mit ${f.partner}`,
    title: 'Ihre Zustimmung wurde erfasst',
    intro: [
      `Vielen Dank. ${f.customer} hat dem Workshop „${f.workshop}“ mit ${f.partner} zugestimmt. Bitte bewahren Sie diese E-Mail als Nachweis auf; sie enthält den genauen Wortlaut der Zustimmung.`,
    ],
    after: [
      `${f.partner} wird sich wegen des Workshops mit Ihnen in Verbindung setzen und darf ihn bis zum ${f.deadline} durchführen. Sie müssen jetzt nichts unternehmen.`,
      `Falls diese Zustimmung nicht hätte erteilt werden sollen, informieren Sie bitte die unten genannte Kontaktperson bei ${f.partner}, die den Workshop absagen kann.`,
    ],
  }),
  cancelNotice: (f) => ({
    subject: `Abgesagt: Workshop „${f.workshop}“ mit ${f.partner}`,
    title: `${f.partner} hat den Workshop abgesagt`,
    intro: [
      `${f.partner} hat den Workshop „${f.workshop}“ für ${f.customer} im Rahmen von Microsoft Commerce Incentives abgesagt.`,
      f.consentAt === undefined
        ? 'Die Bitte um Ihre Zustimmung ist zurückgezogen, und die zugehörigen Links funktionieren nicht mehr.'
        : `Die am ${f.consentAt} erfasste Zustimmung endet damit und gilt nicht länger exklusiv für ${f.partner}.`,
    ],
    after: [
      'Sie müssen nichts unternehmen.',
      `Bei Fragen wenden Sie sich bitte an die unten genannte Kontaktperson bei ${f.partner}.`,
    ],
  }),

  consentNotAsked: (f) => ({
    subject: `Noch nicht angefragt (${f.daysLeft}): Zustimmung von ${f.customer} zu „${f.workshop}“`,
    title: `${f.customer} wurde noch nicht um Zustimmung gebeten`,
    intro: [
      `${f.customer} wurde für den Workshop „${f.workshop}“ ${f.origin === 'added' ? 'hinzugefügt' : 'beansprucht'}, die Bitte um Zustimmung wurde aber noch nicht versendet.`,
      `Die Zustimmung muss bis zum ${f.deadline} erfasst sein (${f.daysLeft}). Das Versenden verschiebt diese Frist nicht; bitte fordern Sie die Zustimmung daher bald an.`,
    ],
    action: openPage,
    after: [
      `Wenn Sie nichts unternehmen, endet die Zuordnung zu diesem Zeitpunkt ohne Zustimmung. ${afterwards('dann', f.customer, f.origin)}`,
    ],
  }),
  consentNotAnswered: (f) => ({
    subject: `Noch keine Antwort (${f.daysLeft}): Zustimmung von ${f.customer} zu „${f.workshop}“`,
    title: `${f.customer} hat noch nicht geantwortet`,
    intro: [
      `Die Bitte um Zustimmung zum Workshop „${f.workshop}“ wurde zuletzt am ${f.lastSentAt} versendet. ${f.customer} hat noch nicht geantwortet.`,
      `Die Zustimmung muss bis zum ${f.deadline} erfasst sein (${f.daysLeft}). Die Kontaktperson des Kunden erhält auch automatische Erinnerungen; eine persönliche Nachfrage kann hilfreich sein.`,
    ],
    action: openPage,
    after: [
      `Wird keine Antwort erfasst, endet die Zuordnung zu diesem Zeitpunkt ohne Zustimmung. ${afterwards('dann', f.customer, f.origin)}`,
    ],
  }),
  consentGiven: (f) => ({
    subject: `Zustimmung erhalten: ${f.customer} für „${f.workshop}“`,
    title: `${f.customer} hat zugestimmt`,
    intro: [
      `${f.customer} hat dem Workshop „${f.workshop}“ zugestimmt. Die Zustimmung gilt exklusiv für Sie.`,
      `Bitte führen Sie den Workshop durch und reichen Sie den Vergütungsantrag (Workshop Claim) bis zum ${f.deadline} ein (${f.daysLeft}).`,
    ],
    action: openPage,
    after: [ifNoClaim(f)],
  }),
  consentDeclined: (f) => ({
    subject: `Zustimmung abgelehnt: ${f.customer} für „${f.workshop}“`,
    title: `${f.customer} hat abgelehnt`,
    intro: [
      `${f.customer} hat die Bitte um Zustimmung zum Workshop „${f.workshop}“ abgelehnt. Die Zuordnung ist beendet.`,
      afterwards('nun', f.customer, f.origin),
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  consentExpired: (f) => ({
    subject: `Ohne Zustimmung abgelaufen: ${f.customer} für „${f.workshop}“`,
    title: 'Die Frist für die Zustimmung ist abgelaufen',
    intro: [
      f.wasAsked
        ? `${f.customer} hat die Bitte um Zustimmung zum Workshop „${f.workshop}“ bis zum ${f.deadline} nicht beantwortet. Die Zuordnung ist beendet.`
        : `${f.customer} wurde bis zum ${f.deadline} nicht um Zustimmung zum Workshop „${f.workshop}“ gebeten. Die Zuordnung ist beendet.`,
      afterwards('nun', f.customer, f.origin),
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  superseded: (f) => ({
    subject: `Nicht mehr verfügbar: ${f.customer} für „${f.workshop}“`,
    title: `${f.customer} hat sich für einen anderen Partner entschieden`,
    intro: [
      `${f.customer} hat dem Workshop „${f.workshop}“ mit einem anderen Partner zugestimmt. Die zuerst erfasste Zustimmung ist exklusiv; Ihre Zuordnung ist daher beendet.`,
      `${f.customer} wird nun auf der Registerkarte „Nicht berechtigt“ (Ineligible) der Kundenseite dieses Workshops angezeigt.`,
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  deliveryWarning: (f) => ({
    subject: `Vergütungsantrag fällig (${f.daysLeft}): ${f.customer} für „${f.workshop}“`,
    title: 'Der Vergütungsantrag ist noch nicht eingereicht',
    intro: [
      `${f.customer} hat dem Workshop „${f.workshop}“ zugestimmt. Ein Vergütungsantrag (Workshop Claim) wurde noch nicht eingereicht.`,
      `Bitte führen Sie den Workshop durch und reichen Sie den Vergütungsantrag bis zum ${f.deadline} ein (${f.daysLeft}).`,
    ],
    action: openPage,
    after: [ifNoClaim(f)],
  }),
  deliveryExpired: (f) => ({
    subject: `Ohne Vergütungsantrag abgelaufen: ${f.customer} für „${f.workshop}“`,
    title: 'Die Frist für die Durchführung ist abgelaufen',
    intro: [
      `Für den Workshop „${f.workshop}“ mit ${f.customer} wurde bis zum ${f.deadline} kein Vergütungsantrag (Workshop Claim) eingereicht. Die Zuordnung ist beendet, und die Zustimmung gilt nicht länger exklusiv für Sie.`,
      `Sie können ${f.customer} erneut beanspruchen; dann ist eine neue Zustimmung erforderlich.`,
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  lateInterest: (f) => ({
    subject: `Weiterhin interessiert: ${f.customer} für „${f.workshop}“`,
    title: `${f.customer} ist doch noch interessiert`,
    intro: [
      `Am ${f.interestAt} hat die Kontaktperson bei ${f.customer} ihr Interesse am Workshop „${f.workshop}“ mitgeteilt. Die Bitte um Zustimmung war am ${f.deadline} abgelaufen; dies ist daher keine Zustimmung.`,
      f.origin === 'added'
        ? `Um fortzufahren, fügen Sie ${f.customer} erneut hinzu und senden Sie eine neue Bitte um Zustimmung.`
        : `Um fortzufahren, beanspruchen Sie ${f.customer} erneut und senden Sie eine neue Bitte um Zustimmung.`,
    ],
    action: openPage,
    after: [
      `Wenn Sie nichts unternehmen, ändert sich nichts. ${f.customer} weiß, dass Sie informiert wurden.`,
    ],
  }),
};
