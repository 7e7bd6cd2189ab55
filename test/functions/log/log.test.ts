// The lines themselves: what they are about, at which level, and what a fault of a trigger leaves behind.
import { InvocationContext } from '@azure/functions';
import {
  logEvent,
  LoggedFault,
  withFaultsLogged,
  type LogContext,
} from '../../../functions/log/log';
import { instanceIdOf } from '../../../shared/store/keys';
import { aCustomerContact, anAssociation } from '../../support/examples';
import { readLine, type LogLine } from '../../support/log-lines';

const anInvocation = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
let lines: [level: string, line: LogLine][];
let context: InvocationContext;
beforeEach(() => {
  lines = [];
  context = new InvocationContext({
    functionName: 'aFunction',
    invocationId: anInvocation,
    logHandler: (level, ...args) => lines.push([level, readLine(args.map(String).join(' '))]),
  });
});

const anOwnKey = anAssociation('associated');

it('name the event, the operation, its invocation and the association’s instance', () => {
  logEvent(context, 'mailReported', { status: 'Bounced', mail: anInvocation }, anOwnKey);

  expect(lines).toEqual([
    [
      'information',
      {
        event: 'mailReported',
        operation: 'aFunction',
        invocation: anInvocation,
        association: instanceIdOf(anOwnKey),
        status: 'Bounced',
        mail: anInvocation,
      },
    ],
  ]);
});

it('are warnings where something was let go', () => {
  logEvent(context, 'reportIgnored', { reason: 'unreadable' });

  expect(lines.map(([level]) => level)).toEqual(['warning']);
});

describe('a trigger that fails', () => {
  const fail = () => Promise.reject(new RangeError(`of ${aCustomerContact.name}`));
  const failed = (handler: (input: string, context: InvocationContext) => Promise<unknown>) =>
    handler('an input', context).then(
      () => 'nothing',
      (error: unknown) => error,
    );

  it('is told in the log, with what it was about', async () => {
    await failed(withFaultsLogged(fail, () => anOwnKey));

    expect(lines).toMatchObject([
      [
        'error',
        { event: 'fault', association: instanceIdOf(anOwnKey), fault: { name: 'RangeError' } },
      ],
    ]);
  });

  it('leaves no word of its message to the host', async () => {
    const error = await failed(withFaultsLogged(fail));

    expect(error).toBeInstanceOf(LoggedFault);
    expect(error instanceof Error && `${error.stack ?? ''}${String(error.cause)}`).toMatch(
      /^LoggedFault: RangeError;(?![^]*Carl)/,
    );
  });

  it('is told once', async () => {
    await failed(withFaultsLogged(withFaultsLogged(fail)));

    expect(lines).toHaveLength(1);
  });
});

it('needs no more of a context than the host gives', () => {
  const least: LogContext = context;
  logEvent(least, 'notReady', { service: 'the tables', fault: { name: 'Error' } });
  expect(lines).toHaveLength(1);
});
