// Times of contenders that are measured side by side in interleaved blocks, and what is said of them.

/** Gets one call ready, untimed; what it yields is timed. */
export type Contender = () => Promise<() => Promise<unknown>>;

export interface Blocks {
  readonly rounds: number;
  /** Calls of each contender in a round. */
  readonly calls: number;
  /** Rounds that only warm up. */
  readonly dropped: number;
}

/** Milliseconds of every call by contender. Whatever else the machine does meets all of them. */
export async function interleave<Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
  { rounds, calls, dropped }: Blocks,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(contenders) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    number[]
  >;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      for (let call = 0; call < calls; call += 1) {
        const run = await contenders[name]();
        const started = performance.now();
        await run();
        if (round >= dropped) times[name].push(performance.now() - started);
      }
    }
  }
  return times;
}

/** The smallest value that the share `q` of all does not exceed; NaN of none. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
