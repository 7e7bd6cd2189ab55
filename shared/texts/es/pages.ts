// Spanish: the customer's consent pages.
import type { PageTexts } from '../shape';

export const pages: PageTexts = {
  service: 'Consentimiento para un taller',
  footer:
    'No tiene que iniciar sesión y aquí nunca se le pedirá una contraseña. Esta página no usa cookies y no carga nada de otros sitios.',
  questions: (partner) => `Si tiene alguna pregunta, diríjase al contacto en ${partner}.`,

  ask: {
    title: (f) => `${f.partner} solicita el consentimiento de su organización`,
    lead: (f) =>
      `${f.partner} desea impartir el taller «${f.workshop}» para ${f.customer} en el marco de Microsoft Commerce Incentives. Este programa de Microsoft exige el consentimiento previo de su organización.`,
    ifNothing: (f) =>
      `Si no hace nada, la solicitud caduca el ${f.deadline} sin que ${f.customer} haya otorgado su consentimiento.`,
    several: 'Solicitudes',
    severalHint: (partner) =>
      `${partner} le ha enviado más de una solicitud. Marque las que desea responder ahora; su respuesta se aplica a todas las marcadas.`,
    exactText: 'El texto exacto',
    answer: 'Su respuesta',
    final: (email) =>
      `La primera respuesta registrada es definitiva. Si acepta, se envía un justificante a ${email}.`,
    name: 'Nombre y apellidos',
    nameHint: 'Se registran con el consentimiento. Son necesarios para aceptar.',
    confirmed: (customer) => `Estoy autorizado/a a otorgar el consentimiento de ${customer}`,
    approve: 'Aceptar',
    declineHeading: 'O rechazar',
    reason: 'Motivo del rechazo (opcional)',
    reasonHint: (partner) => `Se comunica a ${partner}. Como máximo, 1000 caracteres.`,
    decline: 'Rechazar',
  },
  problem: {
    prefix: 'Error:',
    heading: 'Su respuesta aún no se ha registrado',
    approverName: 'Indique su nombre y apellidos, como máximo 120 caracteres',
    confirmed: (customer) =>
      `Confirme que está autorizado/a a otorgar el consentimiento de ${customer}`,
    decision: 'Elija «Aceptar» o «Rechazar»',
    reason: 'Reduzca el motivo a 1000 caracteres como máximo',
    request: 'Marque al menos una solicitud',
  },
  approved: {
    title: 'Su consentimiento se ha registrado',
    lead: (f) =>
      `${f.customer} ha otorgado su consentimiento para el taller «${f.workshop}» con ${f.partner}.`,
    next: (partner) =>
      `Se envía un justificante con el texto exacto a la dirección de contacto. ${partner} se pondrá en contacto con usted en relación con el taller. Puede cerrar esta página.`,
    opposite: (f) =>
      `Acaba de elegir rechazar. No se ha registrado, porque el consentimiento ya se otorgó el ${f.recordedAt} y la primera respuesta es definitiva. Si el consentimiento no debe mantenerse, comuníqueselo al contacto en ${f.partner}, quien puede cancelar el taller.`,
  },
  declined: {
    title: 'Su respuesta se ha registrado',
    lead: (f) => `${f.customer} ha rechazado el taller «${f.workshop}» con ${f.partner}.`,
    next: (partner) =>
      `Se informa a ${partner}. No es necesario que haga nada más y puede cerrar esta página.`,
    opposite: (f) =>
      `Acaba de elegir aceptar. No se ha registrado, porque la solicitud ya se rechazó el ${f.recordedAt} y la primera respuesta es definitiva. Si a pesar de todo desea participar, comuníqueselo al contacto en ${f.partner}, quien puede enviar una nueva solicitud.`,
  },
  expired: {
    title: 'Esta solicitud ha caducado',
    lead: (f) =>
      `El consentimiento de ${f.customer} para el taller «${f.workshop}» con ${f.partner} podía otorgarse hasta el ${f.deadline}. No se registró ninguna respuesta en ese plazo.`,
    offer: (partner) =>
      `Si el taller le sigue interesando, puede comunicárselo a ${partner}. Esto no es un consentimiento: ${partner} tendría que enviarle una nueva solicitud.`,
    button: 'Comunicar mi interés al partner',
    sent: (partner) =>
      `Gracias. Se informa a ${partner} de su interés, y puede enviarle una nueva solicitud.`,
  },
  superseded: {
    title: 'Su organización ya ha otorgado su consentimiento a otro partner',
    lead: (f) =>
      `${f.customer} ha otorgado a ${f.winner} su consentimiento para el taller «${f.workshop}». Ese consentimiento es exclusivo, por lo que esta solicitud de ${f.partner} ha terminado. No es necesario que haga nada.`,
  },
  canceled: {
    title: 'Esta solicitud se ha cancelado',
    lead: (f) =>
      `${f.partner} canceló el taller «${f.workshop}» para ${f.customer} el ${f.canceledAt}. No es necesario que haga nada.`,
  },
  replaced: {
    title: 'Este enlace ya no es válido',
    lead: (f) =>
      `${f.partner} ha enviado desde entonces la solicitud para el taller «${f.workshop}» a otro contacto en ${f.customer}. Solo puede responderse con el enlace de ese mensaje más reciente.`,
  },
  unknown: {
    title: 'Este enlace no se conoce',
    lead: 'Compruebe que se ha copiado la dirección completa o abra de nuevo el enlace del mensaje. Si sigue sin funcionar, diríjase a la persona que le envió la solicitud.',
  },
  otherSite: {
    title: 'Este formulario se envió desde otro sitio',
    lead: 'Según su navegador, el formulario no procede de nuestra propia página, por lo que no se ha registrado nada. Abra de nuevo el enlace del mensaje y responda allí. Su enlace sigue siendo válido.',
  },
  busy: {
    title: 'Inténtelo de nuevo en un minuto',
    lead: 'En este momento no podemos acceder a nuestros datos. No se ha perdido nada y su enlace sigue siendo válido. Si acaba de responder, abra de nuevo el enlace para ver si su respuesta se ha registrado.',
  },
  tooMany: {
    title: 'Demasiados intentos',
    lead: 'Se han recibido muchas peticiones desde su red en poco tiempo. Espere unos minutos y abra de nuevo el enlace. Su enlace sigue siendo válido.',
  },
};
