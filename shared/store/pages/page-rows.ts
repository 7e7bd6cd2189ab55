// The shapes of the rows of the read model. A row of a list holds all that is shown, so that a page is one range of rows.
import * as z from 'zod';
import { anchor } from '../../domain/association';
import { unmetCriterion } from '../../domain/eligibility';
import { customerId, storedTenantId, storedTpid } from '../../domain/ids';
import { sending } from '../../domain/resend';
import { shownAssociation } from '../../domain/shown-association';
import { mailDetail } from '../customer-rows';

/** How the last mail to the customer fared, where it did not arrive. */
const mailProblem = z.object({
  kind: z.string(),
  state: z.string(),
  detail: mailDetail.optional(),
});
export type MailProblem = z.infer<typeof mailProblem>;

export const shownCustomer = z.object({
  id: customerId,
  name: z.string(),
  tenantId: storedTenantId.optional(),
  tpid: storedTpid.optional(),
  domain: z.string().optional(),
});
export type ShownCustomer = z.infer<typeof shownCustomer>;

/** The counted lists of a page; a customer is in one of them, or in none. */
export const countedLists = ['open', 'known', 'ineligible', 'complete'] as const;
export type CountedList = (typeof countedLists)[number];

/** What a row of the page is computed from, by the clock, the engagement and the partner (shared/domain/customers-page.ts). */
export const pageEntry = z.object({
  customer: shownCustomer,
  pair: z.object({
    own: shownAssociation.optional(),
    anchor: anchor.optional(),
    isKnown: z.boolean(),
    sending: sending.optional(),
  }),
  /** Workshops that the customer has completed, with whomever. */
  completions: z.int(),
  /** The criteria that the customer does not meet; told of known customers only. */
  unmet: z.array(unmetCriterion),
  mailProblem: mailProblem.optional(),
  /** Where it stood, and was counted, when it was written. */
  list: z.enum(countedLists).optional(),
});
export type PageEntry = z.infer<typeof pageEntry>;

/** Where a customer stands on a page: what its next change has to move. */
export const placeRow = pageEntry.extend({
  /** Goes up with every change of the customer that the page may show, whoever's. */
  stamp: z.int(),
  /** The keys of all its rows in lists. */
  keys: z.array(z.string()),
});
export type PlaceRow = z.infer<typeof placeRow>;

const count = z.int().min(0);
export const countsRow = z.object({
  open: count,
  known: count,
  ineligible: count,
  complete: count,
});
export type Counts = z.infer<typeof countsRow>;
export const noCounts: Counts = { open: 0, known: 0, ineligible: 0, complete: 0 };

/** A page whose known customers are being written anew after an import: how far that is; not begun without a total. */
export const rewritingRow = z.object({ done: count, total: count.optional() });
export type Rewriting = z.infer<typeof rewritingRow>;

export const knownCustomerRow = z.object({ customerId });

/** The list, by name, of each counted list. */
export const listsByName = { open: 'n', known: 'k', ineligible: 'i', complete: 'x' } as const;
