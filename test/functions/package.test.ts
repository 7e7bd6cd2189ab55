// What `npm run build` leaves in dist/package: all that is deployed, and no more.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { dist } from '../support/dist';

const folder = join(dist, 'package');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

describe('dist/package', () => {
  it('has at most 40 files, and 1.5 MB as an archive', () => {
    expect(files().length).toBeLessThanOrEqual(40);
    const archive = execFileSync('tar', ['-cz', '-C', folder, '.'], { maxBuffer: 100_000_000 });
    expect(archive.length).toBeLessThan(1.5e6);
  });

  it('leaves the source maps outside, one for each script of the app', () => {
    expect(files().filter((name) => name.endsWith('.map'))).toEqual([]);
    const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
    expect(readdirSync(join(dist, 'maps')).sort()).toEqual(
      scripts.filter((name) => name !== 'main.js').map((name) => `${name}.map`),
    );
  });

  it('starts app.js in one line', () => {
    expect(read('main.js')).toMatch(/^.{1,200}\n$/);
    expect(read('main.js')).toContain('require("./app.js")');
  });

  it('starts from at most 600 kB of script, since all of it is read before anything runs', () => {
    expect(read('app.js').length + read('main.js').length).toBeLessThan(600_000);
  });

  it('starts without the files that are for later', () => {
    const { Values } = z
      .object({ Values: z.record(z.string(), z.string()) })
      .parse(JSON.parse(readFileSync(join(dist, '..', 'local.settings.sample.json'), 'utf8')));
    const inAzure = {
      TABLES_CONNECTION_STRING: '',
      TABLES_ENDPOINT: 'https://mci.table.core.windows.net',
      MAIL_CONNECTION_STRING: '',
      MAIL_ENDPOINT: 'https://mci.communication.azure.com',
    };
    const worker = join(dist, 'local', 'load', 'worker.js');
    const script = `require(${JSON.stringify(folder)}); setImmediate(() => console.log(Object.keys(require.cache).join()));`;
    const out = execFileSync(process.execPath, ['--require', worker, '-e', script], {
      env: { ...process.env, ...Values, ...inAzure },
      encoding: 'utf8',
    });
    const loaded = (out.split('\n')[0] ?? '').split(',').map((path) => basename(path));
    expect(loaded.filter((name) => name !== 'worker.js').sort()).toEqual(['app.js', 'main.js']);
  });

  it('needs nothing but Node and what the worker gives', () => {
    expect(readdirSync(folder)).not.toContain('node_modules');
    const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'));
    const needed = scripts.flatMap((name) =>
      [...read(name).matchAll(/\brequire\("([^"]+)"\)/g)].map(([, id = '']) => id),
    );
    const known = [...builtinModules, ...scripts.map((name) => `./${name}`)];
    expect(new Set(needed.filter((id) => !known.includes(id) && !id.startsWith('node:')))).toEqual(
      new Set(['@azure/functions-core']),
    );
  });

  it('is described by a package.json of its own, without dependencies', () => {
    const own = z.record(z.string(), z.unknown()).parse(JSON.parse(read('package.json')));
    expect(own).toMatchObject({ main: 'main.js', engines: { node: '>=20' } });
    expect(Object.keys(own).filter((key) => /dependencies/i.test(key))).toEqual([]);
  });

  it('holds the host’s settings as they stand in the repository', () => {
    expect(read('host.json')).toBe(readFileSync(join(dist, '..', 'host.json'), 'utf8'));
  });
});
