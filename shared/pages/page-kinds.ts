// What the customer's pages can show: one kind for each state that a link can be in (R19–R26).
import type { Association, AssociationOf } from '../domain/association';
import type { Instant } from '../domain/time';

/** One open request on the page; `id` is the value of its form field `request`. */
export interface ConsentRequestView {
  readonly id: string;
  readonly association: AssociationOf<'consentRequested'>;
  readonly statement: string;
}

export type FormField = 'approverName' | 'confirmed' | 'decision' | 'reason' | 'request';

export interface AskPage {
  readonly kind: 'ask';
  /** The one that the link was mailed for. */
  readonly request: ConsentRequestView;
  /** Further open requests of the same partner to the same contact. */
  readonly others: readonly ConsentRequestView[];
  readonly now: Instant;
  /** The URL that the form posts to. */
  readonly action: string;
  /** What was wrong with the form that was posted. */
  readonly problem?: { readonly field: FormField } | undefined;
  /** What was filled in; without `requests` the link's own request is ticked. */
  readonly entered?:
    | {
        readonly approverName?: string | undefined;
        readonly reason?: string | undefined;
        readonly requests?: readonly string[] | undefined;
      }
    | undefined;
}

export interface AnsweredPage {
  readonly kind: 'approved' | 'declined';
  /** Those that were answered. */
  readonly associations: readonly Association[];
  /** R25: the visitor tried the other answer; the page shows what was recorded and whom to contact. */
  readonly opposite?: boolean | undefined;
}

export interface ExpiredPage {
  readonly kind: 'expired';
  readonly association: Association;
  /** The URL that "I'm interested" posts to (R24). */
  readonly action: string;
  readonly interestSent: boolean;
}

export type ConsentPage =
  | AskPage
  | AnsweredPage
  | ExpiredPage
  | { readonly kind: 'superseded' | 'canceled' | 'replaced'; readonly association: Association }
  /** No such link; a form sent from elsewhere; the records can't be reached; the rate limit is exceeded. */
  | { readonly kind: 'unknown' | 'otherSite' | 'busy' | 'tooMany' };
