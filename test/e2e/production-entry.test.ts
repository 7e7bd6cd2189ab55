// The entry that Azure loads (package.json "main"), on the embedded host with the sample's settings: it starts with good
// settings, registers what the local entry registers, and does not start with bad ones.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { azuriteOfThisFile } from '../support/azurite';

jest.setTimeout(60_000);
const tables = azuriteOfThisFile();

const dist = resolve(process.env['DIST'] ?? join(__dirname, '..', '..', 'dist'));
const sample = z
  .object({ Values: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(dirname(dist), 'local.settings.sample.json'), 'utf8')));

const said = z.object({ functions: z.array(z.unknown()), answers: z.array(z.number()) });

/** Starts the host in a process of its own, asks a few things, and ends it. */
async function started(
  settings: Record<string, string>,
  entry?: string,
): Promise<{ out: string; error: string }> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'mci-main-'));
  const options = { root: dirname(dist), entry, port: 0, dataFolder, settings };
  const script = `
    const { startHost } = require(${JSON.stringify(join(dist, 'local', 'host', 'host.js'))});
    (async () => {
      const host = await startHost({ ...${JSON.stringify(options)}, log: () => {} });
      if (host.startError) throw host.startError;
      const status = async (path) => (await fetch(host.url + path)).status;
      const answers = [await status('/api/openapi.json'), await status('/api/engagements'),
        await status('/consent/' + 'A'.repeat(64))];
      console.log(JSON.stringify({ functions: host.functions, answers }));
      await host.close();
      process.exit(0);
    })().catch((error) => { console.error(error.message); process.exit(1); });`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, error] = ['', ''];
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (error += String(chunk)));
  await once(child, 'close');
  rmSync(dataFolder, { recursive: true, force: true });
  return { out, error };
}

const settings = () => ({ ...sample.Values, TABLES_CONNECTION_STRING: tables() });

describe('package.json "main"', () => {
  let main: z.infer<typeof said>;
  beforeAll(async () => {
    const { out, error } = await started(settings());
    expect(error).toBe('');
    main = said.parse(JSON.parse(out));
  });

  it('starts with the sample’s settings, and answers', () => {
    expect(main.answers).toEqual([200, 401, 404]);
  });

  it('registers the same functions as the local entry', async () => {
    const { out } = await started(settings(), join(dist, 'local', 'app-entry.js'));
    expect(main.functions).toEqual(said.parse(JSON.parse(out)).functions);
  });

  it('does not start with bad settings, and names every one of them without its value', async () => {
    const bad = {
      PUBLIC_BASE_URL: 'not-a-url',
      MAIL_SENDER_ADDRESS: '',
      CONTINUATION_TOKEN_KEY: 'guessable',
      AUTH_JWKS_URI: '',
      MAILS_PER_MINUTE: 'plenty',
    };
    const { out, error } = await started({ ...settings(), ...bad });
    expect(out).toBe('');
    for (const name of Object.keys(bad)) expect(error).toContain(name);
    for (const value of ['not-a-url', 'guessable', 'plenty']) expect(error).not.toContain(value);
  });
});
