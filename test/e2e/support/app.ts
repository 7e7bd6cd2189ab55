// The real app on the embedded host as a child process, and what a portal, a customer and the passing of time do to it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { createContract, type Contract } from './contract';

const repository = join(__dirname, '..', '..', '..');
const dist = process.env['DIST'] ?? join(repository, 'dist');
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
});
const mailSchema = z.object({
  id: z.string(),
  receivedAt: z.string(),
  to: z.array(z.object({ address: z.string() })),
  subject: z.string(),
  text: z.string().optional(),
  links: z.array(z.string()),
  delivery: z.string(),
});
export type ReceivedMail = z.infer<typeof mailSchema>;

export const contoso = '000000a1-0000-4000-8000-0000000000a1';
export const fabrikam = '000000b1-0000-4000-8000-0000000000b1';

export interface Asked {
  readonly tenant?: string;
  readonly roles?: readonly string[];
  /** Instead of a token for the tenant and roles. */
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

export class App {
  private child: ChildProcess | undefined;
  private contract: Contract | undefined;
  private readonly tokens = new Map<string, Promise<string>>();
  readonly folder = mkdtempSync(join(tmpdir(), 'mci-e2e-'));
  at = runningSchema.parse({ pid: 0, app: '', inbox: '', issuer: '', directory: '', tables: '' });

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
    await this.until('the app has started', () => {
      if (hasEnded(child)) throw new Error(`the app ended: ${this.log().slice(-2000)}`);
      const file = join(this.folder, 'running.json');
      if (!existsSync(file)) return undefined;
      const running = runningSchema.safeParse(JSON.parse(readFileSync(file, 'utf8') || '{}'));
      if (running.data?.pid !== child.pid) return undefined;
      this.at = running.data ?? this.at;
      return true;
    });
    this.contract ??= createContract(await (await fetch(`${this.at.app}/api/openapi.json`)).json());
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

  /** The host's clock as it is on disk: how far it is ahead of the system's. */
  clock(): { offsetMs: number } {
    const file = join(this.folder, 'host', 'clock.json');
    return z.object({ offsetMs: z.number() }).parse(JSON.parse(readFileSync(file, 'utf8')));
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

  token(tenantId: string, roles: readonly string[], name = 'Ada'): Promise<string> {
    const who = JSON.stringify([tenantId, roles, name]);
    const token = this.tokens.get(who) ?? this.signIn(tenantId, roles, name);
    this.tokens.set(who, token);
    return token;
  }

  private async signIn(tenantId: string, roles: readonly string[], name: string): Promise<string> {
    const response = await fetch(`${this.at.issuer}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ tenantId, roles, name }),
    });
    return z.object({ access_token: z.string() }).parse(await response.json()).access_token;
  }

  /** Any answer must be as the OpenAPI document says. */
  async call(method: string, path: string, asked: Asked = {}): Promise<Answered> {
    const { tenant = contoso, roles = ['Incentives.Admin'], body, headers } = asked;
    const token = 'token' in asked ? asked.token : await this.token(tenant, roles);
    const response = await fetch(`${this.at.app}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    const json = isJson && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : {};
    this.contract?.check(method, path, response, json);
    return { status: response.status, headers: response.headers, text, json };
  }

  /** Moves the clock; everything that is due by then is done when this resolves. */
  async advance(duration: string): Promise<void> {
    const body = { advance: duration };
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${this.at.app}/admin/clock`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`the clock does not move: ${await response.text()}`);
  }

  async now(): Promise<string> {
    const response = await fetch(`${this.at.app}/admin/clock`);
    return z.object({ now: z.string() }).parse(await response.json()).now;
  }

  async mails(to?: string): Promise<ReceivedMail[]> {
    const query = to === undefined ? '' : `?to=${encodeURIComponent(to)}`;
    const response = await fetch(`${this.at.inbox}/api/mails${query}`);
    return z.array(mailSchema).parse(await response.json());
  }

  /** The mails to an address, once there are at least so many. */
  mailsOnceThere(to: string, count: number): Promise<ReceivedMail[]> {
    return this.until(`${count} mails to ${to}`, async () => {
      const mails = await this.mails(to);
      return mails.length >= count ? mails : undefined;
    });
  }

  async mailFaults(faults: unknown): Promise<void> {
    await put(`${this.at.inbox}/api/faults`, faults);
  }
  async directoryFaults(faults: unknown): Promise<void> {
    await put(`${this.at.directory}/api/faults`, faults);
  }

  async until<T>(
    what: string,
    look: () => T | undefined | Promise<T | undefined>,
    withinMs = 30_000,
  ): Promise<T> {
    for (const deadline = Date.now() + withinMs; Date.now() < deadline;) {
      const found = await look();
      if (found !== undefined) return found;
      await sleep(50);
    }
    throw new Error(`waited in vain: ${what}`);
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

async function put(url: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}
