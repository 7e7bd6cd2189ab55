// Azurite's table service as a child process of its own. Over a folder it outlives a kill -9 of this
// process, since it writes to disk only every five seconds, and the next start adopts it.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { freePort } from './http-server';

export interface Azurite {
  connectionString: string;
  tablePort: number;
  pid: number;
  /** Found running over the folder, rather than started. */
  adopted: boolean;
  /** Resolves once all is on disk and the process is gone. */
  stop: () => Promise<void>;
}

interface Running {
  pid: number;
  tablePort: number;
}

const running = z.object({ pid: z.int().positive(), tablePort: z.int().positive() });
const binary = require.resolve('azurite/dist/src/table/main.js');
const startWithinMs = 30_000;
const stopWithinMs = 15_000;
// Every Azurite knows this account; its key is public.
const developmentKey =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/**
 * Resolves when the table service answers. Without a folder the data is in memory, and the process
 * goes when this one goes, however that ends. An Azurite found over the folder keeps its own port.
 */
export async function startAzurite(options: {
  folder?: string;
  tablePort: number;
}): Promise<Azurite> {
  const folder = options.folder === undefined ? undefined : resolve(options.folder);
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const found = folder === undefined ? undefined : await leftRunning(folder);
  return found
    ? azurite(found, folder, true)
    : azurite(await start(folder, options.tablePort), folder, false);
}

function azurite(its: Running, folder: string | undefined, adopted: boolean): Azurite {
  const endpoint = `http://127.0.0.1:${its.tablePort}/devstoreaccount1`;
  return {
    ...its,
    adopted,
    connectionString: `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=${developmentKey};TableEndpoint=${endpoint};`,
    stop: () => stop(its.pid, folder),
  };
}

async function start(folder: string | undefined, wantedPort: number): Promise<Running> {
  const tablePort = await freePort(wantedPort, 'Azurite');
  const child = folder === undefined ? inMemory(tablePort) : overFolder(folder, tablePort);
  await once(child, 'spawn');
  const pid = z.int().parse(child.pid);
  if (folder !== undefined) writeFileSync(pidFile(folder), JSON.stringify({ pid, tablePort }));

  const deadline = Date.now() + startWithinMs;
  while (!(await answers(tablePort))) {
    const left = child.exitCode ?? child.signalCode;
    if (left === null && Date.now() < deadline) {
      await sleep(50);
      continue;
    }
    await stop(pid, folder);
    const problem = left === null ? `did not answer on port ${tablePort}` : 'died at its start';
    throw new Error(`Azurite ${problem} (exit: ${String(left)}).\n${logTail(folder)}`);
  }
  return { pid, tablePort };
}

/** Detached: neither Ctrl-C in the terminal nor our end reaches it. */
function overFolder(folder: string, tablePort: number): ChildProcess {
  const log = openSync(logFile(folder), 'w');
  const args = [binary, ...flags(tablePort), '--location', folder];
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  return child;
}

/** A channel to it closes when we end, even by SIGKILL; that ends it too. */
function inMemory(tablePort: number): ChildProcess {
  const leaveWithParent = 'data:text/javascript,process.on("disconnect",()=>process.exit())';
  const args = ['--import', leaveWithParent, binary, ...flags(tablePort), '--inMemoryPersistence'];
  const child = spawn(process.execPath, args, {
    cwd: tmpdir(),
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  child.unref();
  child.channel?.unref();
  return child;
}

function flags(tablePort: number): string[] {
  const port = ['--tableHost', '127.0.0.1', '--tablePort', String(tablePort)];
  return [...port, '--silent', '--skipApiVersionCheck', '--disableTelemetry'];
}

/** Waits while one is still starting up or on its way out. */
async function leftRunning(folder: string): Promise<Running | undefined> {
  if (!existsSync(pidFile(folder))) return undefined;
  const its = readPidFile(folder);
  const deadline = Date.now() + startWithinMs;
  while (its && isOver(folder, its)) {
    if (await answers(its.tablePort)) return its;
    if (Date.now() > deadline)
      throw new Error(
        `Azurite (process ${its.pid}) runs over ${folder} but does not answer on port ${its.tablePort}: end it with "kill -INT ${its.pid}".`,
      );
    await sleep(50);
  }
  rmSync(pidFile(folder), { force: true });
  return undefined;
}

/** Nothing when the file was cut short: it is written right after the process is started. */
function readPidFile(folder: string): Running | undefined {
  const text = readFileSync(pidFile(folder), 'utf8');
  return text.endsWith('}') ? running.parse(JSON.parse(text)) : undefined;
}

/** A process number may belong to another program by now: only the command line tells. */
function isOver(folder: string, { pid, tablePort }: Running): boolean {
  const line = commandLine(pid);
  return line.includes(` --tablePort ${tablePort} `) && line.endsWith(` --location ${folder}`);
}

function isAzurite(pid: number): boolean {
  return commandLine(pid).includes(binary);
}

/** Empty when there is no such process, or only its unreaped remains. */
function commandLine(pid: number): string {
  const onLinux = existsSync('/proc/self/cmdline');
  try {
    const line = onLinux
      ? readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      : execFileSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
    return line.trim();
  } catch (error) {
    const { code, status } = error as { code?: string; status?: number };
    if (onLinux ? code === 'ENOENT' || code === 'ESRCH' : status === 1) return '';
    throw error;
  }
}

/** Any answer of a table service will do; what it says of the missing signature doesn't matter. */
async function answers(port: number): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(1000);
    const response = await fetch(`http://127.0.0.1:${port}/devstoreaccount1/Tables`, { signal });
    await response.arrayBuffer();
    return response.headers.get('server')?.startsWith('Azurite-Table') ?? false;
  } catch {
    return false; // not listening yet: asked again until the deadline
  }
}

/** By SIGINT, the only signal that azurite-table saves its data on. */
async function stop(pid: number, folder: string | undefined): Promise<void> {
  const deadline = Date.now() + stopWithinMs;
  if (isAzurite(pid)) process.kill(pid, 'SIGINT');
  while (isAzurite(pid)) {
    if (Date.now() > deadline) {
      console.warn(`Azurite (process ${pid}) did not leave within 15 s and was killed.`);
      process.kill(pid, 'SIGKILL');
      break;
    }
    await sleep(20);
  }
  if (folder !== undefined) rmSync(pidFile(folder), { force: true });
}

function logTail(folder: string | undefined): string {
  if (folder === undefined) return 'In memory it keeps no log.';
  return readFileSync(logFile(folder), 'utf8').slice(-2000);
}

const pidFile = (folder: string) => join(folder, 'azurite.pid.json');
const logFile = (folder: string) => join(folder, 'azurite.log');
