// What a decision yields: the new association with the mails it asks for, or a refusal.
import type { Association } from './association';
import type { Transition } from './commands';
import type { Mail } from './mail';
import type { Refusal } from './refusal';

export interface Accepted {
  readonly ok: true;
  readonly transition: Transition;
  readonly association: Association;
  readonly mails: readonly Mail[];
}
export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
}
export type Decision = Accepted | Refused;

/** The next version of the record; `mails` are written to the outbox in the same transaction. */
export function accept(
  transition: Transition,
  association: Association,
  mails: readonly Mail[] = [],
): Accepted {
  return {
    ok: true,
    transition,
    association: { ...association, version: association.version + 1 },
    mails,
  };
}

export function refuse(refusal: Refusal): Refused {
  return { ok: false, refusal };
}

/** The step does not fit the state; of one whose time for consent is over, that is said. */
export function notAvailable(a: Association): Refused {
  if (a.status === 'consentExpired') {
    return refuse({ code: 'consent-expired', expiredAt: a.consentDeadline });
  }
  return refuse({ code: 'not-available', status: a.status });
}
