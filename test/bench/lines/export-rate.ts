// G4: the export of a page beside reading its rows from the table and doing nothing with them; and the app's memory meanwhile.
import { reader, workshop } from '../cast';
import type { Line } from '../lines';
import { residentMb } from '../processes';
import { createRaw } from '../raw';
import { fillPage } from '../seeding';
import { interleave, median } from '../statistics';
import { withWorld } from '../world';

const share = 0.6;
const growthMb = 32;
const lookEveryMs = 20;

export const exportRate: Line = ({ blocks, exportedRows: rows }) =>
  withWorld(async (world) => {
    const portal = world.portals.reader;
    await fillPage(world, { portal, workshop, first: 1, count: rows });
    const raw = await createRaw(world, reader);
    const contenders = {
      endpoint: () =>
        Promise.resolve(async () => {
          const { text } = await portal.export(workshop);
          const lines = text.trimEnd().split('\r\n').length - 1;
          if (lines !== rows) throw new Error(`${lines} rows were exported, not ${rows}`);
        }),
      raw: raw.rows(reader, workshop),
    };
    const times = await interleave(contenders, { ...blocks, calls: 1 });
    const rate = (ms: readonly number[]) => (rows / median(ms)) * 1000;

    const { pid } = world.app;
    const before = residentMb(pid);
    let peak = before;
    const looking = setInterval(() => {
      peak = Math.max(peak, residentMb(pid));
    }, lookEveryMs);
    for (let time = 0; time < blocks.rounds; time += 1) await portal.export(workshop);
    clearInterval(looking);

    const ratio = rate(times.endpoint) / rate(times.raw);
    const [own, its] = [rate(times.endpoint), rate(times.raw)].map((n) => Math.round(n));
    return [
      {
        goal: 'G4',
        what: `export ${rows.toLocaleString('en')} rows, over reading them`,
        measured: `${(ratio * 100).toFixed(0)} % (${own ?? NaN} / ${its ?? NaN} rows a second)`,
        target: `≥ ${share * 100} %`,
        isMet: ratio >= share,
      },
      {
        goal: 'G4',
        what: `memory of the app in ${blocks.rounds} exports, one after the other`,
        measured: `${before.toFixed(0)} MB before, ${peak.toFixed(0)} MB at most, ${residentMb(pid).toFixed(0)} MB after`,
        target: `flat: at most ${growthMb} MB more`,
        isMet: peak - before <= growthMb,
      },
    ];
  });
