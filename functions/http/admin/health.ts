// For load balancers, deployments and alerts: does the process answer, and could it do its work now. The public learns
// nothing beyond yes or no; what is missing stands in the log.
import * as z from 'zod';
import { logEvent } from '../../log/log';
import { faultOf } from '../../log/fault';
import { json } from '../json';
import { none, publicOperation, type Operation } from '../operation';
import { outOfOrderProblem, problem, problemSchema } from '../problem';

const healthy = z.object({ status: z.enum(['live', 'ready']) });

export const showLiveness = publicOperation(
  {
    name: 'showLiveness',
    route: 'api/health/live',
    summary: 'Whether the app answers.',
    params: none.params,
    answers: { 200: { description: 'It does.', schema: healthy } },
  },
  () => Promise.resolve(json(200, { status: 'live' })),
);

const readiness = publicOperation(
  {
    name: 'showReadiness',
    route: 'api/health/ready',
    summary: 'Whether the tables, the mail service and the key set answer; known for 10 seconds.',
    params: none.params,
    answers: {
      200: { description: 'They do.', schema: healthy },
      503: {
        description: 'Not all of them do.',
        schema: problemSchema,
        contentType: 'application/problem+json',
      },
    },
  },
  async ({ deps, context }) => {
    const failures = await deps.readiness();
    for (const { name: service, cause } of failures) {
      logEvent(context, 'notReady', { service, fault: faultOf(cause) });
    }
    if (failures.length === 0) return json(200, { status: 'ready' });
    const title = 'A service behind this one does not answer.';
    return problem(503, 'not-ready', title, {}, { 'retry-after': '10' });
  },
);

/** With wrong settings it tells the log which ones, each time it is asked. */
export const showReadiness: Operation = {
  ...readiness,
  outOfOrder: (why) => (_, context) => {
    logEvent(context, 'notReady', { service: 'the settings', fault: faultOf(why) });
    return outOfOrderProblem();
  },
};
