// What a line of the benchmark is, and the sizes it runs at.
import type { Row } from './table';
import type { Blocks } from './statistics';

export interface Sizes {
  readonly blocks: Blocks;
  /** Rows of a page and of the system, smallest first. */
  readonly growth: readonly number[];
  readonly exportedRows: number;
  readonly deadlines: number;
  readonly lives: number;
  readonly livesRounds: number;
  readonly loadSeconds: number;
}

export const full: Sizes = {
  blocks: { rounds: 24, calls: 10, dropped: 4 },
  growth: [100, 10_000, 100_000],
  exportedRows: 10_000,
  deadlines: 10_000,
  lives: 10_000,
  livesRounds: 3,
  loadSeconds: 300,
};
export const quick: Sizes = {
  blocks: { rounds: 6, calls: 5, dropped: 2 },
  growth: [100, 1000, 5000],
  exportedRows: 1000,
  deadlines: 200,
  lives: 200,
  livesRounds: 1,
  loadSeconds: 15,
};

export type Line = (sizes: Sizes) => Promise<Row[]>;
