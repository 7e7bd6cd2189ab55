// The orchestration of the first release. Nothing starts it any more and nothing here may change: it is registered until
// none of its instances is live. It forgets the waits that lost, so an event that comes while the activity runs can go to
// one of them and wake nobody until the hop ends or the reconciliation looks; association-lifecycle-orchestration.ts
// follows it.
import * as df from 'durable-functions';
import type { OrchestrationContext, OrchestrationHandler, Task } from 'durable-functions';
import { events, type EventName } from '../../shared/changes/driver';
import type { AssociationKey } from '../../shared/domain/ids';
import type { Standing } from './advance-association';
import { nextHop } from './hop';
import { activityName } from './names';

/** Storage that is down for an hour is waited for; then the instance fails and the reconciliation starts it again. */
const retry = new df.RetryOptions(5_000, 10);
retry.backoffCoefficient = 3;
retry.maxRetryIntervalInMilliseconds = 15 * 60 * 1000;

export const associationLifecycleV1: OrchestrationHandler = function* (context) {
  let standing = yield* advance(context);
  while (standing.phase === 'awaitingConsent') {
    yield* change(context, standing, events.consentAnswered);
    standing = yield* advance(context);
  }
  while (standing.phase === 'awaitingDelivery') {
    yield* change(context, standing, events.workshopClaimSubmitted);
    standing = yield* advance(context);
  }
  while (standing.phase === 'closing') {
    yield* change(context, standing, events.associationChanged);
    standing = yield* advance(context);
  }
  return standing.status;
};

/** Does what is due and tells how the record stands. */
function* advance(context: OrchestrationContext): Generator<Task, Standing, Standing> {
  const key: AssociationKey = context.df.getInput();
  return yield context.df.callActivityWithRetry(activityName, retry, key);
}

/** Until the phase's event, a general wake-up, or the end of the hop; every wait is a fresh one. */
function* change(
  context: OrchestrationContext,
  { wakeAt }: Standing,
  event: EventName,
): Generator<Task, void> {
  const timer = context.df.createTimer(nextHop(context.df.currentUtcDateTime, wakeAt));
  const names = new Set([event, events.associationChanged]);
  const waits = [...names].map((name) => context.df.waitForExternalEvent(name));
  yield context.df.Task.any([...waits, timer]);
  if (!timer.isCompleted) timer.cancel();
}
