// An import as a story: step after step until it is over. What fails is tried again for some minutes, and then given up on
// record: the same file posted again goes on from there.
import * as df from 'durable-functions';
import type { OrchestrationContext, OrchestrationHandler, Task } from 'durable-functions';
import type { ImportRun } from '../../shared/store/import-rows';
import { importActivityName } from './names';
import type { ImportStanding, ImportSteps } from './take-import-steps';

const retry = new df.RetryOptions(5_000, 5);
retry.backoffCoefficient = 3;

export const referenceDataImport: OrchestrationHandler = function* (context) {
  let standing = yield* takeSteps(context);
  while (standing.state === 'running') standing = yield* takeSteps(context);
  return standing.state;
};

function* takeSteps(
  context: OrchestrationContext,
): Generator<Task, ImportStanding, ImportStanding> {
  const run: ImportRun = context.df.getInput();
  const call = (input: ImportSteps) =>
    context.df.callActivityWithRetry(importActivityName, retry, input);
  try {
    return yield call(run);
  } catch {
    return yield call({ ...run, isLastTry: true });
  }
}
