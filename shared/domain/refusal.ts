// Why a command is refused. Refusals are values; `functions/http/problem.ts` gives each its HTTP answer.
import type { Status } from './association';
import type { UnmetCriterion } from './eligibility';
import type { EngagementId } from './ids';
import type { ProofOfExecutionItem } from './reference';
import type { Instant } from './time';

/** Why one engagement can't be opened for a customer (R2, R9, R11, R15, R26, R27). */
export type OpeningRefusal =
  | { readonly code: 'not-build-intent' }
  | { readonly code: 'engagement-closed' }
  | { readonly code: 'location-not-eligible' }
  | { readonly code: 'already-open' }
  | { readonly code: 'too-many-attempts' }
  | { readonly code: 'claim-instead' }
  | { readonly code: 'add-instead' }
  | { readonly code: 'criteria-not-met'; readonly unmet: readonly UnmetCriterion[] }
  | { readonly code: 'consent-given-to-another-partner' }
  | { readonly code: 'participated-with-another-partner' }
  | { readonly code: 'already-completed' };

export type Refusal =
  | {
      readonly code: 'engagements-refused';
      readonly refused: readonly { engagementId: EngagementId; refusal: OpeningRefusal }[];
    }
  | { readonly code: 'not-found' }
  /** The record has changed since the caller saw it. */
  | { readonly code: 'stale'; readonly attempt: number; readonly version: number }
  /** The command does not fit the association's state. */
  | { readonly code: 'not-available'; readonly status: Status }
  | { readonly code: 'consent-expired'; readonly expiredAt: Instant }
  | { readonly code: 'delivery-expired'; readonly expiredAt: Instant }
  | { readonly code: 'already-answered'; readonly answer: 'approved' | 'declined' }
  | { readonly code: 'superseded' }
  | { readonly code: 'canceled' }
  | { readonly code: 'link-replaced' }
  /** The last mail has not left yet. */
  | { readonly code: 'resend-waiting' }
  | { readonly code: 'resend-too-soon'; readonly retryAt: Instant }
  | { readonly code: 'resend-limit-reached'; readonly retryAt: Instant }
  | { readonly code: 'proof-incomplete'; readonly missing: readonly ProofOfExecutionItem[] };
