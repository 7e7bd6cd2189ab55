// How far `npm run import` has come, on standard error: a bar that moves where somebody watches, else a line for each tenth.
import type { ImportStatus } from '../shared/store/import-rows';

type Shown = Pick<ImportStatus, 'state' | 'step' | 'done' | 'total'>;

/** Where it is written to: `process.stderr` is one. */
export interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

const width = 30;

export function progressOn(screen: Screen): (status: Shown) => void {
  let last = '';
  return ({ state, step, done, total }) => {
    const part = total === 0 ? 1 : done / total;
    const text = `${step}: ${done.toLocaleString('en')} of ${total.toLocaleString('en')}`;
    if (screen.isTTY === true) {
      const full = '█'.repeat(Math.round(part * width)).padEnd(width, '░');
      screen.write(`\r\u001b[K${full} ${text}${state === 'running' ? '' : '\n'}`);
      return;
    }
    const tenth = `${step} ${Math.floor(part * 10)}`;
    if (tenth !== last) screen.write(`${text}\n`);
    last = tenth;
  };
}
