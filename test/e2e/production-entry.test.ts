// The package as Azure loads it, away from the repository and its node_modules, on the embedded host with the sample's
// settings: it starts with good settings, registers what the local entry and the unbundled build register, and does not
// start with bad ones.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { azuriteOfThisFile } from '../support/azurite';
import { dist } from '../support/dist';

jest.setTimeout(60_000);
const tables = azuriteOfThisFile();

const elsewhere = mkdtempSync(join(tmpdir(), 'mci-package-'));
cpSync(join(dist, 'package'), elsewhere, { recursive: true });
afterAll(() => {
  rmSync(elsewhere, { recursive: true });
});

const sample = z
  .object({ Values: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(dirname(dist), 'local.settings.sample.json'), 'utf8')));

const said = z.object({ functions: z.array(z.unknown()), answers: z.array(z.number()) });

const paths = [
  '/api/openapi.json',
  '/api/engagements',
  `/consent/${'A'.repeat(64)}`,
  '/portal',
  '/api/docs/swagger-ui-bundle.js',
  '/api/docs/swagger-ui.css',
];

/** Starts the host in a process of its own, asks a few things, and ends it. */
async function started(
  settings: Record<string, string>,
  entry?: string,
): Promise<{ out: string; error: string }> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'mci-main-'));
  const options = { root: elsewhere, entry, port: 0, dataFolder, settings };
  const script = `
    const { startHost } = require(${JSON.stringify(join(dist, 'local', 'host', 'host.js'))});
    (async () => {
      const host = await startHost({ ...${JSON.stringify(options)}, log: () => {} });
      const status = async (path) => (await fetch(host.url + path)).status;
      const answers = [];
      for (const path of ${JSON.stringify(paths)}) answers.push(await status(path));
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

describe('the package', () => {
  let main: z.infer<typeof said>;
  beforeAll(async () => {
    const { out, error } = await started(settings());
    expect(error).toBe('');
    main = said.parse(JSON.parse(out));
  });

  it('starts with the sample’s settings, and answers with all its files', () => {
    expect(main.answers).toEqual([200, 401, 404, 200, 200, 200]);
  });

  it.each([
    ['the local entry', 'local/app-entry.js'],
    ['the unbundled build', 'functions/main.js'],
  ])('registers the same functions as %s', async (_, entry) => {
    const { out } = await started(settings(), join(dist, entry));
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

  it('asks for the token of its managed identity', async () => {
    const asked: string[] = [];
    const identity = await serve(({ url, headers }, response) => {
      asked.push(`${String(headers['x-identity-header'])} ${String(url)}`);
      const token = { access_token: 'a-token', token_type: 'Bearer', expires_on: '4102444800' };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(token));
    });
    await started({
      ...settings(),
      TABLES_CONNECTION_STRING: '',
      TABLES_ENDPOINT: 'https://127.0.0.1:1',
      AZURE_CLIENT_ID: '00000000-0000-4000-8000-00000000c11d',
      IDENTITY_ENDPOINT: `${identity.url}/msi/token`,
      IDENTITY_HEADER: 'the-header',
    });
    await identity.stop();
    expect(asked[0]).toMatch(/^the-header \/msi\/token\?/);
    expect(asked[0]).toContain(encodeURIComponent('https://storage.azure.com'));
    expect(asked[0]).toContain('00000000-0000-4000-8000-00000000c11d');
  });

  it('goes through a proxy where one is set', async () => {
    const asked: string[] = [];
    const proxy = await serve(({ method, url }, response) => {
      asked.push(`${String(method)} ${String(url)}`);
      response.writeHead(403).end();
    });
    await started({ ...settings(), HTTP_PROXY: proxy.url });
    await proxy.stop();
    expect(asked[0]).toMatch(/^POST http:\/\/127\.0\.0\.1:\d+\/devstoreaccount1\/Tables/);
  });

  it('understands a storage that answers in XML', async () => {
    const storage = await serve((_, response) => {
      const body = '<?xml version="1.0"?><error><message>Not with this key.</message></error>';
      response.writeHead(403, { 'content-type': 'application/xml' }).end(body);
    });
    const at = `TableEndpoint=${storage.url}/devstoreaccount1;`;
    const { error } = await started({
      ...settings(),
      TABLES_CONNECTION_STRING: tables().replace(/TableEndpoint=[^;]*;/, at),
    });
    await storage.stop();
    expect(error).toContain('Not with this key.');
  });
});

async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = () => new Promise((resolve) => server.close(resolve));
  return { url: `http://127.0.0.1:${port}`, stop };
}
