// What the API shows: schemas (also of the OpenAPI document) and how the domain's things become them.
import * as z from 'zod';
import { isOpen } from '../../../shared/domain/association';
import { rowOf } from '../../../shared/domain/customers-page';
import { tabs } from '../../../shared/domain/customers-tab';
import { unmetCriteria } from '../../../shared/domain/eligibility';
import { customerId, engagementId, locationId } from '../../../shared/domain/ids';
import type { Engagement, Partner } from '../../../shared/domain/reference';
import { actions, type Row } from '../../../shared/domain/page-row';
import type { ShownAssociation } from '../../../shared/domain/shown-association';
import { instant, type Instant } from '../../../shared/domain/time';
import type { PageEntry } from '../../../shared/store/page-store';
import { reasonText, ruleText, statusText, whyText } from '../../../shared/texts/row-texts';
import { etagOf } from '../problem';

export const customerSchema = z.object({
  id: customerId,
  name: z.string(),
  tenantId: z.string().optional(),
  tpid: z.string().optional(),
  domain: z.string().optional(),
});

export const associationSchema = z.object({
  engagementId,
  customerId,
  attempt: z.int(),
  version: z.int(),
  state: z.string(),
  origin: z.enum(['added', 'claimed']),
  locationId,
  addedAt: instant,
  consentDeadline: instant,
  deliveryDeadline: instant.optional(),
  domainMismatchReason: z.string().optional(),
  customerContact: z
    .object({ title: z.string().optional(), name: z.string(), email: z.string() })
    .optional(),
  resends: z.int().optional(),
  declineReason: z.string().optional(),
});

export const rowSchema = z.object({
  customer: customerSchema,
  tab: z.enum(tabs),
  /** The column Type; null where it shows a dash. */
  type: z.enum(['active', 'not started']).nullable(),
  status: z.object({
    text: z.string(),
    daysLeft: z.int().optional(),
    deadline: instant.optional(),
    rule: z.string().optional(),
  }),
  reasons: z.array(z.object({ code: z.string(), text: z.string() })),
  actions: z.array(z.enum(actions)),
  why: z.string(),
  /** The last mail to the customer, where it was refused or came back. */
  mailProblem: z
    .object({ kind: z.string(), state: z.string(), detail: z.string().optional() })
    .optional(),
  association: associationSchema.optional(),
  etag: z.string().optional(),
});
export type RowAnswer = z.infer<typeof rowSchema>;

export function associationAnswer(a: ShownAssociation): z.infer<typeof associationSchema> {
  const request = a.status === 'associated' ? undefined : a.consentRequest;
  return {
    engagementId: a.engagementId,
    customerId: a.customerId,
    attempt: a.attempt,
    version: a.version,
    state: a.status,
    origin: a.origin,
    locationId: a.locationId,
    addedAt: a.addedAt,
    consentDeadline: a.consentDeadline,
    deliveryDeadline: 'deliveryDeadline' in a ? a.deliveryDeadline : undefined,
    domainMismatchReason: a.customer.domainMismatchReason,
    customerContact: request?.customerContact,
    resends: request?.resends,
    declineReason: a.status === 'declined' ? a.declineReason : undefined,
  };
}

/** The row as the API shows it, or undefined when the customer is on no tab of the page. */
export function rowAnswer(
  entry: PageEntry,
  engagement: Engagement,
  partner: Partner,
  now: Instant,
): RowAnswer | undefined {
  const { pair, profile, completions, mailProblem } = entry;
  const unmet = unmetCriteria(engagement.customerCriteria, profile, completions);
  const row = rowOf({ pair, unmet, engagement, partner, now });
  if (row === undefined) return undefined;
  return {
    customer: {
      id: profile.id,
      name: profile.name,
      tenantId: profile.tenantId,
      tpid: profile.tpid,
      domain: profile.domains[0] ?? row.association?.customer.domain,
    },
    tab: row.tab,
    type: row.type ?? null,
    status: statusAnswer(row),
    reasons: row.reasons.map((reason) => ({ code: reason.code, text: reasonText(reason) })),
    actions: [...row.actions],
    why: whyText(row),
    mailProblem: isAsked(row) ? mailProblem : undefined,
    association: row.association && associationAnswer(row.association),
    etag: row.association && etagOf(row.association),
  };
}

function statusAnswer(row: Row): RowAnswer['status'] {
  const text = statusText(row);
  if (row.status.code !== 'daysLeft') return { text };
  const { daysLeft, deadline, rule } = row.status;
  return { text, daysLeft, deadline, rule: ruleText(rule) };
}

function isAsked({ association }: Row): boolean {
  return association !== undefined && isOpen(association);
}
