import { interleave, median, quantile } from './statistics';

it('takes the value that the share of all does not exceed', () => {
  const values = [5, 1, 4, 2, 3, 6, 10, 9, 8, 7];

  expect(median(values)).toBe(5);
  expect(quantile(values, 0.99)).toBe(10);
  expect(quantile(values, 0)).toBe(1);
  expect(median([])).toBeNaN();
});

it('measures the contenders in turns, and drops the rounds that warm up', async () => {
  const order: string[] = [];
  const contender = (name: string) => () => {
    order.push(`ready ${name}`);
    return Promise.resolve(() => Promise.resolve(order.push(name)));
  };

  const times = await interleave(
    { a: contender('a'), b: contender('b') },
    { rounds: 3, calls: 2, dropped: 1 },
  );

  expect(times.a).toHaveLength(4);
  expect(times.b).toHaveLength(4);
  expect(order.slice(0, 8)).toEqual([
    ...['ready a', 'a', 'ready a', 'a'],
    ...['ready b', 'b', 'ready b', 'b'],
  ]);
});

it('leaves the time to get ready out', async () => {
  const slow = () =>
    new Promise<() => Promise<void>>((resolve) => {
      setTimeout(() => {
        resolve(() => Promise.resolve());
      }, 60);
    });

  const { it: times } = await interleave({ it: slow }, { rounds: 1, calls: 1, dropped: 0 });

  expect(times[0]).toBeLessThan(40);
});
