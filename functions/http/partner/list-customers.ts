// The Customers page of an engagement, one tab at a time (R3–R8).
import * as z from 'zod';
import { tabs } from '../../../shared/domain/customers-tab';
import { orders, readTab } from '../../../shared/lists/read-tab';
import { searchTab } from '../../../shared/lists/search-tab';
import { json } from '../json';
import { none, partnerOperation } from '../operation';
import { continuationToken, positionIn, tokenAfter } from './continuation-token';
import { rowAnswer, rowSchema } from './representations';
import { engagementWithPage, pageParams } from './shown-page';

export const listCustomers = partnerOperation(
  {
    name: 'listCustomers',
    method: 'GET',
    route: 'api/engagements/{engagementId}/customers',
    summary: 'The Customers page: the rows of a tab, and how many each tab holds.',
    params: pageParams,
    query: z.strictObject({
      tab: z.enum(tabs).default('eligible'),
      /** `deadline`: open associations by their deadline, then the others by name. */
      sort: z.enum(orders).default('name'),
      search: z.string().trim().max(100).default(''),
      pageSize: z.coerce.number().int().min(1).max(100).default(50),
      continuationToken: continuationToken.optional(),
    }),
    body: none.body,
    answers: {
      200: {
        description: 'One page of rows.',
        schema: z.object({
          tab: z.enum(tabs),
          counts: z.object({ eligible: z.int(), ineligible: z.int(), complete: z.int() }),
          rows: z.array(rowSchema),
          continuationToken: z.string().optional(),
          /** After an import the page is being written anew: so many of the known customers are done. */
          updating: z.object({ done: z.int(), total: z.int().optional() }).optional(),
          /** More deadlines have passed at once than a page puts right: the counts are of a moment ago. */
          isBehind: z.literal(true).optional(),
          /** On a large page a search finds the beginnings of names, domains and IDs, and at most 100. */
          searched: z.enum(['everything', 'beginnings']).optional(),
        }),
      },
    },
  },
  async ({ deps, caller, params, query }) => {
    const engagement = await engagementWithPage(deps, params.engagementId);
    const page = { partner: caller.partner, engagement, now: deps.clock() };
    const { tab, sort: order, search } = query;
    const list = [engagement.id, tab, order, search];
    const from = positionIn(list, query.continuationToken);
    const asked = { tab, order, from, size: query.pageSize };
    const found =
      search === ''
        ? await readTab(deps.pages, page, asked)
        : await searchTab(deps.pages, page, { ...asked, search });
    const { counts, rows, next, rewriting } = found;
    return json(200, {
      tab,
      counts,
      rows: rows.map((row) => rowAnswer(row, tab)),
      continuationToken: next && tokenAfter(list, next),
      updating: rewriting,
      isBehind: found.isBehind ? true : undefined,
      searched: 'searched' in found ? found.searched : undefined,
    });
  },
);
