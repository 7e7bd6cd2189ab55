// The app's dependencies over a real Azurite and the local mail service, with a clock that the test moves.
import { InvocationContext } from '@azure/functions';
import type { Dependencies } from '../../../../functions/dependencies';
import type { EventName } from '../../../../functions/log/events';
import { advanceAssociation } from '../../../../functions/workflow/advance-association';
import { startMailEndpoint } from '../../../../local/mail/mail-endpoint';
import { readConfig } from '../../../../shared/config';
import type { Association } from '../../../../shared/domain/association';
import type { Command, Step } from '../../../../shared/domain/commands';
import { addSeconds, instant, type Instant } from '../../../../shared/domain/time';
import { createEmailClient, createMailSender } from '../../../../shared/email/send-mail';
import type { LoadedCustomer, OutboxMail } from '../../../../shared/store/customer-rows';
import { keyOf } from '../../../../shared/domain/ids';
import { execute } from '../../../../shared/changes/execute';
import { instanceIdOf } from '../../../../shared/store/keys';
import type { MailQuota } from '../../../../shared/store/mail-store';
import * as z from 'zod';
import {
  aCustomerId,
  aCustomerProfile,
  addedAt,
  anAddCommand,
  anAssociation,
  aPartner,
  askedAt,
  stepsAt,
} from '../../../support/examples';
import { readLine, type LogLine } from '../../../support/log-lines';
import { storesOver, type Stores } from '../../../support/tables';

export const aKey = keyOf(anAssociation('associated'));

const mails = z.array(
  z.looseObject({
    id: z.string(),
    subject: z.string(),
    to: z.array(z.object({ address: z.string() })),
    replyTo: z.array(z.object({ address: z.string() })),
    links: z.array(z.string()),
  }),
);
type ReceivedMail = z.infer<typeof mails>[number];

/** What the activity answers, as the orchestration gets it. */
const standing = z.object({
  phase: z.enum(['awaitingConsent', 'awaitingDelivery', 'closing', 'over']),
  status: z.string(),
  wakeAt: instant.optional(),
});
type Standing = z.infer<typeof standing>;

interface MailFault {
  readonly next: number;
  readonly status?: number;
  readonly retryAfterSeconds?: number;
  readonly dropAfterAccept?: boolean;
}

export interface AnApp {
  readonly deps: Dependencies;
  readonly stores: Stores;
  /** The lines of one event that were logged, oldest first. */
  lines(event: EventName): LogLine[];
  readonly context: InvocationContext;
  /** How often the mail service was asked to send. */
  readonly sends: () => number;
  now(): Instant;
  set(now: Instant): void;
  /** Runs a command at its own instant, which the clock then shows. */
  take(command: Command): Promise<LoadedCustomer>;
  step(type: Exclude<Step['type'], 'settle'>, at: Instant): Promise<LoadedCustomer>;
  /** Runs the activity, as the orchestration does. */
  advance(key?: typeof aKey): Promise<Standing>;
  /** Sleeps as the orchestration would, from wake-up to wake-up, until `end`. */
  sleepUntil(end: Instant): Promise<Standing>;
  load(): Promise<LoadedCustomer>;
  association(): Promise<Association>;
  outbox(): Promise<OutboxMail[]>;
  /** The mails that the service has taken, oldest first. */
  received(): Promise<ReceivedMail[]>;
  failMails(fault: MailFault): Promise<void>;
  stop(): Promise<void>;
}

export async function startApp(
  connectionString: string,
  options: { quota?: MailQuota; change?: (deps: Dependencies) => Dependencies } = {},
): Promise<AnApp> {
  let now = addedAt;
  let sends = 0;
  const logged: LogLine[] = [];
  const endpoint = await startMailEndpoint({ port: 0, now: () => new Date(now) });
  const client = createEmailClient({ connectionString: endpoint.connectionString });
  const send = createMailSender({ client, senderAddress: 'noreply@mci.example' });
  const { quota } = options;
  const stores = storesOver(connectionString, quota);
  const config = readConfig({
    TABLES_CONNECTION_STRING: connectionString,
    MAIL_CONNECTION_STRING: endpoint.connectionString,
    MAIL_SENDER_ADDRESS: 'noreply@mci.example',
    PUBLIC_BASE_URL: 'https://mci.example',
    AUTH_ISSUERS: 'https://issuer.example/{tenantid}',
    AUTH_AUDIENCES: 'an-audience',
    AUTH_JWKS_URI: 'https://issuer.example/keys',
    OPERATOR_TENANT_ID: '00000000-0000-4000-8000-000000000001',
  });
  const change = options.change ?? ((deps: Dependencies) => deps);
  const { tenantId } = aCustomerProfile;
  const deps = change({
    config,
    ...stores,
    clock: () => now,
    sendMail: (mail) => {
      sends += 1;
      return send(mail);
    },
    directory: { find: () => Promise.resolve(tenantId && { id: tenantId }) },
    readiness: () => Promise.resolve([]),
    authenticate: () => {
      const [tenantId] = aPartner.tenantIds;
      if (tenantId === undefined) throw new Error('the partner has no tenant');
      const roles = ['Incentives.User'];
      return Promise.resolve({ kind: 'user', tenantId, id: 'user-1', name: 'Ines Admin', roles });
    },
  });
  const context = new InvocationContext({
    functionName: 'a-function',
    logHandler: (_level, ...args) => {
      logged.push(readLine(args.map(String).join(' ')));
    },
  });
  const advance = advanceAssociation(deps);
  const asked = (path: string, init?: RequestInit) => fetch(`${endpoint.url}${path}`, init);

  const app: AnApp = {
    deps,
    stores,
    lines: (event) => logged.filter((line) => line.event === event),
    context,
    sends: () => sends,
    now: () => now,
    set(to) {
      now = to;
    },
    async take(command) {
      now = command.at;
      const executed = await execute(stores.customers, aCustomerId, command);
      if (!executed.ok) throw new Error(`refused: ${executed.refusal.code}`);
      return executed.loaded;
    },
    step: (type, at) => app.take({ ...stepsAt(at)[type], key: aKey }),
    advance: async (key = aKey) => standing.parse(await advance(key, context)),
    async sleepUntil(end) {
      let current = await app.advance();
      while (current.wakeAt !== undefined && current.wakeAt <= end) {
        now = current.wakeAt > now ? current.wakeAt : addSeconds(now, 1);
        current = await app.advance();
      }
      now = end;
      return current;
    },
    load: () => stores.customers.load(aCustomerId),
    async association() {
      const { customer } = await app.load();
      const id = instanceIdOf(aKey);
      const own = customer.associations.find((each) => instanceIdOf(each) === id);
      if (own === undefined) throw new Error('the association is missing');
      return own;
    },
    outbox: async () => (await app.load()).outbox.map(({ value }) => value),
    received: async () => mails.parse(await (await asked('/api/mails')).json()),
    async failMails(fault) {
      await asked('/api/faults', { method: 'PUT', body: JSON.stringify(fault) });
    },
    stop: () => endpoint.stop(),
  };
  return app;
}

/** The customer is added and asked for consent, with no mail sent yet. */
export async function anAskedApp(...start: Parameters<typeof startApp>): Promise<AnApp> {
  const app = await startApp(...start);
  await app.take(anAddCommand);
  await app.step('triggerConsent', askedAt);
  return app;
}
