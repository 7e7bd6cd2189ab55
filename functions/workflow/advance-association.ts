// The activity: reads the record, does what is due by now (endings, reminders, mails, read models), tells how it stands.
// Running it twice is harmless: every change is guarded, every mail has its own outbox row.
import type { ActivityHandler } from 'durable-functions';
import { listKnownCustomer } from '../../shared/changes/known-customers';
import { showOnPages } from '../../shared/changes/read-models';
import { settle } from '../../shared/changes/settle';
import { isOpen, isPending, type Association, type Status } from '../../shared/domain/association';
import { associationOf } from '../../shared/domain/customer';
import { associationKey } from '../../shared/domain/ids';
import { nextDue } from '../../shared/domain/reminders';
import { earliest, type Instant } from '../../shared/domain/time';
import type { Dependencies } from '../dependencies';
import { changeLog } from '../log/change-log';
import { withFaultsLogged, type LogContext } from '../log/log';
import { sendDueMails } from './deliver-mails';

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
    const { expiryMarginSeconds } = deps.config;
    const settled = await settle(deps, key, expiryMarginSeconds, changeLog(context));
    const association = associationOf(settled.loaded.customer, key);
    if (association === undefined) return { phase: 'over', status: 'unknown' };
    const { loaded, retryAt } = await sendDueMails(deps, settled.loaded, association, context);
    await showOnPages(deps, loaded, settled.pages);
    await listKnownCustomer(deps, loaded);
    return {
      phase: phaseOf(association, retryAt),
      status: association.status,
      wakeAt: earliest(nextDue(association, expiryMarginSeconds), retryAt),
    };
  };
  return withFaultsLogged(advance, (input) => associationKey.safeParse(input).data);
}

function phaseOf(a: Association, retryAt: Instant | undefined): Standing['phase'] {
  if (isPending(a)) return 'awaitingConsent';
  if (isOpen(a)) return 'awaitingDelivery';
  return retryAt === undefined ? 'over' : 'closing';
}
