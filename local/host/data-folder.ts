// The host's data folder: files are replaced atomically, and one host at a time holds the folder.
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function writeAtomically(path: string, text: string): void {
  writeFileSync(`${path}.tmp`, text);
  renameSync(`${path}.tmp`, path);
}

/** The file's text, or undefined when there is no such file; any other failure is thrown. */
export function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The parsed value, or undefined for text that is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Takes the folder for this process; throws when a living host has it. Returns the release. */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'host.lock');
  const release = (): void => {
    rmSync(path, { force: true });
  };
  const holder = readIfPresent(path);
  const pid = Number.parseInt(holder ?? '');
  if (pid > 0 && holder === identityOf(pid)) {
    const advice = 'Stop it, or give this one a folder of its own.';
    throw new Error(`Another host (process ${pid}) is using ${folder}. ${advice}`);
  }
  release(); // left behind by kill -9
  writeFileSync(path, identityOf(process.pid) ?? '', { flag: 'wx' });
  return release;
}

/** A living process by its number and, where the system tells, its start: another may come to bear the number. */
function identityOf(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined;
  }
  const stat = process.platform === 'linux' ? readIfPresent(`/proc/${pid}/stat`) : undefined;
  return `${pid} ${stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''}`;
}
