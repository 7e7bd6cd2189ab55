// `npm run bench`: all lines, or those named (`npm run bench -- G1 G5`); `--quick` takes small sizes, to see that it runs.
// A whole run at full size is written to docs/performance.md.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../local/sample';
import { full, quick, type Line } from './lines';
import { exportRate } from './lines/export-rate';
import { growth } from './lines/growth';
import { lateness } from './lines/lateness';
import { lives } from './lines/lives';
import { load } from './lines/load';
import { mixedLoad } from './lines/mixed-load';
import { money } from './lines/money';
import { overhead } from './lines/overhead';
import { replayCost } from './lines/replay-cost';
import { requests } from './lines/requests';
import { performancePage } from './performance-page';
import { asText, type Row } from './table';

const lines: Readonly<Record<string, Line>> = {
  G1: overhead,
  G2: requests,
  G3: growth,
  G4: exportRate,
  G5: replayCost,
  G6: load,
  G7: lateness,
  G8: lives,
  G9: money,
  G10: mixedLoad,
};

async function main(args: readonly string[]): Promise<void> {
  const isQuick = args.includes('--quick');
  const wanted = args.filter((arg) => arg !== '--quick');
  const unknown = wanted.filter((name) => !(name in lines));
  if (unknown.length > 0) {
    throw new Error(`There is no line ${unknown.join()}; there are ${Object.keys(lines).join()}.`);
  }
  const started = performance.now();
  const rows: Row[] = [];
  for (const [name, run] of Object.entries(lines)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`${new Date().toISOString().slice(11, 19)}  ${name} …`);
    rows.push(...(await run(isQuick ? quick : full)));
  }
  console.log(`\n${asText(rows)}`);
  if (isQuick || wanted.length > 0) return;
  const minutes = (performance.now() - started) / 60_000;
  const page = await performancePage(rows, minutes);
  writeFileSync(join(repository, 'docs', 'performance.md'), page);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
