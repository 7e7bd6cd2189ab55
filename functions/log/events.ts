// The closed list of what the app tells its operators. Facts are numbers, words of ours, and ids that name nobody: what
// somebody typed, or was given by a directory, has no place to stand. infra/queries.bicep asks for these lines. The app
// imports types from here only: the schemas are for those who read a line, so a start does not make them.
import * as z from 'zod';
import { mailKind } from '../../shared/domain/mail';
import { unreadableKinds } from '../../shared/store/unreadable';
import { fault } from './fault';

const count = z.int().min(0);
const seconds = z.int().min(0);
/** The mail's name at the mail service, by which its support finds it. */
const mail = z.guid();

/** What each line begins with. */
export const correlation = z.object({
  event: z.string(),
  operation: z.string(),
  invocation: z.string(),
  association: z
    .string()
    .regex(/^association-[0-9a-f]{32}-g\d+$/)
    .optional(),
});

export const events = {
  /** One line for each entry of the audit trail, once it is on record. */
  changeRecorded: z.strictObject({
    transition: z.enum([
      'addCustomer',
      'claimCustomer',
      'triggerConsent',
      'resendConsent',
      'approve',
      'decline',
      'showInterest',
      'submitWorkshopClaim',
      'cancel',
      'remind',
      'expireConsent',
      'supersede',
      'expireDelivery',
    ]),
    by: z.enum(['partnerUser', 'customer', 'system']),
    /** Of an answer: since consent was asked for. */
    hoursToAnswer: z.number().min(0).optional(),
    /** Of an ending that time or a rival has brought: since it was due. */
    secondsLate: seconds.optional(),
  }),
  mailHandled: z.strictObject({
    /**
     * `putOff`: to its slot of the quota. `throttled`: by the service. `failed`: tried again later. `refused`: never to
     * reach this recipient. `dropped`: not wanted any more.
     */
    outcome: z.enum(['accepted', 'putOff', 'throttled', 'failed', 'refused', 'dropped']),
    kind: mailKind,
    mail,
    ageSeconds: seconds,
  }),
  mailReported: z.strictObject({
    status: z.enum(['Delivered', 'Bounced', 'Failed', 'Suppressed', 'Quarantined', 'FilteredSpam']),
    mail,
  }),
  reportIgnored: z.strictObject({
    reason: z.enum(['unreadable', 'unknownStatus', 'unknownMail']),
    mail: mail.optional(),
    status: z.string().regex(/^\w+$/).optional(),
    fault: fault.optional(),
  }),
  reconciled: z.strictObject({
    looked: count,
    /** Orchestrations that were missing or over although work was left. */
    started: count,
    /** Orchestrations that slept although work was due. */
    woken: count,
    failed: count,
    /** How long the look was due that came latest: it grows where a run can't go through all. */
    behindSeconds: seconds,
    /** Of the mails that wait, among the associations looked at; 0 where none does. */
    oldestMailSeconds: seconds,
  }),
  /** Rows whose time was over. */
  swept: z.strictObject({ answers: count, sentMails: count }),
  referenceDataImported: z.strictObject({
    engagements: count,
    partners: count,
    customers: count,
    consents: count,
    completions: count,
  }),
  /** A row that was left out. `row`: the SHA-256 of its partition key, a slash, and its row key. */
  rowUnreadable: z.strictObject({
    kind: z.enum(unreadableKinds),
    row: z.string().regex(/^[0-9a-f]{64}$/),
    fault,
  }),
  errorAnswered: z.strictObject({ status: z.int().min(400).max(599) }),
  notReady: z.strictObject({ service: z.string(), fault }),
  fault: z.strictObject({
    /** Where the operation went on without it. */
    doing: z
      .enum([
        'showPages',
        'startInstance',
        'wakeInstance',
        'fileLook',
        'sendMail',
        'repair',
        'resumeImports',
      ])
      .optional(),
    fault,
  }),
};

export type Beginning = z.infer<typeof correlation>;
export type EventName = keyof typeof events;
export type Facts<E extends EventName> = z.input<(typeof events)[E]>;
