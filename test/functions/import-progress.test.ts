// What `npm run import` tells while it works: a bar for who watches, a few lines for a log.
import { progressOn } from '../../functions/import-progress';

type Shown = Parameters<ReturnType<typeof progressOn>>[0];

function written(isTTY: boolean | undefined, statuses: readonly Partial<Shown>[]): string[] {
  const all: string[] = [];
  const write = (text: string) => all.push(text);
  const show = progressOn(isTTY === undefined ? { write } : { isTTY, write });
  for (const status of statuses) {
    show({ state: 'running', step: 'records', done: 0, total: 2000, ...status });
  }
  return all;
}

it('moves a bar in its line, and ends the line with the import', () => {
  const [half, end] = written(true, [{ done: 1000 }, { done: 2000, state: 'done' }]);

  expect(half).toBe(`\r\u001b[K${'█'.repeat(15)}${'░'.repeat(15)} records: 1,000 of 2,000`);
  expect(end).toBe(`\r\u001b[K${'█'.repeat(30)} records: 2,000 of 2,000\n`);
});

it('writes a line for each tenth and each step where nobody watches', () => {
  const done = Array.from({ length: 21 }, (_, n) => ({ done: n * 100 }));

  const lines = written(undefined, [...done, { step: 'pages', done: 3, total: 4 }]);

  expect(lines).toHaveLength(12);
  expect(lines.slice(-2)).toEqual(['records: 2,000 of 2,000\n', 'pages: 3 of 4\n']);
});

it('is full for a file of nothing', () => {
  expect(written(true, [{ total: 0, state: 'done' }])).toEqual([
    `\r\u001b[K${'█'.repeat(30)} records: 0 of 0\n`,
  ]);
});
