// Writes the lines: JSON with the event, what it is about, and the facts. `association` is the orchestration's instance id
// (a hash), `invocation` the host's own, by which its requests and traces are found.
import type { InvocationContext } from '@azure/functions';
import type { AssociationKey } from '../../shared/domain/ids';
import { instanceIdOf } from '../../shared/store/keys';
import type { Beginning, EventName, Facts } from './events';
import { faultOf } from './fault';

export type LogContext = Pick<
  InvocationContext,
  'functionName' | 'invocationId' | 'info' | 'warn' | 'error'
>;

export const levels: Readonly<Record<EventName, 'info' | 'warn' | 'error'>> = {
  changeRecorded: 'info',
  mailHandled: 'info',
  mailReported: 'info',
  reportIgnored: 'warn',
  reconciled: 'info',
  swept: 'info',
  referenceDataImported: 'info',
  rowUnreadable: 'error',
  errorAnswered: 'warn',
  notReady: 'error',
  fault: 'error',
};

/** `about`: the association, or the instance id of its orchestration. */
export function logEvent<E extends EventName>(
  context: LogContext,
  event: E,
  facts: Facts<E>,
  about?: AssociationKey | string,
): void {
  const line: Beginning = {
    event,
    operation: context.functionName,
    invocation: context.invocationId,
    ...(about === undefined ? {} : { association: nameOf(about) }),
  };
  context[levels[event]](JSON.stringify({ ...line, ...facts }));
}

function nameOf(about: AssociationKey | string): string {
  return typeof about === 'string' ? about : instanceIdOf(about);
}

export function logFault(
  context: LogContext,
  error: unknown,
  doing?: Facts<'fault'>['doing'],
  about?: AssociationKey | string,
): void {
  const facts = { ...(doing === undefined ? {} : { doing }), fault: faultOf(error) };
  logEvent(context, 'fault', facts, about);
}

/** It is in the log, and may be thrown at the host: its message says nothing of anybody. */
export class LoggedFault extends Error {
  override readonly name = 'LoggedFault';
}

/**
 * The handler of a trigger other than HTTP. What it throws is logged here; the host, which writes each message that it is
 * thrown into its own log and the orchestration's history, gets the fault's name only.
 */
export function withFaultsLogged<I, O>(
  handler: (input: I, context: InvocationContext) => Promise<O>,
  aboutOf: (input: I) => AssociationKey | undefined = () => undefined,
): (input: I, context: InvocationContext) => Promise<O> {
  return async (input, context) => {
    try {
      return await handler(input, context);
    } catch (error) {
      if (error instanceof LoggedFault) throw error;
      logFault(context, error, undefined, aboutOf(input));
      throw new LoggedFault(`${faultOf(error).name}; the app's line "fault" tells more`);
    }
  };
}
