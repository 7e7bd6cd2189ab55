// The Customers page of an engagement, one tab at a time (R3–R8).
import * as z from 'zod';
import { tabs } from '../../../shared/domain/customers-tab';
import { json } from '../json';
import { none, partnerOperation } from '../operation';
import { readTab } from './page-rows';
import { rowSchema } from './representations';
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
      search: z.string().trim().max(100).optional(),
      pageSize: z.coerce.number().int().min(1).max(100).default(50),
      continuationToken: z.string().max(2000).optional(),
    }),
    body: none.body,
    answers: {
      200: {
        description: 'One page of rows, by name.',
        schema: z.object({
          tab: z.enum(tabs),
          counts: z.object({ eligible: z.int(), ineligible: z.int(), complete: z.int() }),
          rows: z.array(rowSchema),
          continuationToken: z.string().optional(),
        }),
      },
    },
  },
  async ({ deps, caller, params, query }) => {
    const engagement = await engagementWithPage(deps, params.engagementId);
    return json(200, await readTab(deps, caller.partner, engagement, query));
  },
);
