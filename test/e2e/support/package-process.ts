// The package as Azure loads it, away from the repository and its node_modules, on the embedded host: started with some
// settings, asked a few things, ended.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { dist } from '../../support/dist';

const elsewhere = mkdtempSync(join(tmpdir(), 'mci-package-'));
cpSync(join(dist, 'package'), elsewhere, { recursive: true });
afterAll(() => {
  rmSync(elsewhere, { recursive: true });
});

const sample = z
  .object({ Values: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(dirname(dist), 'local.settings.sample.json'), 'utf8')));

const answer = z.object({
  status: z.number(),
  type: z.string().nullable(),
  retryAfter: z.string().nullable(),
  /** Its first 2,000 characters. */
  text: z.string(),
});
const binding = z.looseObject({
  type: z.string(),
  route: z.string().optional(),
  methods: z.array(z.string()).optional(),
  schedule: z.string().optional(),
});
const said = z.object({
  functions: z.array(z.object({ name: z.string(), bindings: z.record(z.string(), binding) })),
  answers: z.record(z.string(), answer),
  /** The host's log of errors, each with its category. */
  log: z.array(z.string()),
});
type Said = z.infer<typeof said>;

export interface Ended {
  /** Undefined when the app did not start. */
  readonly said: Said | undefined;
  readonly error: string;
}

export const link = `/consent/${'A'.repeat(64)}`;
export const asked: readonly (readonly [string, string])[] = [
  ['GET', '/api/openapi.json'],
  ['GET', '/api/engagements'],
  ['GET', link],
  ['POST', `${link}/interest`],
  ['POST', '/api/admin/reference-data'],
  ['GET', '/portal'],
  ['GET', '/api/health/ready'],
  ['GET', '/api/docs/swagger-ui-bundle.js'],
  ['GET', '/api/docs/swagger-ui.css'],
  ['GET', '/api/nothing'],
  ['POST', '/admin/functions/reconcile'],
  ['POST', '/runtime/webhooks/EventGrid?functionName=recordDeliveryReport'],
];
/** Well-formed; whoever gets it must look at the issuer's keys first. */
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = `${part({ alg: 'RS256', kid: 'k' })}.${part({})}.AA`;
const report = [{ id: '1', eventType: 'x', subject: 's', data: {}, dataVersion: '1' }];

/** Starts the host in a process of its own, asks a few things, and ends it. */
export async function started(settings: Record<string, string>, entry?: string): Promise<Ended> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'mci-main-'));
  const options = { root: elsewhere, entry, port: 0, dataFolder, settings };
  const script = `
    const { startHost } = require(${JSON.stringify(join(dist, 'local', 'host', 'host.js'))});
    const { keysOf } = require(${JSON.stringify(join(dist, 'local', 'host', 'keys.js'))});
    const headers = {
      'x-functions-key': keysOf(${JSON.stringify(dataFolder)}).master,
      authorization: 'Bearer ${token}', 'aeg-event-type': 'Notification', 'content-type': 'application/json',
    };
    (async () => {
      const errors = [];
      const log = (level, ...said) => level === 'error' && errors.push(said.join(': '));
      const host = await startHost({ ...${JSON.stringify(options)}, log });
      if (host.startError) throw host.startError;
      const answers = {};
      for (const [method, path] of ${JSON.stringify(asked)}) {
        const body = method === 'POST' ? ${JSON.stringify(JSON.stringify(report))} : undefined;
        const response = await fetch(host.url + path, { method, headers, body });
        answers[method + ' ' + path] = {
          status: response.status,
          type: response.headers.get('content-type'),
          retryAfter: response.headers.get('retry-after'),
          text: (await response.text()).slice(0, 2000),
        };
      }
      await host.idle();
      const said = JSON.stringify({ functions: host.functions, answers, log: errors });
      await host.close();
      await new Promise((written) => process.stdout.write(said, written));
      process.exit(0);
    })().catch((error) => { console.error(error.message); process.exit(1); });`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, error] = ['', ''];
  child.stdout.on('data', (chunk) => (out += String(chunk)));
  child.stderr.on('data', (chunk) => (error += String(chunk)));
  await once(child, 'close');
  rmSync(dataFolder, { recursive: true, force: true });
  return { said: out === '' ? undefined : said.parse(JSON.parse(out)), error };
}

const nobody = 'http://127.0.0.1:1';

/** The sample's, over these tables; the issuer's keys can't be had. */
export function settingsOver(tablesConnectionString: string): Record<string, string> {
  return {
    ...sample.Values,
    TABLES_CONNECTION_STRING: tablesConnectionString,
    AUTH_JWKS_URI: `${nobody}/keys`,
  };
}
