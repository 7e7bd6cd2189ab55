// A partner's step on the association that a row shows: decide, record, let pages and orchestration follow.
import type { HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import type { Step } from '../../shared/domain/commands';
import { latestOf } from '../../shared/domain/customer';
import type { CustomerId, EngagementId } from '../../shared/domain/ids';
import { execute } from '../../shared/store/execute';
import { follow } from '../workflow/follow';
import type { EventName } from '../workflow/names';
import type { Caller } from './access';
import { json } from './json';
import type { Call } from './operation';
import { etagOf, problem, problemOf } from './problem';
import { associationAnswer, associationSchema } from './representations';
import { Rejected } from './request';

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
  const seen = seenBy(request.headers.get('if-match'));
  const command = { ...step, key, seen, request: caller.requestId };
  const executed = await execute(deps.customers, row.customerId, command);
  if (!executed.ok) return problemOf(executed.refusal, step.at);
  const association = latestOf(executed.loaded.customer, partnerId, row.engagementId);
  if (association === undefined)
    throw new Error('the association that was just written is missing');
  await follow(deps, driver, context, executed, event, [association]);
  return json(200, { association: associationAnswer(association) }, { etag: etagOf(association) });
}

function seenBy(ifMatch: string | null): { attempt: number; version: number } | undefined {
  if (ifMatch === null || ifMatch === '*') return undefined;
  const [, attempt, version] = /^"(\d{1,4})-(\d{1,6})"$/.exec(ifMatch.trim()) ?? [];
  if (attempt === undefined || version === undefined) {
    throw new Rejected(problem(412, 'stale', 'The If-Match header is not the ETag of a row.'));
  }
  return { attempt: Number(attempt), version: Number(version) };
}
