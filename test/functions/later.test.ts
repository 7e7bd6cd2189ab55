// What a bundle loads when it first uses it, libraries and own modules: a bundle made by functions/later.mjs, run in a process of its own.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = mkdtempSync(join(tmpdir(), 'mci-later-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const files = {
  'node_modules/modern/package.json': '{"type":"module","exports":"./index.js"}',
  'node_modules/modern/index.js': `
    globalThis.loaded = ['modern', ...(globalThis.loaded ?? [])];
    export class Thing { name = 'thing' }
    export default 'the default';`,
  'node_modules/compiled/index.js': `
    globalThis.loaded = ['compiled', ...(globalThis.loaded ?? [])];
    Object.defineProperty(exports, '__esModule', { value: true });
    exports.default = { double: (n) => 2 * n };
    exports.triple = (n) => 3 * n;`,
  'node_modules/callable/index.js': `
    globalThis.loaded = ['callable', ...(globalThis.loaded ?? [])];
    module.exports = (a, b) => a + b;
    module.exports.version = '1';`,
  'node_modules/untouched/index.js': `
    globalThis.loaded = ['untouched', ...(globalThis.loaded ?? [])];
    exports.anything = 1;`,
  'own/words.ts': `
    import { greeting } from './greeting';
    globalThis.loaded = ['own', ...(globalThis.loaded ?? [])];
    export * from './greeting';
    export default 'their default';
    export const greet = (name: string): string => greeting + name;`,
  'own/greeting.ts': `export const greeting = 'Hello ';`,
  'own/seen.ts': `
    import { greet } from './words';
    export const greetAll = (...names: string[]) => names.map((name) => greet(name));`,
  'app.ts': `
    import words, { greeting } from './own/words';
    import { greetAll } from './own/seen';
    import text, { Thing } from 'modern';
    import compiled, { triple } from 'compiled';
    import add from 'callable';
    import { anything } from 'untouched';
    const callable = require('callable');
    export const used = () => anything;
    export function run() {
      const before = globalThis.loaded ?? [];
      const thing = new Thing();
      return {
        before,
        modern: [text, thing.name, thing instanceof Thing],
        compiled: [compiled.double(2), triple(2)],
        callable: [add(1, 2), callable(3, 4), callable.version],
        own: [words, greeting, ...greetAll('Ada', 'Bo')],
        after: globalThis.loaded,
      };
    }`,
};

function bundle(later: Record<string, string[]>): string {
  const module = pathToFileURL(resolve(__dirname, '../../functions/later.mjs')).href;
  const esbuild = pathToFileURL(require.resolve('esbuild')).href;
  const script = `
    import { createRequire } from 'node:module';
    import esbuild from ${JSON.stringify(esbuild)};
    import { laterFiles } from ${JSON.stringify(module)};
    const later = laterFiles(${JSON.stringify(later)}, process.cwd());
    const options = { outdir: 'out', bundle: true, minify: true, platform: 'node', format: 'cjs', conditions: [] };
    await esbuild.build({ ...options, entryPoints: ['app.ts'], plugins: [later.plugin] });
    await later.buildFiles(options);`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
    encoding: 'utf8',
    stdio: 'pipe',
  });
}

beforeAll(() => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
});

describe('what is loaded later', () => {
  it('behaves as it would when loaded at the start, and is not loaded before', () => {
    bundle({
      'one.js': ['modern', 'untouched'],
      'two.js': ['compiled', 'callable'],
      'three.js': ['./own/words'],
    });
    const run = `console.log(JSON.stringify(require('./out/app.js').run()))`;
    const out = execFileSync(process.execPath, ['-e', run], { cwd: folder, encoding: 'utf8' });
    expect(JSON.parse(out)).toEqual({
      before: [],
      modern: ['the default', 'thing', true],
      compiled: [4, 6],
      callable: [3, 7, '1'],
      own: ['their default', 'Hello ', 'Hello Ada', 'Hello Bo'],
      after: ['own', 'callable', 'compiled', 'modern'],
    });
  });

  it('fails the build when nothing imports it any more', () => {
    writeFileSync(join(folder, 'app.ts'), 'export const nothing = 0;');
    expect(() => bundle({ 'one.js': ['modern'] })).toThrow('nothing imports modern');
    expect(() => bundle({ 'one.js': ['./own/words'] })).toThrow('nothing imports ./own/words');
  });
});
