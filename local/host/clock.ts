// The one clock of the process: real time plus an offset that is kept in <folder>/clock.json. It never goes back; while
// an advance is under way it stands still at the instant that is being worked through.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson, readIfPresent, writeAtomically } from './data-folder';

let file: string | undefined;
let offsetMs = 0;
let heldAt: number | undefined;
let latest = 0;

function runFrom(instant: number): void {
  offsetMs = instant - Date.now();
  if (file !== undefined) writeAtomically(file, JSON.stringify({ offsetMs }));
}

export const hostClock = {
  /** Loads the offset of this folder, and keeps it there from now on. */
  open(folder: string): void {
    mkdirSync(folder, { recursive: true });
    file = join(folder, 'clock.json');
    const kept = parseJson(readIfPresent(file) ?? '{}') as { offsetMs?: number };
    offsetMs = kept.offsetMs ?? 0;
  },
  now: (): Date => new Date(hostClock.time()),
  /** Milliseconds since 1970. */
  time(): number {
    latest = Math.max(latest, heldAt ?? Date.now() + offsetMs);
    return latest;
  },
  /** Moves forward to the instant and stands there; an earlier instant holds the clock where it is. */
  holdAt(instant: number): void {
    heldAt = Math.max(instant, hostClock.time());
  },
  /** Not behind this instant, which something on disk already bears. */
  notBefore(instant: number): void {
    if (instant > hostClock.time()) runFrom(instant);
  },
  /** Runs on from where it stands. */
  release(): void {
    if (heldAt !== undefined) runFrom(heldAt);
    heldAt = undefined;
  },
};
