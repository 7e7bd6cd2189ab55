// So many at a time: enough to be quick, few enough that each write is answered in time.
const concurrency = 8;

/** Does the work on each item; the first failure is thrown. */
export async function inParallel<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values(); // one for all: each takes the next
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}
