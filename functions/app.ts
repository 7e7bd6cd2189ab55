// The map of the app: every route, orchestration, activity, timer and event, with its auth level.
import { app, type InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import type { Dependencies } from './dependencies';
import { errorsTold } from './http/errors-told';
import { refuseShadowedRoutes } from './http/routes';
import { httpFunctions } from './operations';
import { advanceAssociation } from './workflow/advance-association';
import { associationLifecycle } from './workflow/association-lifecycle-orchestration';
import { associationLifecycleV1 } from './workflow/association-lifecycle-v1-orchestration';
import { recordDeliveryReport } from './workflow/delivery-report';
import { createDriver } from './workflow/driver';
import { activityName, drainedOrchestrationName, orchestrationName } from './workflow/names';
import { reconcile } from './workflow/reconcile';

export function register(deps: Dependencies): void {
  const driverOf = (context: InvocationContext) => createDriver(() => df.getClient(context));
  const durableClient = [df.input.durableClient()];

  refuseShadowedRoutes(httpFunctions);
  // `anonymous` to the host: partners prove themselves with a bearer token, customers with their link (http/caller.ts).
  for (const { name, methods, route, handler } of httpFunctions) {
    app.http(name, {
      methods,
      route,
      authLevel: 'anonymous',
      extraInputs: durableClient,
      handler: errorsTold(handler({ deps, driverOf })),
    });
  }

  df.app.orchestration(orchestrationName, associationLifecycle);
  df.app.orchestration(drainedOrchestrationName, associationLifecycleV1);
  df.app.activity(activityName, { handler: advanceAssociation(deps) });

  app.timer('reconcile', {
    schedule: '0 */5 * * * *',
    extraInputs: durableClient,
    handler: reconcile(deps, driverOf),
  });
  app.eventGrid('recordDeliveryReport', { handler: recordDeliveryReport(deps) });
}
