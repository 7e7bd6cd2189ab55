// What the partner has to do, over all engagements, the most urgent first.
import * as z from 'zod';
import { actionReasons } from '../../../shared/domain/needs-action';
import { engagementId } from '../../../shared/domain/ids';
import { daysLeft, instant } from '../../../shared/domain/time';
import { readNeedsAction } from '../../../shared/lists/read-needs-action';
import { shownRow } from '../../../shared/lists/shown-rows';
import { json } from '../json';
import { none, partnerOperation } from '../operation';
import { continuationToken, positionIn, tokenAfter } from './continuation-token';
import { customerSchema, rowAnswer, rowSchema } from './representations';

const list = ['needs-action'];

export const listNeedsAction = partnerOperation(
  {
    name: 'listNeedsAction',
    method: 'GET',
    route: 'api/needs-action',
    summary: 'Needs action: what is to be done over all engagements, by what is due first.',
    params: none.params,
    query: z.strictObject({
      pageSize: z.coerce.number().int().min(1).max(100).default(50),
      continuationToken: continuationToken.optional(),
    }),
    body: none.body,
    answers: {
      200: {
        description: 'One page of what is to be done.',
        schema: z.object({
          items: z.array(
            z.object({
              reason: z.enum(actionReasons),
              by: instant,
              daysLeft: z.int(),
              engagement: z.object({ id: engagementId, name: z.string() }),
              customer: customerSchema,
              /** The row of the Customers page; absent of a customer who is on it no more. */
              row: rowSchema.optional(),
            }),
          ),
          continuationToken: z.string().optional(),
        }),
      },
    },
  },
  async ({ deps, caller, query }) => {
    const now = deps.clock();
    const after = positionIn(list, query.continuationToken)?.after;
    const { partner } = caller;
    const [found, engagements] = await Promise.all([
      readNeedsAction(deps.pages, partner.id, now, { after, size: query.pageSize }),
      deps.reference.engagements(),
    ]);
    const items = found.rows.flatMap(({ entry, action }) => {
      const engagement = engagements.find(({ id }) => id === entry.pair.own?.engagementId);
      if (engagement === undefined) return [];
      const shown = shownRow(entry, { partner, engagement, now });
      const { id, name } = engagement;
      return {
        ...action,
        daysLeft: daysLeft(action.by, now),
        engagement: { id, name },
        customer: entry.customer,
        row: shown && rowAnswer(shown, shown.row.tab),
      };
    });
    const { next } = found;
    return json(200, {
      items,
      continuationToken: next && tokenAfter(list, { stretch: 0, after: next }),
    });
  },
);
