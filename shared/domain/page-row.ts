// What a row of the Customers page tells, as codes with facts (R3–R8); `shared/texts/row-texts.ts` puts it into words.
import type { OpenStatus } from './association';
import type { Tab } from './customers-tab';
import type { UnmetCriterion } from './eligibility';
import type { Sending } from './resend';
import type { ShownAssociation, ShownOf } from './shown-association';
import type { Instant } from './time';

export const actions = [
  'claimCustomer',
  'triggerCustomerConsent',
  'resendCustomerConsent',
  'submitWorkshopClaim',
  'viewWorkshopClaim',
  'cancel',
] as const;
export type Action = (typeof actions)[number];

/** The rule behind the days left (R18, R23). */
export type WindowRule =
  | {
      readonly code: 'consentWindow';
      readonly days: number;
      readonly origin: ShownAssociation['origin'];
    }
  | { readonly code: 'deliveryWindow'; readonly days: number };

/** The column Status. */
export type RowStatus =
  | { readonly code: 'none' | 'ineligible' | 'submitted' | 'completed' }
  | {
      readonly code: 'daysLeft';
      readonly daysLeft: number;
      readonly deadline: Instant;
      readonly rule: WindowRule;
    };

/** R6; the other partner is never named. */
export type IneligibleReason =
  | { readonly code: 'criteria-not-met'; readonly unmet: UnmetCriterion }
  | { readonly code: 'consent-given-to-another-partner' | 'participated-with-another-partner' };

/** How an attempt can have ended after which a known customer can be claimed again. */
export const lastEndings = ['declined', 'consentExpired', 'canceled', 'deliveryExpired'] as const;
export type LastEnding = (typeof lastEndings)[number];

/** Whether a known customer can be claimed now. */
export type Claiming =
  | { readonly code: 'possible' | 'noLocation' }
  | { readonly code: 'tooManyAttempts'; readonly most: number }
  | { readonly code: 'notYet'; readonly startsOn: string }
  | { readonly code: 'over'; readonly lastDay: string };

/** Why the customer is on this tab. */
export type Why =
  | { readonly code: 'completed'; readonly submittedAt: Instant }
  | { readonly code: 'completedBefore' | 'heldByAnother' | 'completedByAnother' | 'criteriaNotMet' }
  | {
      readonly code: 'open';
      readonly own: ShownOf<OpenStatus>;
      readonly sending: Sending['state'];
    }
  | {
      readonly code: 'known';
      readonly lastEnding: LastEnding | undefined;
      readonly claiming: Claiming;
    };

export interface Row {
  readonly tab: Tab;
  /** The column Type; undefined where the page shows a dash. */
  readonly type: 'active' | 'not started' | undefined;
  readonly status: RowStatus;
  readonly reasons: readonly IneligibleReason[];
  readonly actions: readonly Action[];
  readonly why: Why;
  /** The association the row shows: the latest attempt, where one is on the page. */
  readonly association: ShownAssociation | undefined;
}
