// The one table in which a run ends, for the terminal and for docs/performance.md.

export interface Row {
  /** As `G1`. */
  readonly goal: string;
  readonly what: string;
  readonly measured: string;
  readonly target: string;
  /** Undefined where nothing was to be met. */
  readonly isMet?: boolean | undefined;
}

const titles = ['', 'what', 'measured', 'goal', 'met'];

function cells({ goal, what, measured, target, isMet }: Row): string[] {
  return [goal, what, measured, target, isMet === undefined ? '–' : isMet ? 'yes' : '**no**'];
}

export function asText(rows: readonly Row[]): string {
  const all = [titles, ...rows.map(cells)];
  const widths = titles.map((_, column) =>
    Math.max(...all.map((row) => (row[column] ?? '').length)),
  );
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function asMarkdown(rows: readonly Row[]): string {
  const line = (row: readonly string[]) => `| ${row.join(' | ')} |`;
  return [titles, titles.map(() => '---'), ...rows.map(cells)].map(line).join('\n');
}
