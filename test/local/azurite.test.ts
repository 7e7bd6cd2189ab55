// Azurite as a child of its own: asked through the real TableClient. The adoption test kills a real
// parent process, which runs the compiled code (DIST, or dist/ as `npm test` builds it).
import { TableClient } from '@azure/data-tables';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { startAzurite, type Azurite } from '../../local/azurite';
import { dist } from '../support/dist';

jest.setTimeout(60_000);

const started = z.object({ pid: z.number(), tablePort: z.number(), connectionString: z.string() });

let folder: string;
const running: Azurite[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'azurite-'));
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((azurite) => azurite.stop()));
  rmSync(folder, { recursive: true });
});

async function start(options: { folder?: string; tablePort?: number }): Promise<Azurite> {
  const azurite = await startAzurite({ tablePort: 0, ...options });
  running.push(azurite);
  return azurite;
}

function table({ connectionString }: { connectionString: string }): TableClient {
  return TableClient.fromConnectionString(connectionString, 'things', {
    allowInsecureConnection: true,
  });
}

const aThing = { partitionKey: 'p', rowKey: 'r', colour: 'red' };

/** A process that starts Azurite, says so in one line of JSON, and stays. */
async function startInAnotherProcess(options: { folder?: string; tablePort: number }) {
  const script = `
    const { startAzurite } = require(${JSON.stringify(join(dist, 'local/azurite.js'))});
    startAzurite(${JSON.stringify(options)}).then((a) => console.log(JSON.stringify(a)));
    setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface(parent.stdout)[Symbol.asyncIterator]();
  const line = z.object({ value: z.string() }).parse(await lines.next());
  const kill = async () => {
    parent.kill('SIGKILL');
    await once(parent, 'exit');
  };
  return { azurite: started.parse(JSON.parse(line.value)), kill };
}

async function isGone({ tablePort }: { tablePort: number }): Promise<boolean> {
  for (let tries = 0; tries < 100; tries++) {
    const gone = await fetch(`http://127.0.0.1:${tablePort}/`).then(
      () => false,
      () => true,
    );
    if (gone) return true;
    await sleep(50);
  }
  return false;
}

test('keeps what was written across a stop and a start', async () => {
  const first = await start({ folder });
  await table(first).createTable();
  await table(first).createEntity(aThing);

  await first.stop();
  const second = await start({ folder });

  expect(second).toMatchObject({ adopted: false });
  expect(await table(second).getEntity('p', 'r')).toMatchObject({ colour: 'red' });
});

test('outlives a parent that is killed, and is adopted by the next start', async () => {
  const { azurite: first, kill } = await startInAnotherProcess({ folder, tablePort: 0 });
  await table(first).createTable();
  await table(first).createEntity(aThing);

  await kill();
  const second = await start({ folder });

  expect(second).toMatchObject({ adopted: true, pid: first.pid, tablePort: first.tablePort });
  expect(await table(second).getEntity('p', 'r')).toMatchObject({ colour: 'red' });
});

test('stops one that it adopted with its data saved', async () => {
  const { azurite: first, kill } = await startInAnotherProcess({ folder, tablePort: 0 });
  await kill();
  const adopted = await start({ folder });
  await table(adopted).createTable();
  await table(adopted).createEntity(aThing);

  await adopted.stop();

  expect(await isGone(first)).toBe(true);
  expect(await table(await start({ folder })).getEntity('p', 'r')).toMatchObject(aThing);
});

test('adopts no other program that got the process number since', async () => {
  const note = { pid: process.pid, tablePort: 10002 };
  writeFileSync(join(folder, 'azurite.pid.json'), JSON.stringify(note));

  const azurite = await start({ folder });

  expect(azurite).toMatchObject({ adopted: false });
  expect(azurite.pid).not.toBe(process.pid);
});

test('starts anew after it was killed, and after its note was cut short', async () => {
  const first = await start({ folder });
  process.kill(first.pid, 'SIGKILL');
  expect(await isGone(first)).toBe(true);
  expect(await start({ folder })).toMatchObject({ adopted: false });

  await running.pop()?.stop();
  writeFileSync(join(folder, 'azurite.pid.json'), '{"pid":');
  expect(await start({ folder })).toMatchObject({ adopted: false });
});

test('in memory, leaves together with a parent that is killed', async () => {
  const { azurite, kill } = await startInAnotherProcess({ tablePort: 0 });
  await table(azurite).createTable();

  await kill();

  expect(await isGone(azurite)).toBe(true);
});

test('says which port a foreign program holds', async () => {
  const foreign = createServer().listen(0, '127.0.0.1');
  await once(foreign, 'listening');
  const { port } = foreign.address() as AddressInfo;

  await expect(start({ folder, tablePort: port })).rejects.toThrow(
    `Port ${port} is taken by another program: stop that one, or give Azurite another port.`,
  );
  foreign.close();
});

test('tells the end of the log when it dies at its start', async () => {
  writeFileSync(join(folder, '__azurite_db_table__.json'), 'no database');

  const failure = await start({ folder }).then(
    () => undefined,
    (error: unknown) => error,
  );

  expect(failure).toBeInstanceOf(Error);
  expect(String(failure)).toContain('Azurite died at its start');
  expect(String(failure)).toContain(readFileSync(join(folder, 'azurite.log'), 'utf8').trim());
});
