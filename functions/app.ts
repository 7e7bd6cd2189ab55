// The map of the app: every route, orchestration, activity, timer and event, with its auth level.
import { app, type HttpHandler, type InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { WrongSettings } from '../shared/config';
import type { Dependencies } from './dependencies';
import { caught } from './http/caught';
import { errorsTold } from './http/errors-told';
import { giveUpLostRequests } from './lost-requests';
import { httpFunctions } from './operations';
import { advanceAssociation } from './workflow/advance-association';
import { associationLifecycle } from './workflow/association-lifecycle-orchestration';
import { associationLifecycleV1 } from './workflow/association-lifecycle-v1-orchestration';
import { recordDeliveryReport } from './workflow/delivery-report';
import { createDriver } from './workflow/driver';
import {
  activityName,
  drainedOrchestrationName,
  importActivityName,
  importOrchestrationName,
  orchestrationName,
} from './workflow/names';
import { reconcile } from './workflow/reconcile';
import { referenceDataImport } from './workflow/reference-data-import-orchestration';
import { sweepOldRows } from './workflow/sweep-old-rows';
import { takeImportSteps } from './workflow/take-import-steps';

/**
 * Without any function the host would answer 404 to everything. So with wrong settings in the place of dependencies all
 * are registered but the durable ones: requests are answered with 503; the timers fail into the log, and delivery
 * reports, so that Event Grid brings them again. Work for orchestrations waits in its queues, where nothing takes it.
 */
export function register(deps: Dependencies | WrongSettings): void {
  const isOutOfOrder = deps instanceof WrongSettings;
  const driverOf = (context: InvocationContext) => createDriver(() => df.getClient(context));
  const durableClient = [df.input.durableClient()];

  // Without it the host hands no body on that comes without a content-length, as .NET's JsonContent and many proxies send it.
  app.setup({ enableHttpStream: true });
  // `anonymous` to the host: partners prove themselves with a bearer token, customers with their link (http/caller.ts).
  for (const { name, methods, route, handler, outOfOrder } of httpFunctions) {
    app.http(name, {
      methods,
      route,
      authLevel: 'anonymous',
      extraInputs: durableClient,
      handler: errorsTold(answering(isOutOfOrder ? outOfOrder(deps) : handler({ deps, driverOf }))),
    });
  }

  app.timer('reconcile', {
    schedule: '0 */5 * * * *',
    extraInputs: durableClient,
    handler: isOutOfOrder ? failWith(deps) : reconcile(deps, driverOf),
  });
  app.timer('sweepOldRows', {
    schedule: '0 30 3 * * *',
    handler: isOutOfOrder ? failWith(deps) : sweepOldRows(deps),
  });
  app.eventGrid('recordDeliveryReport', {
    handler: isOutOfOrder ? failWith(deps) : recordDeliveryReport(deps),
  });

  if (!isOutOfOrder) {
    df.app.orchestration(orchestrationName, associationLifecycle);
    df.app.orchestration(drainedOrchestrationName, associationLifecycleV1);
    df.app.activity(activityName, { handler: advanceAssociation(deps) });
    df.app.orchestration(importOrchestrationName, referenceDataImport);
    df.app.activity(importActivityName, { handler: takeImportSteps(deps) });
  }
  giveUpLostRequests();
}

/** With streaming nobody answers a request whose handler throws: the client would wait for minutes. */
function answering(handler: HttpHandler): HttpHandler {
  return (request, context) => caught(context, async () => handler(request, context));
}

function failWith(error: WrongSettings): () => never {
  return () => {
    throw error;
  };
}
