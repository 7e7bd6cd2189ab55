// The host's data folder: files are replaced atomically (tmp + rename), and one host at a time holds the
// folder. A lock left behind by kill -9 is recognised: its process is gone, or began at another time.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export function writeAtomically(path: string, text: string): void {
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
}

/** The file's text, or undefined when there is no such file; any other failure is thrown. */
export function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

export function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

const owner = z.object({ pid: z.number().int(), began: z.string().nullable() });

/** Takes the folder for this process; throws when a living host has it. Returns the release. */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'host.lock');
  const mine = JSON.stringify({ pid: process.pid, began: beginning(process.pid) });
  const take = (): boolean => {
    try {
      writeFileSync(path, mine, { flag: 'wx' });
      return true;
    } catch (error) {
      if (isErrno(error, 'EEXIST')) return false;
      throw error;
    }
  };
  if (!take()) {
    const pid = livingOwner(path);
    if (pid !== undefined) {
      throw new Error(
        `Another host (process ${pid}) is using ${folder}. Stop it, or give this one a folder of its own.`,
      );
    }
    rmSync(path, { force: true });
    if (!take()) throw new Error(`Another host took ${folder} at this moment. Try again.`);
  }
  return () => {
    rmSync(path, { force: true });
  };
}

function livingOwner(path: string): number | undefined {
  const text = readIfPresent(path);
  if (text === undefined) return undefined;
  const lock = owner.safeParse(parseJson(text));
  if (!lock.success) return undefined; // cut off while it was written: its host never ran
  const { pid, began } = lock.data;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (isErrno(error, 'ESRCH')) return undefined;
    if (!isErrno(error, 'EPERM')) throw error;
  }
  return began === beginning(pid) ? pid : undefined;
}

/** When a process began, in the system's own ticks; null where /proc is missing (then the pid alone decides). */
function beginning(pid: number): string | null {
  const stat = process.platform === 'linux' ? readIfPresent(`/proc/${pid}/stat`) : undefined;
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

/** The parsed value, or undefined for text that is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
