// A tab of the Customers page as CSV, for a spreadsheet: no cell can be taken for a formula.
import * as z from 'zod';
import { tabs } from '../../../shared/domain/customers-tab';
import { none, partnerOperation } from '../operation';
import { allRows } from './page-rows';
import type { RowAnswer } from './representations';
import { engagementWithPage, pageParams } from './shown-page';

export const exportCustomers = partnerOperation(
  {
    name: 'exportCustomers',
    method: 'GET',
    route: 'api/engagements/{engagementId}/customers/export',
    summary: 'All rows of a tab as CSV (RFC 4180, UTF-8 with a byte order mark).',
    params: pageParams,
    query: z.strictObject({
      tab: z.enum(tabs).default('eligible'),
      search: z.string().trim().max(100).default(''),
    }),
    body: none.body,
    answers: { 200: { description: 'The rows, by name.', contentType: 'text/csv' } },
  },
  async ({ deps, caller, params, query }) => {
    const engagement = await engagementWithPage(deps, params.engagementId);
    const rows = await allRows(deps, caller.partner, engagement, query.search);
    const lines = [columns.map(({ title }) => title)];
    for (const row of rows.filter(({ tab }) => tab === query.tab)) {
      lines.push(columns.map(({ of }) => of(row) ?? ''));
    }
    return {
      status: 200,
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${engagement.id}-${query.tab}.csv"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
      body: `\uFEFF${lines.map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`,
    };
  },
);

const columns: readonly { title: string; of: (row: RowAnswer) => string | undefined }[] = [
  { title: 'Customer', of: ({ customer }) => customer.name },
  { title: 'Domain', of: ({ customer }) => customer.domain },
  { title: 'Tenant ID', of: ({ customer }) => customer.tenantId },
  { title: 'TPID', of: ({ customer }) => customer.tpid },
  { title: 'Type', of: ({ type }) => type ?? '–' },
  { title: 'Status', of: ({ status }) => status.text },
  { title: 'Deadline', of: ({ status }) => status.deadline },
  { title: 'Reasons', of: ({ reasons }) => reasons.map(({ text }) => text).join(' ') },
  { title: 'Location', of: ({ association }) => association?.locationId },
  { title: 'Added or claimed', of: ({ association }) => association?.addedAt },
];

/** Quoted; a text that a spreadsheet would take for a formula gets an apostrophe first. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
