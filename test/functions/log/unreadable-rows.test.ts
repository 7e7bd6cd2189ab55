// Rows that can't be read, as the operators are told of them: once, under the invocation that ends next, without a name.
import { createUnreadableRows } from '../../../functions/log/unreadable-rows';
import { sha256 } from '../../../shared/store/keys';
import { readLine, type LogLine } from '../../support/log-lines';

let lines: LogLine[];
beforeEach(() => {
  lines = [];
});
const write = (line: string) => lines.push(readLine(line));
const invocation = (invocationId: string) => ({
  functionName: 'listCustomers',
  invocationId,
  info: write,
  warn: write,
  error: write,
});
const row = (rowKey: string) => ({ partitionKey: 'partner', rowKey });
const why = new SyntaxError('Unexpected token in "Fabrikam"');

it('are told at the end of the invocation, by their hash', () => {
  const rows = createUnreadableRows();
  rows.met('partner', row('fabrikam'), why);
  rows.tell(invocation('a'));

  expect(lines).toMatchObject([
    {
      event: 'rowUnreadable',
      operation: 'listCustomers',
      invocation: 'a',
      kind: 'partner',
      row: sha256('partner/fabrikam'),
      fault: { name: 'SyntaxError' },
    },
  ]);
  expect(JSON.stringify(lines)).not.toMatch(/fabrikam/i);
});

it('are told once, however often they are met', () => {
  const rows = createUnreadableRows();
  for (const id of ['a', 'b']) {
    rows.met('partner', row('fabrikam'), why);
    rows.met('partner', row('contoso'), why);
    rows.met('partner', row('fabrikam'), why);
    rows.tell(invocation(id));
  }

  expect(lines.map((line) => line['invocation'])).toEqual(['a', 'a']);
});

it('are told anew after a thousand others: no more are remembered', () => {
  const rows = createUnreadableRows();
  for (let n = 0; n <= 1000; n += 1) rows.met('partner', row(String(n)), why);
  rows.met('partner', row('0'), why);
  rows.met('partner', row('1000'), why);
  rows.tell(invocation('a'));

  expect(lines).toHaveLength(1002);
});
