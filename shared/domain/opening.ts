// Opening associations: who may add or claim which customer for which engagement (R9–R17, R26, R27).
import { shownAsOf } from './endings';
import {
  isLocationEligible,
  isOpenForCustomers,
  unmetCriteria,
  type UnmetCriterion,
} from './eligibility';
import { isHeld, isOpen, type Association } from './association';
import { completionsOf, pairOf, type Customer, type Pair } from './customer';
import type { OpenCommand } from './commands';
import type { CustomerId } from './ids';
import type { Engagement } from './reference';
import type { OpeningRefusal } from './refusal';
import { domainOf } from './text';
import { addDays } from './time';

/** Of one partner with one customer for one engagement: more than eight years of 30 days each. */
export const maxAttempts = 100;

type Opening = Pick<OpenCommand, 'type' | 'at' | 'partner' | 'locationId'>;

/** Why this engagement can't be opened for the customer with the command, or undefined when it can. */
export function refusalToOpen(
  customer: Customer,
  command: Opening & Pick<OpenCommand, 'profile'>,
  engagement: Engagement,
): OpeningRefusal | undefined {
  const pair = pairOf(customer, command.partner.id, engagement.id);
  const { customerCriteria } = engagement;
  const unmet = unmetCriteria(customerCriteria, command.profile, completionsOf(customer));
  return openingRefusal(pair, { ...command, unmet }, engagement);
}

/** The same where it is known already which of the engagement's criteria the customer misses. */
export function openingRefusal(
  { own, anchor, isKnown }: Pair,
  command: Opening & { readonly unmet: readonly UnmetCriterion[] },
  engagement: Engagement,
): OpeningRefusal | undefined {
  const { partner, at, unmet } = command;
  if (engagement.intent !== 'build-intent') return { code: 'not-build-intent' };
  if (!isLocationEligible(engagement, partner, command.locationId)) {
    return { code: 'location-not-eligible' };
  }
  if (own?.status === 'completed') return { code: 'already-completed' };
  if (own !== undefined && isOpen(shownAsOf(own, anchor, at))) return { code: 'already-open' };
  if (anchor !== undefined && isHeld(anchor, at)) {
    if (anchor.partnerId === partner.id) return { code: 'already-completed' };
    return anchor.state === 'completed'
      ? { code: 'participated-with-another-partner' }
      : { code: 'consent-given-to-another-partner' };
  }
  if (!isOpenForCustomers(engagement, at)) return { code: 'engagement-closed' };
  if (own !== undefined && own.attempt >= maxAttempts) return { code: 'too-many-attempts' };
  if (command.type === 'addCustomer' && isKnown) return { code: 'claim-instead' };
  if (command.type === 'claimCustomer' && !isKnown) return { code: 'add-instead' };
  return unmet.length > 0 ? { code: 'criteria-not-met', unmet } : undefined;
}

/** A new association with fresh clocks: attempt n+1. The windows are the engagement's, frozen here (R18, R23). */
export function openAssociation(
  customerId: CustomerId,
  previous: Association | undefined,
  command: OpenCommand,
  engagement: Engagement,
): Association {
  const { partner, profile, at, by } = command;
  return {
    status: 'associated',
    customerId,
    engagementId: engagement.id,
    partnerId: partner.id,
    attempt: (previous?.attempt ?? 0) + 1,
    version: 1,
    origin: command.type === 'addCustomer' ? 'added' : 'claimed',
    locationId: command.locationId,
    customer: {
      name: profile.name,
      tenantId: profile.tenantId,
      tpid: profile.tpid,
      email: command.email,
      domain: command.email === undefined ? profile.domains[0] : domainOf(command.email),
      domainMismatchReason: command.domainMismatchReason,
    },
    partner: { name: partner.name, contact: partner.contact },
    engagement: {
      name: engagement.name,
      solutionArea: engagement.solutionArea,
      role: engagement.role,
      proofOfExecution: engagement.proofOfExecution,
    },
    addedAt: at,
    addedBy: by,
    consentWindowDays: engagement.consentWindowDays,
    deliveryWindowDays: engagement.deliveryWindowDays,
    consentDeadline: addDays(at, engagement.consentWindowDays),
    request: command.request,
    remindersDone: [],
  };
}
