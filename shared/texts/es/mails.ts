// Spanish: the mails.
import type { Due, Origin } from '../facts';
import type { MailTexts } from '../shape';

const afterwards = (when: 'entonces' | 'ahora', customer: string, origin: Origin) =>
  origin === 'added'
    ? `${customer} deja ${when} de aparecer en la página de clientes de este taller y puede agregarse de nuevo.`
    : `${customer} vuelve ${when} a figurar entre los clientes que puede reclamar para este taller.`;

const answerNotes = (f: Due) => [
  'Abrir la página no cambia nada; solo se registra la respuesta que usted dé en ella. No tiene que iniciar sesión y nunca se le pedirá una contraseña.',
  `Si no es usted la persona adecuada para responder, no reenvíe este enlace. Comuníqueselo al contacto en ${f.partner} que se indica más abajo.`,
  `Si no hace nada, la solicitud caduca el ${f.deadline} sin que ${f.customer} haya otorgado su consentimiento.`,
];

const openPage = 'Abrir la página de clientes';
const nothingToDo =
  'Los demás talleres con este cliente no se ven afectados. No es necesario que haga nada.';
const ifNoClaim = (f: Due) =>
  `Si en ese plazo no se presenta ninguna solicitud de pago, la asociación termina y ${f.customer} puede elegir a otro partner.`;

