// What the API shows: schemas (also of the OpenAPI document) and how the domain's things become them.
import * as z from 'zod';
import { isOpen } from '../../../shared/domain/association';
import { tabs } from '../../../shared/domain/customers-tab';
import { customerId, engagementId, storedLocationId } from '../../../shared/domain/ids';
import { actions, type Row } from '../../../shared/domain/page-row';
import type { ShownAssociation } from '../../../shared/domain/shown-association';
import { instant } from '../../../shared/domain/time';
import type { TabRow } from '../../../shared/lists/read-tab';
import { reasonText, ruleText, statusText, whyText } from '../../../shared/texts/row-texts';
import { etagOf } from '../problem';

export const customerSchema = z.object({
  id: customerId,
  name: z.string(),
  tenantId: z.string().optional(),
  tpid: z.string().optional(),
  domain: z.string().optional(),
});

export const contactSchema = z.object({
  title: z.string().optional(),
  name: z.string(),
  email: z.string(),
});

export const associationSchema = z.object({
  engagementId,
  customerId,
  attempt: z.int(),
  version: z.int(),
  state: z.string(),
  origin: z.enum(['added', 'claimed']),
  locationId: storedLocationId,
  addedAt: instant,
  consentDeadline: instant,
  deliveryDeadline: instant.optional(),
  domainMismatchReason: z.string().optional(),
  customerContact: contactSchema.optional(),
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
    // Only what is told of here: a row may hold more, of a later release.
    customerContact: request && contactSchema.parse(request.customerContact),
    resends: request?.resends,
    declineReason: a.status === 'declined' ? a.declineReason : undefined,
  };
}

/** The row as the API shows it. One that can't be read says so, on the tab where it was found. */
export function rowAnswer(shown: TabRow, tab: RowAnswer['tab']): RowAnswer {
  if (shown.entry === undefined) return unreadableAnswer(shown.customerId, tab);
  const { entry, row } = shown;
  const { customer } = entry;
  return {
    customer: { ...customer, domain: customer.domain ?? row.association?.customer.domain },
    tab: row.tab,
    type: row.type ?? null,
    status: statusAnswer(row),
    reasons: row.reasons.map((reason) => ({ code: reason.code, text: reasonText(reason) })),
    actions: [...row.actions],
    why: whyText(row),
    mailProblem: isAsked(row) ? entry.mailProblem : undefined,
    association: row.association && associationAnswer(row.association),
    etag: row.association && etagOf(row.association),
  };
}

function unreadableAnswer(customer: string, tab: RowAnswer['tab']): RowAnswer {
  return {
    customer: { id: customerId.parse(customer), name: customer },
    tab,
    type: null,
    status: { text: 'Can’t be shown' },
    reasons: [],
    actions: [],
    why: 'What is stored of this customer can’t be read here. It has been reported; nothing is lost.',
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
