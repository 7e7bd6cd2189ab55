// When the reconciliation looks at an association again: soon after something is to be done for it, and otherwise once a day.
// The time of that day hangs on the association's name, so that what was added in one hour is not looked at in one.
import type { AssociationKey } from '../../shared/domain/ids';
import { addHours, addSeconds, toInstant, type Instant } from '../../shared/domain/time';
import { instanceIdOf, sha256 } from '../../shared/store/keys';

/** For the orchestration to do itself what is due. */
const graceSeconds = 60;
/** What was overdue and has been driven on is looked at again, until nothing is. */
const drivenOnHours = 1;
const dayMs = 24 * 60 * 60 * 1000;

/** `work`: when something is to be done; where that is over, it has been driven on. */
export function nextLook(key: AssociationKey, work: Instant, now: Instant): Instant {
  if (work <= now) return addHours(now, drivenOnHours);
  const afterwards = addSeconds(work, graceSeconds);
  const daily = dailyLook(key, now);
  return afterwards < daily ? afterwards : daily;
}

/** After so many looks in a row that failed: in ten minutes, then in twice as long each time, at most in a day. */
export function lookAfterFailures(failures: number, now: Instant): Instant {
  const minutes = Math.min(10 * 2 ** (failures - 1), 24 * 60);
  return addSeconds(now, minutes * 60);
}

/** The next of its daily looks after `now`. */
export function dailyLook(key: AssociationKey, now: Instant): Instant {
  const timeOfDay = Number.parseInt(sha256(instanceIdOf(key)).slice(0, 8), 16) % dayMs;
  const daysGone = Math.floor((Date.parse(now) - timeOfDay) / dayMs);
  return toInstant(new Date((daysGone + 1) * dayMs + timeOfDay));
}
