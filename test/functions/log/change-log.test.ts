// What is told of the changes that were recorded: each entry of the trail once, when it was due, and nobody’s name.
import { InvocationContext } from '@azure/functions';
import { changeLog } from '../../../functions/log/change-log';
import { decide } from '../../../shared/domain/decide';
import type { Command } from '../../../shared/domain/commands';
import type { Customer } from '../../../shared/domain/customer';
import { keyOf } from '../../../shared/domain/ids';
import { instanceIdOf } from '../../../shared/store/keys';
import { addHours, addSeconds } from '../../../shared/domain/time';
import {
  aCustomer,
  anAddCommand,
  anAnchor,
  anAssociation,
  anEngagement,
  anotherEngagement,
  anotherPartner,
  answeredAt,
  askedAt,
  consentDeadline,
  deliveryDeadline,
  stepsAt,
} from '../../support/examples';
import { readLine, type LogLine } from '../../support/log-lines';

/** The lines of what the command changes. */
function told(customer: Customer, command: Command): LogLine[] {
  const lines: LogLine[] = [];
  const context = new InvocationContext({
    logHandler: (_level, ...args) => lines.push(readLine(args.map(String).join(' '))),
  });
  const outcome = decide(customer, command);
  if (!outcome.ok) throw new Error(outcome.refusal.code);
  changeLog(context).recorded(outcome.changes);
  return lines;
}

const asked = anAssociation('consentRequested');
const key = keyOf(asked);

it('is each association that was opened', () => {
  const lines = told(aCustomer(), {
    ...anAddCommand,
    engagements: [anEngagement, anotherEngagement],
  });

  expect(lines).toMatchObject([
    { event: 'changeRecorded', transition: 'addCustomer', by: 'partnerUser' },
    { event: 'changeRecorded', transition: 'addCustomer', by: 'partnerUser' },
  ]);
  expect(new Set(lines.map(({ association }) => association)).size).toBe(2);
});

it.each(['approve', 'decline'] as const)('is how long the customer took to %s', (type) => {
  const at = addHours(askedAt, 30);

  const lines = told(aCustomer({ associations: [asked] }), { ...stepsAt(at)[type], key });

  const association = instanceIdOf(key);
  expect(lines).toMatchObject([
    { transition: type, by: 'customer', hoursToAnswer: 30, association },
  ]);
});

describe('of an ending', () => {
  const settle = (at: Parameters<typeof stepsAt>[0]) => ({ ...stepsAt(at).settle, key });

  it('is how late the consent’s expiry was recorded', () => {
    const at = addSeconds(consentDeadline, 90);

    expect(
      told(aCustomer({ associations: [{ ...asked, remindersDone: [] }] }), settle(at)),
    ).toMatchObject([{ transition: 'expireConsent', by: 'system', secondsLate: 90 }]);
  });

  it('is how late the delivery’s expiry was recorded', () => {
    const active = anAssociation('active');
    const at = addSeconds(deliveryDeadline, 3600);

    expect(told(aCustomer({ associations: [active] }), settle(at))).toMatchObject([
      { transition: 'expireDelivery', secondsLate: 3600 },
    ]);
  });

  it('is how long ago a rival had won', () => {
    const customer = aCustomer({ associations: [asked], anchors: [anAnchor(anotherPartner)] });
    const at = addSeconds(answeredAt, 5);

    expect(told(customer, settle(at))).toMatchObject([{ transition: 'supersede', secondsLate: 5 }]);
  });

  it('that was recorded with a later step is told beside it, and only the ending was late', () => {
    const at = addSeconds(consentDeadline, 7);

    const lines = told(aCustomer({ associations: [asked] }), { ...stepsAt(at).showInterest, key });

    expect(lines.map(({ transition, secondsLate }) => [transition, secondsLate])).toEqual([
      ['expireConsent', 7],
      ['showInterest', undefined],
    ]);
  });
});

it('is a reminder, which is never late', () => {
  const at = addHours(consentDeadline, -1);

  const [line] = told(aCustomer({ associations: [asked] }), { ...stepsAt(at).settle, key });

  expect(line).toMatchObject({ transition: 'remind' });
  expect(line).not.toHaveProperty('secondsLate');
});
