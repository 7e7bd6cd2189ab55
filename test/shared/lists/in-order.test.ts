// Several sorted lists read as one, a few rows at a time.
import { inOrder, type Moved } from '../../../shared/lists/in-order';
import type { Listed } from '../../../shared/store/pages/page-reader';

const listed = (position: string): Listed => ({
  position,
  customerId: `c-${position}`,
  entry: undefined,
});
const nobody: Moved = { customerIds: new Set(), rows: [] };

function lists(content: Readonly<Record<string, readonly string[]>>) {
  const asked: string[] = [];
  const read = (list: string, after: string | undefined, most: number) => {
    asked.push(`${list}>${after ?? ''}`);
    const rows = (content[list] ?? []).filter((each) => after === undefined || each > after);
    return Promise.resolve(rows.slice(0, most).map(listed));
  };
  return { asked, read };
}

async function all(rows: AsyncIterable<Listed>, most = Infinity): Promise<string[]> {
  const found: string[] = [];
  for await (const { position } of rows) {
    if (found.length >= most) break;
    found.push(position);
  }
  return found;
}

describe('lists read as one', () => {
  const content = { n: ['a', 'd', 'e', 'h'], k: ['b', 'c', 'f', 'g', 'i'] };

  it.each([1, 2, 3, 100])('come in the order of their positions, %i at a time', async (most) => {
    const { read } = lists(content);
    const rows = inOrder(read, ['n', 'k'], undefined, most, Promise.resolve(nobody));
    expect(await all(rows)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']);
  });

  it('go on behind a position', async () => {
    const { read } = lists(content);
    expect(await all(inOrder(read, ['n', 'k'], 'd', 2, Promise.resolve(nobody)))).toEqual([
      'e',
      'f',
      'g',
      'h',
      'i',
    ]);
  });

  it('are asked once each for what is shown', async () => {
    const { asked, read } = lists(content);
    await all(inOrder(read, ['n', 'k'], undefined, 4, Promise.resolve(nobody)), 3);
    expect(asked).toEqual(['n>', 'k>']);
  });

  it('show what time has moved where it belongs, once', async () => {
    const { read } = lists(content);
    const moved = {
      customerIds: new Set(['c-e', 'c-c']),
      rows: [{ ...listed('bb'), customerId: 'c-e' }],
    };
    const rows = inOrder(read, ['n', 'k'], undefined, 2, Promise.resolve(moved));
    expect(await all(rows)).toEqual(['a', 'b', 'bb', 'd', 'f', 'g', 'h', 'i']);
  });

  it('show nothing moved that was shown before the position', async () => {
    const { read } = lists(content);
    const moved = { customerIds: new Set(['c-e']), rows: [{ ...listed('aa'), customerId: 'c-e' }] };
    const rows = inOrder(read, ['n', 'k'], 'd', 2, Promise.resolve(moved));
    expect(await all(rows)).toEqual(['f', 'g', 'h', 'i']);
  });
});
