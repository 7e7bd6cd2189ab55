// The orchestration over a record in memory, in virtual time from the instant the customer was added.
import { associationLifecycle } from '../../../../functions/workflow/association-lifecycle-orchestration';
import { activityName, orchestrationName } from '../../../../functions/workflow/names';
import { events } from '../../../../shared/changes/driver';
import { EventType } from '../../../../local/host/history';
import { addDays, addSeconds } from '../../../../shared/domain/time';
import { addedAt, anAssociation } from '../../../support/examples';
import { live, type Life } from '../../../support/replay';
import { aRecord, type ARecord } from './a-record';

export { events };

const { customerId, engagementId, partnerId, attempt } = anAssociation('associated');
export const aKey = { customerId, engagementId, partnerId, attempt };

export interface ALife extends Life {
  readonly record: ARecord;
  /** Happens while the activity runs the next time: it has read the record and not answered yet. */
  meanwhile(happens: () => void): void;
}

export function aLife(options: { activity?: (now: Date, record: ARecord) => unknown } = {}): ALife {
  const record = aRecord();
  const happenings: (() => void)[] = [];
  const activity = options.activity ?? ((now: Date) => record.advance(now));
  const life = live({
    name: orchestrationName,
    handler: associationLifecycle,
    input: aKey,
    from: new Date(addedAt),
    activity: (_key, now) => {
      const standing = activity(now, record);
      for (const happens of happenings.splice(0)) happens();
      return standing;
    },
  });
  return { ...life, record, meanwhile: (happens) => happenings.push(happens) };
}

export function day(days: number, seconds = 0): Date {
  return new Date(addSeconds(addDays(addedAt, days), seconds));
}

/** How often the activity was called. */
export function calls({ turns }: Pick<Life, 'turns'>): number {
  const scheduled = turns.flatMap((turn) => turn.scheduled);
  return scheduled.filter(
    ({ EventType: type, Name }) => type === EventType.TaskScheduled && Name === activityName,
  ).length;
}
