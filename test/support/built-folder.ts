// Finds the build that tests run, and lets none run on one that is missing or stale.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What a build is made of, libraries by the lock file. */
const sources = [
  'functions',
  'shared',
  'local',
  'host.json',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
];
/** What `npm run build` writes last. */
const last = join('package', 'host.json');

/** `dist` of the repository; throws when it is missing or unfinished, or older than what it was built from. */
export function builtFolder(repository: string): string {
  const dist = join(repository, 'dist');
  const end = join(dist, last);
  if (!existsSync(end)) throw stale('dist/ is missing or unfinished');
  const builtAt = statSync(end).mtimeMs;
  const newer = sources
    .flatMap((name) => filesOf(repository, name))
    .find((file) => statSync(join(repository, file)).mtimeMs > builtAt);
  if (newer !== undefined) throw stale(`dist/ is older than ${newer}`);
  return dist;
}

function stale(what: string): Error {
  return new Error(`${what}: run \`npm run build\` first.`);
}

function filesOf(repository: string, name: string): string[] {
  const path = join(repository, name);
  if (statSync(path).isFile()) return [name];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(repository, join(entry.parentPath, entry.name)));
}
