// Reminders and warnings (R21), and when an association has to be looked at next.
import { isOpen, type Association, type OpenAssociation } from './association';
import { accept, type Accepted } from './decision';
import { consentMail, partnerNotice, type Mail } from './mail';
import { deadlineOf } from './shown-association';
import { addDays, addSeconds, earliest, type Instant } from './time';

const consentMarkDays = [7, 1];
const deliveryMarkDays = [30, 7, 1];

interface Mark {
  readonly name: string;
  readonly at: Instant;
}

/** The marks of the clock that runs now; one that lies before the clock's start never was. */
function marksOf(a: OpenAssociation): Mark[] {
  const [phase, days, startedAt] =
    a.status === 'active'
      ? ['delivery', deliveryMarkDays, a.consent.at]
      : ['consent', consentMarkDays, a.addedAt];
  return days
    .map((day) => ({ name: `${phase}-${day}`, at: addDays(deadlineOf(a), -day) }))
    .filter(({ name, at }) => at > startedAt && !a.remindersDone.includes(name));
}

/**
 * All marks that have passed, dealt with as one: those missed collapse into a single mail to each side. Past the
 * deadline, while the expiry waits for its margin, they are dealt with silently.
 */
export function dueReminder(a: Association, at: Instant): Accepted | undefined {
  if (!isOpen(a)) return undefined;
  const due = marksOf(a).filter((mark) => mark.at <= at);
  if (due.length === 0) return undefined;
  const reminded = { ...a, remindersDone: [...a.remindersDone, ...due.map(({ name }) => name)] };
  return accept('remind', reminded, at < deadlineOf(a) ? reminderMails(a) : []);
}

function reminderMails(a: OpenAssociation): Mail[] {
  switch (a.status) {
    case 'associated':
      return [partnerNotice('consentWarning', a)];
    case 'consentRequested':
      return [consentMail('consentReminder', a), partnerNotice('consentWarning', a)];
    case 'active':
      return [partnerNotice('deliveryWarning', a)];
  }
}

/** When time will next change this association by itself; undefined once it has ended. */
export function nextDue(a: Association, marginSeconds: number): Instant | undefined {
  if (!isOpen(a)) return undefined;
  return earliest(...marksOf(a).map(({ at }) => at), addSeconds(deadlineOf(a), marginSeconds));
}
