// The real app in a child process over a folder of its own: started, killed, started again, stopped as by Ctrl-C.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { dist } from '../../support/dist';
import { until } from './until';

/** An app whose test run was killed ends itself, and Azurite with it. */
const leaveWithTests =
  'data:text/javascript,process.on("disconnect",()=>process.kill(process.pid,"SIGINT"))';
const runningSchema = z.object({
  pid: z.int(),
  app: z.string(),
  inbox: z.string(),
  issuer: z.string(),
  directory: z.string(),
  tables: z.string(),
  hostKey: z.string(),
});

const notYet = runningSchema.parse({
  pid: 0,
  app: '',
  inbox: '',
  issuer: '',
  directory: '',
  tables: '',
  hostKey: '',
});

export class AppProcess {
  private child: ChildProcess | undefined;
  readonly folder = mkdtempSync(join(tmpdir(), 'mci-e2e-'));
  at = notYet;

  /** On free ports; started again, on the same ones: links and tokens stay good. */
  async start(): Promise<void> {
    const log = openSync(join(this.folder, 'log'), 'a');
    const args = ['--import', leaveWithTests, join(dist, 'local', 'start.js')];
    this.child = spawn(process.execPath, args, {
      env: { ...process.env, ...portsOf(this.at), DATA_FOLDER: this.folder },
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    const { child } = this;
    await until('the app has started', () => {
      if (hasEnded(child)) throw new Error(`the app ended: ${this.log().slice(-2000)}`);
      const file = join(this.folder, 'running.json');
      if (!existsSync(file)) return undefined;
      const running = runningSchema.safeParse(JSON.parse(readFileSync(file, 'utf8') || '{}'));
      if (running.data?.pid !== child.pid) return undefined;
      this.at = running.data ?? this.at;
      return true;
    });
  }

  log(): string {
    return readFileSync(join(this.folder, 'log'), 'utf8');
  }

  async kill(signal: 'SIGKILL' | 'SIGINT' = 'SIGKILL'): Promise<void> {
    const { child } = this;
    if (child === undefined || hasEnded(child)) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  /** The process number of the Azurite over the app's folder, while one is there. */
  azurite(): number | undefined {
    const file = join(this.folder, 'azurite', 'azurite.pid.json');
    if (!existsSync(file)) return undefined;
    return z.object({ pid: z.int() }).parse(JSON.parse(readFileSync(file, 'utf8'))).pid;
  }

  /** Days go by while the app is down. */
  async sleepThrough(days: number): Promise<void> {
    await this.kill();
    const file = join(this.folder, 'host', 'clock.json');
    const clock = z.object({ offsetMs: z.number() });
    const stored: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
    const { offsetMs } = clock.parse(stored ?? { offsetMs: 0 });
    writeFileSync(file, JSON.stringify({ offsetMs: offsetMs + days * 86_400_000 }));
    await this.start();
  }

  /** As Ctrl-C does; throws when that leaves Azurite behind, unless the app was killed before. */
  async stop(): Promise<void> {
    const wasKilled = this.child?.signalCode === 'SIGKILL';
    await this.kill('SIGINT');
    const left = this.azurite();
    if (left !== undefined) process.kill(left, 'SIGKILL');
    if (left !== undefined && !wasKilled) throw new Error(`Azurite is left: ${this.log()}`);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** 0 at the first start. */
function portsOf({ app, inbox, issuer, directory }: z.infer<typeof runningSchema>) {
  const portOf = (url: string) => (url === '' ? '0' : new URL(url).port);
  return {
    PORT: portOf(app),
    MAIL_PORT: portOf(inbox),
    ISSUER_PORT: portOf(issuer),
    DIRECTORY_PORT: portOf(directory),
    TABLES_PORT: '0',
  };
}
