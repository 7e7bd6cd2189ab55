// Spanish: counts, labels, and the statement that a customer agrees to.
import { plural } from '../formats';
import type { CommonTexts } from '../shape';

export const common: CommonTexts = {
  days: plural('es', { one: '# día', other: '# días' }),
  daysLeft: plural('es', { one: 'queda # día', other: 'quedan # días' }),
  labeled: (label, value) => `${label}: ${value}`,
  dateWithDaysLeft: (date, daysLeft) => `${date} (${daysLeft})`,
  labels: {
    workshop: 'Taller',
    partner: 'Partner',
    customer: 'Cliente',
    answerBy: 'Fecha límite de respuesta',
    deliverBy: 'Fecha límite del taller',
    recordedAt: 'Fecha de registro',
    agreedBy: 'Consentimiento otorgado por',
    declinedBy: 'Rechazado por',
    reason: 'Motivo',
    contactAddress: 'Dirección de contacto',
    contactAt: (organization) => `Contacto en ${organization}`,
    contacts: 'Contactos',
    whatAgreeingMeans: 'Qué significa el consentimiento',
    agreedText: 'Texto del consentimiento',
  },
  statement: (f) => [
    `En nombre de ${f.customer}, doy mi consentimiento a lo siguiente:`,
    `1. ${f.customer} participa en el taller «${f.workshop}», impartido por ${f.partner}.`,
    `2. ${f.partner} comunica su participación en este taller a Microsoft en el marco de Microsoft Commerce Incentives, un programa mediante el cual Microsoft puede remunerar a los partners por impartir talleres.`,
    `3. Con este fin, ${f.partner} facilita a Microsoft el nombre de ${f.customer}, el inquilino de Microsoft (tenant) de la organización (${f.tenant}), el contacto para esta solicitud (${f.contact}) y el resultado del taller.`,
    `4. Este consentimiento es exclusivo: para este taller, ${f.customer} otorga su consentimiento a ${f.partner} y a ningún otro partner.`,
    `5. ${f.partner} puede impartir el taller y presentar la solicitud de pago del taller a Microsoft en un plazo de ${f.deliveryDays} desde el momento en que se registre este consentimiento. Si en ese plazo no se ha presentado ninguna solicitud de pago, la exclusividad termina.`,
  ],
};
