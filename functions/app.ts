// The map of the app: every route, orchestration, activity, timer and event, with its auth level.
import { app, type InvocationContext } from '@azure/functions';
import * as df from 'durable-functions';
import { WrongSettings } from '../shared/config';
import type { Dependencies } from './dependencies';
import { allMethods, fallback } from './http/fallback';
import { outOfOrderProblem } from './http/problem';
import { webPage } from './http/web-page';
import { operations } from './operations';
import { advanceAssociation } from './workflow/advance-association';
import { associationLifecycle } from './workflow/association-lifecycle-orchestration';
import { recordDeliveryReport } from './workflow/delivery-report';
import { createDriver } from './workflow/driver';
import { activityName, orchestrationName } from './workflow/names';
import { reconcile } from './workflow/reconcile';

/**
 * Without any function the host would answer 404 to everything. So with wrong settings in the place of dependencies all
 * are registered but the durable ones: requests are answered with 503; the timer fails into the log, and delivery
 * reports, so that Event Grid brings them again. Work for orchestrations waits in its queues, where nothing takes it.
 */
export function register(deps: Dependencies | WrongSettings): void {
  const isOutOfOrder = deps instanceof WrongSettings;
  const driverOf = (context: InvocationContext) => createDriver(df.getClient(context));
  const durableClient = [df.input.durableClient()];

  // `anonymous` to the host: partners prove themselves with a bearer token, customers with their link (http/caller.ts).
  for (const { name, methods, route, handler, outOfOrder } of operations) {
    app.http(name, {
      methods,
      route,
      authLevel: 'anonymous',
      extraInputs: durableClient,
      handler: isOutOfOrder ? outOfOrder : handler({ deps, driverOf }),
    });
  }
  const nothingThere = {
    methods: allMethods,
    authLevel: 'anonymous' as const,
    handler: fallback(operations),
  };
  app.http('otherApiPaths', { route: 'api/{*path}', ...nothingThere });
  app.http('otherConsentPaths', { route: 'consent/{*path}', ...nothingThere });

  app.http('showPortal', {
    methods: ['GET', 'HEAD'],
    route: 'portal/{*file}',
    authLevel: 'anonymous',
    handler: isOutOfOrder ? outOfOrderProblem : webPage(deps.config.portalSignIn),
  });

  app.timer('reconcile', {
    schedule: '0 */5 * * * *',
    extraInputs: durableClient,
    handler: isOutOfOrder ? failWith(deps) : reconcile(deps, driverOf),
  });
  app.eventGrid('recordDeliveryReport', {
    handler: isOutOfOrder ? failWith(deps) : recordDeliveryReport(deps),
  });

  if (isOutOfOrder) return;
  df.app.orchestration(orchestrationName, associationLifecycle);
  df.app.activity(activityName, { handler: advanceAssociation(deps) });
}

function failWith(error: WrongSettings): () => never {
  return () => {
    throw error;
  };
}
