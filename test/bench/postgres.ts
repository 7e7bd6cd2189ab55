// A PostgreSQL of one's own, for the peers that need one: a fresh database in a folder of its own, on a free port, with fsync
// on as it comes. Undefined where the machine has no server.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../local/http-server';

const versions = '/usr/lib/postgresql';

export interface Postgres {
  readonly connectionString: string;
  stop(): Promise<void>;
}

export async function startPostgres(): Promise<Postgres | undefined> {
  const bin = binaries();
  if (bin === undefined) return undefined;
  const as = serverUser();
  const folder = mkdtempSync(join(tmpdir(), 'mci-bench-postgres-'));
  if (as !== undefined) chownSync(folder, as.uid, as.gid);
  const data = join(folder, 'data');
  const options = { ...as, cwd: folder, stdio: 'ignore' } as const;
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'bench', '--auth', 'trust'], options);
  const port = await freePort(0, 'PostgreSQL');
  const flags = ['-D', data, '-p', String(port), '-k', folder, '-c', 'max_connections=200'];
  const server = spawn(join(bin, 'postgres'), flags, options);
  const ready = () => {
    try {
      execFileSync(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)], options);
      return true;
    } catch {
      return false; // not yet: asked again
    }
  };
  while (!ready()) {
    if (server.exitCode !== null) throw new Error('PostgreSQL died at its start');
    await sleep(100);
  }
  return {
    connectionString: `postgresql://bench@127.0.0.1:${port}/postgres`,
    async stop() {
      const exited = once(server, 'exit');
      server.kill('SIGINT');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function binaries(): string | undefined {
  const [newest] = existsSync(versions) ? readdirSync(versions).sort().reverse() : [];
  const bin = newest === undefined ? undefined : join(versions, newest, 'bin');
  return bin !== undefined && existsSync(join(bin, 'initdb')) ? bin : undefined;
}

/** The server refuses to run as root: then its own user does. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
