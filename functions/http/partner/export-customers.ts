// A tab of the Customers page as CSV, for a spreadsheet: no cell can be taken for a formula. It is written while it is read.
import * as z from 'zod';
import { tabs } from '../../../shared/domain/customers-tab';
import { allOfTab, type TabRow } from '../../../shared/lists/read-tab';
import { contains } from '../../../shared/lists/search-tab';
import { none, partnerOperation } from '../operation';
import { rowAnswer, type RowAnswer } from './representations';
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
    const page = { partner: caller.partner, engagement, now: deps.clock() };
    const rows = allOfTab(deps.pages, page, query.tab);
    // What is wrong before the first row is an error of its own; what breaks off later can only break off the answer.
    const first = await rows.next();
    const lines = csvOf(first, rows, query);
    return {
      status: 200,
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${engagement.id}-${query.tab}.csv"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
      body: lines,
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

const rowsPerChunk = 250;

/** UTF-8, a few hundred lines at a time. */
async function* csvOf(
  first: IteratorResult<TabRow>,
  rest: AsyncGenerator<TabRow>,
  { tab, search }: { tab: RowAnswer['tab']; search: string },
): AsyncGenerator<Buffer> {
  const isWanted = contains(search);
  let lines = [`\uFEFF${line(columns.map(({ title }) => title))}`];
  for (let next = first; next.done !== true; next = await rest.next()) {
    if (!isWanted(next.value)) continue;
    const row = rowAnswer(next.value, tab);
    lines.push(line(columns.map(({ of }) => of(row) ?? '')));
    if (lines.length < rowsPerChunk) continue;
    yield Buffer.from(lines.join(''));
    lines = [];
  }
  yield Buffer.from(lines.join(''));
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** Quoted; a text that a spreadsheet would take for a formula gets an apostrophe first. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
