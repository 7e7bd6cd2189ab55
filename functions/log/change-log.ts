// Tells what was recorded: the audit trail's entries, without the people; and what did not follow.
import type { ChangeLog } from '../../shared/changes/change-log';
import { requestOf } from '../../shared/domain/mail';
import { isOpen, type Association } from '../../shared/domain/association';
import type { AuditEntry } from '../../shared/domain/changes';
import { endedAt } from '../../shared/domain/endings';
import { secondsUntil } from '../../shared/domain/time';
import { keyOf } from '../../shared/domain/ids';
import type { Facts } from './events';
import { logEvent, logFault, type LogContext } from './log';

/** Under the invocation that carries the changes out. */
export function changeLog(context: LogContext): ChangeLog {
  return {
    recorded({ associations }) {
      for (const { after, entries } of associations) {
        for (const { transition, by, at } of entries) {
          const times = timesOf(after, { transition, by, at });
          logEvent(context, 'changeRecorded', { transition, by: by.kind, ...times }, keyOf(after));
        }
      }
    },
    failed(doing, error, about) {
      logFault(context, error, doing, about);
    },
  };
}

function timesOf(
  after: Association,
  { transition, by, at }: Pick<AuditEntry, 'transition' | 'by' | 'at'>,
): Pick<Facts<'changeRecorded'>, 'hoursToAnswer' | 'secondsLate'> {
  const askedAt = requestOf(after)?.requestedAt;
  if ((transition === 'approve' || transition === 'decline') && askedAt !== undefined) {
    return { hoursToAnswer: Number((secondsUntil(at, askedAt) / 3600).toFixed(2)) };
  }
  const dueAt = by.kind === 'system' && !isOpen(after) ? endedAt(after) : undefined;
  return dueAt === undefined ? {} : { secondsLate: secondsUntil(at, dueAt) };
}
