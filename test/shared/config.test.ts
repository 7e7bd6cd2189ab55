// Settings: what is wrong stops the start and is named; the sample is complete.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { readConfig } from '../../shared/config';

const root = join(__dirname, '..', '..');
const sample = z
  .object({ Values: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'local.settings.sample.json'), 'utf8'))).Values;

describe('the settings', () => {
  it('of the sample are accepted', () => {
    expect(readConfig(sample)).toMatchObject({
      publicBaseUrl: 'http://localhost:7071',
      mailQuota: { perMinute: 30, perHour: 100 },
      expiryMarginSeconds: 60,
    });
  });

  it('that the code reads are all in the sample', () => {
    const source = readFileSync(join(root, 'shared', 'config.ts'), 'utf8');
    const read = [...source.matchAll(/^\s+([A-Z][A-Z_]+):/gm)].map(([, name = '']) => name);
    expect(read.length).toBeGreaterThan(10);
    expect(read.filter((name) => !(name in sample))).toEqual([]);
  });

  it.each([
    'TABLES_CONNECTION_STRING',
    'MAIL_CONNECTION_STRING',
    'MAIL_SENDER_ADDRESS',
    'PUBLIC_BASE_URL',
    'AUTH_ISSUER',
    'AUTH_AUDIENCE',
    'AUTH_JWKS_URI',
    'CONTINUATION_TOKEN_KEY',
  ])('stop the start without %s, and name it', (name) => {
    expect(() => readConfig({ ...sample, [name]: '' })).toThrow(name.replace('_STRING', ''));
  });

  it.each([
    ['MAILS_PER_HOUR', '0'],
    ['MAILS_PER_MINUTE', 'many'],
    ['PUBLIC_BASE_URL', 'ftp://x'],
    ['CONTINUATION_TOKEN_KEY', 'short'],
    ['MAIL_SENDER_ADDRESS', 'a@b@c'],
  ])('stop the start when %s is %s, and hold no value in the message', (name, value) => {
    expect(() => readConfig({ ...sample, [name]: value })).toThrow(name);
  });

  it('take either a connection string or an endpoint, not both', () => {
    const endpoint = 'https://account.table.core.windows.net';
    expect(() => readConfig({ ...sample, TABLES_ENDPOINT: endpoint })).toThrow('TABLES');
    const azure = { ...sample, TABLES_CONNECTION_STRING: '', TABLES_ENDPOINT: endpoint };
    expect(readConfig(azure).tables).toEqual({ endpoint, managedIdentityClientId: undefined });
  });
});
