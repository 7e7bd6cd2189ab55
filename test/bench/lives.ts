// What is told of many lives, whoever has lived them, and how fast they are done.

export interface Lives {
  readonly addsPerSecond: number;
  readonly answersPerSecond: number;
  /** How many ended in each state, counted from the store. */
  readonly states: Readonly<Record<string, number>>;
  /** Of every expiry, from when it was due until it was written, by the store's clock. */
  readonly lateMs: readonly number[];
  /** Of the process that does it, without its store. */
  readonly cpuSeconds: number;
}

const clients = 32;

/** Calls a second, by 32 clients at a time. */
export async function perSecond<T>(
  items: readonly T[],
  call: (item: T) => Promise<unknown>,
): Promise<number> {
  const queue = [...items];
  const started = performance.now();
  const client = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await call(item);
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (items.length / (performance.now() - started)) * 1000;
}
