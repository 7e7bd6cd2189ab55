// The activity: reads the record, does what is due by now (endings, reminders, mails, read models), tells how it stands.
// Running it twice is harmless: every change is guarded, every mail has its own outbox row.
import type { ActivityHandler } from 'durable-functions';
import { isOpen, isPending, type Association, type Status } from '../../shared/domain/association';
import { associationKey, type AssociationKey } from '../../shared/domain/ids';
import { nextDue } from '../../shared/domain/reminders';
import { earliest, type Instant } from '../../shared/domain/time';
import type { LoadedCustomer } from '../../shared/store/customer-rows';
import { execute } from '../../shared/store/execute';
import { pagesAfter, type Page } from '../../shared/store/page-store';
import type { Dependencies } from '../dependencies';
import { withFaultsLogged, type LogContext } from '../log/log';
import { logChanges } from '../log/log-changes';
import { sendDueMails } from './deliver-mails';
import { listKnownCustomer, showOnPages } from '../../shared/store/read-models';

/** How the record stands; the orchestration waits accordingly. */
export interface Standing {
  /** `closing`: over, but a mail still has to go out. */
  readonly phase: 'awaitingConsent' | 'awaitingDelivery' | 'closing' | 'over';
  readonly status: Status | 'unknown';
  /** When to look again at the latest. */
  readonly wakeAt?: Instant | undefined;
}

export function advanceAssociation(deps: Dependencies): ActivityHandler {
  const advance = async (input: unknown, context: LogContext): Promise<Standing> => {
    const key = associationKey.parse(input);
    const settled = await settle(deps, context, key);
    const association = findAttempt(settled.loaded, key);
    if (association === undefined) return { phase: 'over', status: 'unknown' };
    const { loaded, retryAt } = await sendDueMails(deps, settled.loaded, association, context);
    await showOnPages(deps, loaded, settled.pages);
    await listKnownCustomer(deps, loaded);
    return {
      phase: phaseOf(association, retryAt),
      status: association.status,
      wakeAt: earliest(nextDue(association, deps.config.expiryMarginSeconds), retryAt),
    };
  };
  return withFaultsLogged(advance, (input) => associationKey.safeParse(input).data);
}

/** Records whatever time and rivals have brought, one change after the other, until nothing is due. */
async function settle(
  { clock, customers, config }: Dependencies,
  context: LogContext,
  key: AssociationKey,
): Promise<{ loaded: LoadedCustomer; pages: Page[] }> {
  const pages: Page[] = [{ partner: key.partnerId, engagement: key.engagementId }];
  let loaded = await customers.load(key.customerId);
  for (;;) {
    const settled = await execute(
      customers,
      key.customerId,
      {
        type: 'settle',
        at: clock(),
        by: { kind: 'system' },
        marginSeconds: config.expiryMarginSeconds,
        key,
      },
      { loaded },
    );
    if (!settled.ok) return { loaded: settled.loaded, pages };
    logChanges(context, settled.changes);
    loaded = settled.loaded;
    pages.push(...pagesAfter(loaded.customer, settled.changes));
  }
}

export function findAttempt(
  { customer }: LoadedCustomer,
  key: AssociationKey,
): Association | undefined {
  return customer.associations.find(
    (a) =>
      a.partnerId === key.partnerId &&
      a.engagementId === key.engagementId &&
      a.attempt === key.attempt,
  );
}

function phaseOf(a: Association, retryAt: Instant | undefined): Standing['phase'] {
  if (isPending(a)) return 'awaitingConsent';
  if (isOpen(a)) return 'awaitingDelivery';
  return retryAt === undefined ? 'over' : 'closing';
}
