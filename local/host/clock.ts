// The one clock of the process: real time plus an offset that is kept in <folder>/clock.json. It never goes
// back; while an advance is under way it stands still at the instant that is being worked through.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson, readIfPresent, writeAtomically } from './data-folder';

const stored = z.object({ offsetMs: z.number() });

let file: string | undefined;
let offsetMs = 0;
let heldAt: number | undefined;
let latest = 0;

function keep(offset: number): void {
  if (file !== undefined) writeAtomically(file, JSON.stringify({ offsetMs: offset }));
  offsetMs = offset;
}

export const hostClock = {
  /** Loads the offset of this folder, and keeps it there from now on. */
  open(folder: string): void {
    mkdirSync(folder, { recursive: true });
    file = join(folder, 'clock.json');
    const text = readIfPresent(file);
    offsetMs = text === undefined ? 0 : stored.parse(parseJson(text)).offsetMs;
  },
  now(): Date {
    return new Date(hostClock.time());
  },
  /** Milliseconds since 1970. */
  time(): number {
    latest = Math.max(latest, heldAt ?? Date.now() + offsetMs);
    return latest;
  },
  /** Moves forward to the instant and stands there; an earlier instant holds the clock where it is. */
  holdAt(instant: number): void {
    heldAt = Math.max(instant, hostClock.time());
  },
  /** Keeps the instant it stands at, before anything is written that may bear it. */
  keep(): void {
    keep(hostClock.time() - Date.now());
  },
  /** Not behind this instant, which something on disk already bears. */
  notBefore(instant: number): void {
    if (instant > hostClock.time()) keep(instant - Date.now());
  },
  /** Runs on from where it stands. */
  release(): void {
    if (heldAt === undefined) return;
    keep(heldAt - Date.now());
    heldAt = undefined;
  },
};
