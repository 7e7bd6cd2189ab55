// The life of one association as a story: wait for the consent, then for the workshop claim, then let the last mails go.
// The record decides when a phase is over; an event only wakes this up, so a lost one costs at most one hop. One that comes
// while the activity runs is not lost.
import * as df from 'durable-functions';
import type { OrchestrationContext, OrchestrationHandler, Task } from 'durable-functions';
import { events } from '../../shared/changes/driver';
import type { AssociationKey } from '../../shared/domain/ids';
import type { Standing } from './advance-association';
import { nextHop } from './hop';
import { activityName } from './names';

/** Storage that is down for an hour is waited for; then the instance fails and the reconciliation starts it again. */
const retry = new df.RetryOptions(5_000, 10);
retry.backoffCoefficient = 3;
retry.maxRetryIntervalInMilliseconds = 15 * 60 * 1000;

/**
 * Every wait that no event has come to. The SDK and the host give an event to the youngest wait of its name, also to one
 * whose `Task.any` is over: so none is forgotten. None is used twice either: each `Task.any` would enqueue it once more,
 * and what is left of it in the queue after its event would swallow the next ones.
 */
type OpenWaits = Set<Task>;

export const associationLifecycle: OrchestrationHandler = function* (context) {
  const waits: OpenWaits = new Set();
  const next = function* (last: Standing) {
    yield* change(context, waits, last);
    return yield* advance(context, waits);
  };
  let standing = yield* advance(context, waits);
  while (standing.phase === 'awaitingConsent') standing = yield* next(standing); // 30 days
  while (standing.phase === 'awaitingDelivery') standing = yield* next(standing); // 90 days
  while (standing.phase === 'closing') standing = yield* next(standing); // until the last mails are out
  return standing.status;
};

/** Does what is due and tells how the record stands; once more when an event came meanwhile. */
function* advance(
  context: OrchestrationContext,
  waits: OpenWaits,
): Generator<Task, Standing, Standing> {
  const key: AssociationKey = context.df.getInput();
  let standing: Standing;
  do {
    standing = yield context.df.callActivityWithRetry(activityName, retry, key);
  } while (takeNews(waits));
  return standing;
}

/** Until an event or the end of the hop. In every phase for all events: they can overtake each other. */
function* change(
  context: OrchestrationContext,
  waits: OpenWaits,
  { wakeAt }: Standing,
): Generator<Task, void> {
  const timer = context.df.createTimer(nextHop(context.df.currentUtcDateTime, wakeAt));
  const fresh = Object.values(events).map((name) => context.df.waitForExternalEvent(name));
  for (const wait of fresh) waits.add(wait);
  yield context.df.Task.any([...fresh, timer]);
  if (!timer.isCompleted) timer.cancel();
  takeNews(waits);
}

/** Strikes off the waits that have got their event; tells whether there were any. */
function takeNews(waits: OpenWaits): boolean {
  const answered = [...waits].filter(({ isCompleted }) => isCompleted);
  for (const wait of answered) waits.delete(wait);
  return answered.length > 0;
}
