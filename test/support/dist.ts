// The build that tests run: dist/ as `npm run build` leaves it, or another one that DIST names.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const repository = join(__dirname, '..', '..');
const sources = ['functions', 'shared', 'local', 'host.json'];

/** Throws when what is built is missing, or older than what it was built from. */
function builtFolder(): string {
  const given = process.env['DIST'];
  if (given !== undefined) return resolve(given);
  const dist = join(repository, 'dist');
  const last = join(dist, 'package', 'host.json');
  const builtAt = existsSync(last) ? statSync(last).mtimeMs : 0;
  const newer = sources.flatMap(filesOf).find((file) => statSync(file).mtimeMs > builtAt);
  if (newer !== undefined) {
    throw new Error(`dist/ is missing or older than ${newer}: run \`npm run build\` first.`);
  }
  return dist;
}

function filesOf(name: string): string[] {
  const path = join(repository, name);
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

export const dist = builtFolder();
