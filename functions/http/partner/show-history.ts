// The audit trail of a pair, over all attempts: who, when, what, from which state to which.
import * as z from 'zod';
import { instant } from '../../../shared/domain/time';
import { json } from '../json';
import { none, partnerOperation } from '../operation';
import { problemOf } from '../problem';
import { engagementWithPage, rowParams } from './shown-page';

export const showHistory = partnerOperation(
  {
    name: 'showHistory',
    method: 'GET',
    route: 'api/engagements/{engagementId}/customers/{customerId}/history',
    summary: 'What has happened with the customer in this engagement, oldest first.',
    params: rowParams,
    query: none.query,
    body: none.body,
    answers: {
      200: {
        description: 'The audit trail.',
        schema: z.object({
          entries: z.array(
            z.object({
              at: instant,
              by: z.string(),
              what: z.string(),
              from: z.string().optional(),
              to: z.string(),
              attempt: z.int(),
              version: z.int(),
            }),
          ),
        }),
      },
    },
  },
  async ({ deps, caller, params }) => {
    const { id } = await engagementWithPage(deps, params.engagementId);
    const key = { ...params, engagementId: id, partnerId: caller.partner.id };
    const records = await deps.customers.history(key);
    if (records.length === 0) return problemOf({ code: 'not-found' }, deps.clock());
    const entries = records.map(({ at, by, transition, from, to, version, key: { attempt } }) => ({
      at,
      by: by.kind === 'system' ? 'the system' : by.name,
      what: transition,
      from,
      to,
      attempt,
      version,
    }));
    return json(200, { entries });
  },
);
