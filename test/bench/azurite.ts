// Azurite for the benchmarks: in memory, with the index that Azure has and Azurite's query lacks (index-azurite.cjs).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../local/http-server';

/** Found from the sources, which tests run, and from dist. */
const azurite = dirname(require.resolve('azurite/package.json'));
const binary = join(azurite, 'dist', 'src', 'table', 'main.js');
const preload = join(azurite, '..', '..', 'test', 'bench', 'index-azurite.cjs');
/** Published with Azurite, the same for everybody. */
const key =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

export interface IndexedAzurite {
  readonly pid: number;
  readonly connectionString: string;
  stop(): Promise<void>;
}

/** Ends with this process, however that ends. */
export async function startIndexedAzurite(): Promise<IndexedAzurite> {
  const port = await freePort(0, 'Azurite');
  const leaveWithParent = 'data:text/javascript,process.on("disconnect",()=>process.exit())';
  const flags = ['--tableHost', '127.0.0.1', '--tablePort', String(port), '--silent'];
  const quiet = ['--skipApiVersionCheck', '--disableTelemetry', '--inMemoryPersistence'];
  const memory = '--max-old-space-size=8192';
  const child = spawn(
    process.execPath,
    [memory, '--require', preload, '--import', leaveWithParent, binary, ...flags, ...quiet],
    { cwd: tmpdir(), stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  await once(child, 'spawn');
  const { pid } = child;
  if (pid === undefined) throw new Error('Azurite has no process');
  const endpoint = `http://127.0.0.1:${port}/devstoreaccount1`;
  while (!(await answers(endpoint))) {
    if (child.exitCode !== null) throw new Error('Azurite died at its start');
    await sleep(50);
  }
  return {
    pid,
    connectionString: `DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=${key};TableEndpoint=${endpoint};`,
    async stop() {
      const exited = once(child, 'exit');
      child.kill('SIGKILL'); // in memory there is nothing to save
      await exited;
    },
  };
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    await (await fetch(`${endpoint}/Tables`)).arrayBuffer();
    return true;
  } catch {
    return false; // not listening yet: asked again
  }
}