export const mails: MailTexts = {
  greeting: (name) => `Estimado/a ${name}:`,
  plainLink: 'Si el botón no funciona, copie esta dirección en su navegador:',
  customerFooter: (f) =>
    `Recibe este mensaje porque ${f.partner} le ha indicado como contacto en ${f.customer} para este taller. Se ha enviado automáticamente.`,
  partnerFooter: (f) =>
    `Recibe este mensaje porque es el contacto en ${f.partner} para este cliente. Se ha enviado automáticamente.`,

  consentRequest: (f) => ({
    subject: `Solicitud de consentimiento: taller «${f.workshop}» con ${f.partner}`,
    title: `${f.partner} solicita el consentimiento de su organización`,
    intro: [
      `${f.partner} desea impartir el taller «${f.workshop}» para ${f.customer} en el marco de Microsoft Commerce Incentives. Este programa de Microsoft exige el consentimiento previo de su organización.`,
      `Lea a continuación qué significa el consentimiento. Después podrá aceptar o rechazar en la página de consentimiento, hasta el ${f.deadline} (${f.daysLeft}).`,
    ],
    action: 'Leer y responder',
    after: answerNotes(f),
  }),
  consentReminder: (f) => ({
    subject: `Recordatorio (${f.daysLeft}): consentimiento para el taller «${f.workshop}» con ${f.partner}`,
    title: `Recordatorio: ${f.partner} espera la respuesta de su organización`,
    intro: [
      `El ${f.requestedAt}, ${f.partner} solicitó el consentimiento de ${f.customer} para el taller «${f.workshop}» en el marco de Microsoft Commerce Incentives. Aún no se ha registrado ninguna respuesta.`,
      `Lea a continuación qué significa el consentimiento. Puede aceptar o rechazar en la página de consentimiento, hasta el ${f.deadline} (${f.daysLeft}).`,
    ],
    action: 'Leer y responder',
    after: answerNotes(f),
  }),
  consentReceipt: (f) => ({
    subject: `Justificante: consentimiento para el taller «${f.workshop}» con ${f.partner}`,
    title: 'Su consentimiento se ha registrado',
    intro: [
      `Gracias. ${f.customer} ha otorgado su consentimiento para el taller «${f.workshop}» con ${f.partner}. Conserve este mensaje como justificante; contiene el texto exacto del consentimiento.`,
    ],
    after: [
      `${f.partner} se pondrá en contacto con usted en relación con el taller y puede impartirlo hasta el ${f.deadline}. Por ahora no es necesario que haga nada.`,
      `Si este consentimiento no debería haberse otorgado, comuníqueselo al contacto en ${f.partner} que se indica más abajo, quien puede cancelar el taller.`,
    ],
  }),
  cancelNotice: (f) => ({
    subject: `Cancelado: taller «${f.workshop}» con ${f.partner}`,
    title: `${f.partner} ha cancelado el taller`,
    intro: [
      `${f.partner} ha cancelado el taller «${f.workshop}» para ${f.customer} en el marco de Microsoft Commerce Incentives.`,
      f.consentAt === undefined
        ? 'La solicitud de consentimiento queda retirada y sus enlaces ya no funcionan.'
        : `El consentimiento registrado el ${f.consentAt} termina con ello y deja de ser exclusivo para ${f.partner}.`,
    ],
    after: [
      'No es necesario que haga nada.',
      `Si tiene alguna pregunta, diríjase al contacto en ${f.partner} que se indica más abajo.`,
    ],
  }),

  consentNotAsked: (f) => ({
    subject: `Aún sin solicitar (${f.daysLeft}): consentimiento de ${f.customer} para «${f.workshop}»`,
    title: `Aún no se ha solicitado el consentimiento de ${f.customer}`,
    intro: [
      `${f.customer} se ha ${f.origin === 'added' ? 'agregado' : 'reclamado'} para el taller «${f.workshop}», pero la solicitud de consentimiento no se ha enviado.`,
      `El consentimiento debe quedar registrado antes del ${f.deadline} (${f.daysLeft}). El envío de la solicitud no cambia esta fecha; por ello, envíela pronto.`,
    ],
    action: openPage,
    after: [
      `Si no hace nada, la asociación termina en esa fecha sin consentimiento. ${afterwards('entonces', f.customer, f.origin)}`,
    ],
  }),
  consentNotAnswered: (f) => ({
    subject: `Aún sin respuesta (${f.daysLeft}): consentimiento de ${f.customer} para «${f.workshop}»`,
    title: `${f.customer} aún no ha respondido`,
    intro: [
      `La solicitud de consentimiento para el taller «${f.workshop}» se envió por última vez el ${f.lastSentAt}. ${f.customer} no ha respondido.`,
      `El consentimiento debe quedar registrado antes del ${f.deadline} (${f.daysLeft}). El contacto del cliente también recibe recordatorios automáticos; puede ser útil hablar con él directamente.`,
    ],
    action: openPage,
    after: [
      `Si no se registra ninguna respuesta, la asociación termina en esa fecha sin consentimiento. ${afterwards('entonces', f.customer, f.origin)}`,
    ],
  }),
  consentGiven: (f) => ({
    subject: `Consentimiento recibido: ${f.customer} para «${f.workshop}»`,
    title: `${f.customer} ha otorgado su consentimiento`,
    intro: [
      `${f.customer} ha otorgado su consentimiento para el taller «${f.workshop}». El consentimiento es exclusivo para ustedes.`,
      `Imparta el taller y presente la solicitud de pago del taller (workshop claim) antes del ${f.deadline} (${f.daysLeft}).`,
    ],
    action: openPage,
    after: [ifNoClaim(f)],
  }),
  consentDeclined: (f) => ({
    subject: `Consentimiento rechazado: ${f.customer} para «${f.workshop}»`,
    title: `${f.customer} ha rechazado la solicitud`,
    intro: [
      `${f.customer} ha rechazado la solicitud de consentimiento para el taller «${f.workshop}». La asociación ha terminado.`,
      afterwards('ahora', f.customer, f.origin),
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  consentExpired: (f) => ({
    subject: `Caducado sin consentimiento: ${f.customer} para «${f.workshop}»`,
    title: 'El plazo para obtener el consentimiento ha terminado',
    intro: [
      f.wasAsked
        ? `${f.customer} no respondió a la solicitud de consentimiento para el taller «${f.workshop}» antes del ${f.deadline}. La asociación ha terminado.`
        : `No se solicitó el consentimiento de ${f.customer} para el taller «${f.workshop}» antes del ${f.deadline}. La asociación ha terminado.`,
      afterwards('ahora', f.customer, f.origin),
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  superseded: (f) => ({
    subject: `Ya no disponible: ${f.customer} para «${f.workshop}»`,
    title: `${f.customer} ha otorgado su consentimiento a otro partner`,
    intro: [
      `${f.customer} ha otorgado a otro partner su consentimiento para el taller «${f.workshop}». El primer consentimiento registrado es exclusivo, por lo que su asociación ha terminado.`,
      `${f.customer} aparece ahora en la pestaña «No elegible» (Ineligible) de la página de clientes de este taller.`,
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  deliveryWarning: (f) => ({
    subject: `Solicitud de pago pendiente (${f.daysLeft}): ${f.customer} para «${f.workshop}»`,
    title: 'La solicitud de pago del taller aún no se ha presentado',
    intro: [
      `${f.customer} ha otorgado su consentimiento para el taller «${f.workshop}». Aún no se ha presentado ninguna solicitud de pago del taller (workshop claim).`,
      `Imparta el taller y presente la solicitud de pago antes del ${f.deadline} (${f.daysLeft}).`,
    ],
    action: openPage,
    after: [ifNoClaim(f)],
  }),
  deliveryExpired: (f) => ({
    subject: `Caducado sin solicitud de pago: ${f.customer} para «${f.workshop}»`,
    title: 'El plazo para impartir el taller ha terminado',
    intro: [
      `No se presentó ninguna solicitud de pago (workshop claim) del taller «${f.workshop}» con ${f.customer} antes del ${f.deadline}. La asociación ha terminado y el consentimiento ya no es exclusivo para ustedes.`,
      `Puede reclamar a ${f.customer} de nuevo; en ese caso se necesita un nuevo consentimiento.`,
    ],
    action: openPage,
    after: [nothingToDo],
  }),
  lateInterest: (f) => ({
    subject: `Sigue habiendo interés: ${f.customer} para «${f.workshop}»`,
    title: `${f.customer} sigue teniendo interés`,
    intro: [
      `El ${f.interestAt}, el contacto en ${f.customer} comunicó su interés por el taller «${f.workshop}». La solicitud de consentimiento había caducado el ${f.deadline}, por lo que esto no es un consentimiento.`,
      f.origin === 'added'
        ? `Para continuar, agregue de nuevo a ${f.customer} y envíe una nueva solicitud de consentimiento.`
        : `Para continuar, reclame de nuevo a ${f.customer} y envíe una nueva solicitud de consentimiento.`,
    ],
    action: openPage,
    after: [`Si no hace nada, nada cambia. ${f.customer} sabe que se le ha informado a usted.`],
  }),
};
