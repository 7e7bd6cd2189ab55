// A run of the tests on yesterday's build ends in one sentence, not in failures that nobody understands.
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { builtFolder } from './built-folder';

const files = [
  'functions/main.ts',
  'functions/portal/build.mjs',
  'shared/domain/decide.ts',
  'local/start.ts',
  'host.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
const last = 'dist/package/host.json';
let repository: string;

/** Seconds of an hour long past. */
function write(name: string, second: number): void {
  const path = join(repository, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  utimesSync(path, 1_000_000_000 + second, 1_000_000_000 + second);
}

beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'mci-built-'));
  for (const name of files) write(name, 10);
  write(last, 20);
});
afterEach(() => {
  rmSync(repository, { recursive: true });
});

describe('the build that tests run', () => {
  it('is taken as it stands when nothing has changed since', () => {
    write('docs/decisions.md', 30);
    write('test/some.test.ts', 30);
    expect(builtFolder(repository)).toBe(join(repository, 'dist'));
  });

  it.each(files)('is refused when %s is newer, with what to do', (name) => {
    write(name, 30);
    expect(() => builtFolder(repository)).toThrow(
      `dist/ is older than ${join(name)}: run \`npm run build\` first.`,
    );
  });

  it('is refused when it is missing', () => {
    rmSync(join(repository, 'dist'), { recursive: true });
    expect(() => builtFolder(repository)).toThrow(
      'dist/ is missing or unfinished: run `npm run build` first.',
    );
  });

  it('is refused when the build broke off before its end', () => {
    rmSync(join(repository, last));
    expect(() => builtFolder(repository)).toThrow('dist/ is missing or unfinished');
  });
});
