// One row of the Customers page, with the ETag that the steps accept as If-Match.
import { json } from '../json';
import { none, partnerOperation } from '../operation';
import { rowSchema } from './representations';
import { engagementWithPage, rowOnPage, rowParams } from './shown-page';

export const showCustomer = partnerOperation(
  {
    name: 'showCustomer',
    method: 'GET',
    route: 'api/engagements/{engagementId}/customers/{customerId}',
    summary: 'One row of the Customers page.',
    params: rowParams,
    query: none.query,
    body: none.body,
    answers: { 200: { description: 'The row.', schema: rowSchema } },
  },
  async ({ deps, caller, params }) => {
    const engagement = await engagementWithPage(deps, params.engagementId);
    const row = await rowOnPage(deps, caller.partner, engagement, params.customerId);
    return json(200, row, row.etag === undefined ? {} : { etag: row.etag });
  },
);
