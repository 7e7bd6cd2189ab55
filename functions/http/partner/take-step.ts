// A partner's step on the association that a row shows: decide, record, let pages and orchestration follow.
import type { HttpResponseInit } from '@azure/functions';
import * as z from 'zod';
import { carryOut } from '../../../shared/changes/carry-out';
import type { Step } from '../../../shared/domain/commands';
import type { CustomerId, EngagementId } from '../../../shared/domain/ids';
import { changeLog } from '../../log/change-log';
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
): Promise<HttpResponseInit> {
  const key = { ...row, partnerId: caller.partner.id };
  const seen = seenIn(request.headers.get('if-match'));
  const command = { ...step, key, seen, request: caller.requestId };
  const done = await carryOut({ stores: deps, driver, log: changeLog(context), command });
  if (!done.ok) return problemOf(done.refusal, step.at);
  const [association] = done.associations;
  return json(200, { association: associationAnswer(association) }, { etag: etagOf(association) });
}
