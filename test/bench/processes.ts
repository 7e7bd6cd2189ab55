// What a process has used so far, as Linux counts it; elsewhere nothing is known (NaN).
import { existsSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** User and system. */
export function cpuSeconds(pid: number): number {
  const stat = read(pid, 'stat');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11] ?? NaN) + Number(fields[12] ?? NaN)) / ticksPerSecond;
}

export function residentMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(read(pid, 'status'))?.[1] ?? NaN) / 1024;
}

function read(pid: number, file: 'stat' | 'status'): string {
  const path = `/proc/${pid}/${file}`;
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
