// What the texts may name, ready to print: dates and counts are already in the reader's language.
import type { Association } from '../domain/association';
import type { UnmetCriterion } from '../domain/eligibility';

export interface Names {
  readonly customer: string;
  readonly partner: string;
  readonly workshop: string;
}

/** A date with what is left until then. */
export interface Due extends Names {
  readonly deadline: string;
  readonly daysLeft: string;
}

/** How the association was opened: it decides what its end means to the partner (R22). */
export type Origin = Association['origin'];

/** A criterion that a customer misses, and what it has instead. */
export type UnmetOf<K extends UnmetCriterion['kind']> = Extract<UnmetCriterion, { kind: K }>;

/** The words of one mail; addresses, dates and the link are laid out by `email/render.ts`. */
export interface MailText {
  readonly subject: string;
  readonly title: string;
  readonly intro: readonly string[];
  /** What the button says, where the mail has one. */
  readonly action?: string;
  readonly after: readonly string[];
}

/** The partner's verified account name, never the company that a contact typed. */
export function namesOf(a: Pick<Association, 'customer' | 'partner' | 'engagement'>): Names {
  return { customer: a.customer.name, partner: a.partner.name, workshop: a.engagement.name };
}
