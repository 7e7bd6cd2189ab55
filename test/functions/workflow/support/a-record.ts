// The record behind one orchestration, in memory: the real domain decides, and nothing is lost or late but the events.
import type { Standing } from '../../../../functions/workflow/advance-association';
import { isOpen, isPending, type Association } from '../../../../shared/domain/association';
import type { Step } from '../../../../shared/domain/commands';
import type { Customer } from '../../../../shared/domain/customer';
import { decide } from '../../../../shared/domain/decide';
import type { MailKind } from '../../../../shared/domain/mail';
import { nextDue } from '../../../../shared/domain/reminders';
import { toInstant, type Instant } from '../../../../shared/domain/time';
import { aCustomer, anAssociation, stepsAt } from '../../../support/examples';
import { apply } from '../../../shared/domain/support/apply';

export interface ARecord {
  readonly association: () => Association;
  /** The mails asked for, with their instants. */
  readonly mails: readonly (readonly [MailKind, Instant])[];
  /** What an HTTP request does; false when it is refused. */
  take(type: Exclude<Step['type'], 'settle'>, now: Date): boolean;
  /** The activity: settles what is due, tells how the record stands. */
  advance(now: Date): Standing;
}

export function aRecord(marginSeconds = 60): ARecord {
  const first = anAssociation('associated');
  let customer: Customer = aCustomer({ associations: [first] });
  const mails: [MailKind, Instant][] = [];

  function association(): Association {
    const [own] = customer.associations;
    if (own === undefined) throw new Error('the record is gone');
    return own;
  }

  function takes(step: Step): boolean {
    const outcome = decide(customer, { ...step, key: first });
    if (!outcome.ok) return false;
    customer = apply(customer, outcome.changes);
    for (const change of outcome.changes.associations) {
      for (const { kind } of change.mails) mails.push([kind, step.at]);
    }
    return true;
  }

  return {
    association,
    mails,
    take: (type, now) => takes(stepsAt(toInstant(now))[type]),
    advance(now) {
      while (takes({ ...stepsAt(toInstant(now)).settle, marginSeconds }));
      const own = association();
      return {
        phase: isPending(own) ? 'awaitingConsent' : isOpen(own) ? 'awaitingDelivery' : 'over',
        status: own.status,
        wakeAt: nextDue(own, marginSeconds),
      };
    },
  };
}
