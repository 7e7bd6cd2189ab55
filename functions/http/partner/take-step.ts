// A partner's step on the association that a row shows: decide, record, let pages and orchestration follow.
import type { HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import type { Step } from '../../../shared/domain/commands';
import { latestOf } from '../../../shared/domain/customer';
import type { CustomerId, EngagementId } from '../../../shared/domain/ids';
import { execute } from '../../../shared/store/execute';
import { follow } from '../../workflow/follow';
import type { EventName } from '../../workflow/names';
import type { Caller } from '../access';
import { seenIn } from '../if-match';
import { json } from '../json';
import type { Call } from '../operation';
import { etagOf, problemOf } from '../problem';
import { associationAnswer, associationSchema } from './representations';

export const stepAnswer = z.object({ association: associationSchema });

/** 200 with the association as it is now; a refusal as its problem. `If-Match` guards against a row that has changed. */
export async function takeStep(
  { deps, driver, context, request, caller }: Call & { caller: Caller },
  row: { engagementId: EngagementId; customerId: CustomerId },
  step: Step,
  event: EventName,
): Promise<HttpResponseInit> {
  const partnerId = caller.partner.id;
  const key = { ...row, partnerId };
  const seen = seenIn(request.headers.get('if-match'));
  const command = { ...step, key, seen, request: caller.requestId };
  const executed = await execute(deps.customers, row.customerId, command);
  if (!executed.ok) return problemOf(executed.refusal, step.at);
  const association = latestOf(executed.loaded.customer, partnerId, row.engagementId);
  if (association === undefined)
    throw new Error('the association that was just written is missing');
  await follow(deps, driver, context, executed, event, [association]);
  return json(200, { association: associationAnswer(association) }, { etag: etagOf(association) });
}
