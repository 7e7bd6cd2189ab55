// Once a day: takes away the kept answers and the notes of sent mails whose time is over (shared/retention.ts).
import type { InvocationContext, Timer, TimerHandler } from '@azure/functions';
import { retention } from '../../shared/retention';
import type { Dependencies } from '../dependencies';
import { logEvent, withFaultsLogged } from '../log/log';

const hourMs = 60 * 60 * 1000;

export function sweepOldRows({ idempotency, mails }: Dependencies): TimerHandler {
  return withFaultsLogged(async (_timer: Timer, context: InvocationContext) => {
    const [answers, sentMails] = await Promise.all([
      idempotency.removeOld(retention.keptAnswerHours * hourMs),
      mails.removeOldSent(retention.sentMailDays * 24 * hourMs),
    ]);
    logEvent(context, 'swept', { answers, sentMails });
  });
}
