// Tells each answer of 400 and above. Of HTTP the host tells Application Insights no more than that a function ran: with the
// status it would tell the path, which on a consent page is the link itself (`httpAutoCollectionOptions` in host.json).
import type { HttpHandler } from '@azure/functions';
import { logEvent } from '../log/log';

export function errorsTold(handler: HttpHandler): HttpHandler {
  return async (request, context) => {
    const answer = await handler(request, context);
    const { status = 200 } = answer;
    if (status >= 400) logEvent(context, 'errorAnswered', { status });
    return answer;
  };
}
