// Which modules an app begins with: package.json's "main", which may be a glob with *, ** and {a,b}.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { z } from 'zod';

const packageJson = z.object({ main: z.string() });

/** Absolute paths, in order; throws when there is none. */
export function entryFiles(root: string): string[] {
  const { main } = packageJson.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const pattern = main.replace(/^\.\//, '');
  const isWild = (part: string): boolean => /[*?{]/.test(part);
  const folders = pattern.split('/').slice(0, -1);
  const wildFrom = folders.findIndex(isWild);
  const folder = join(root, ...folders.slice(0, wildFrom < 0 ? folders.length : wildFrom));
  const source = pattern
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\{([^}]*)\}/g, (_, choices: string) => `(?:${choices.replaceAll(',', '|')})`)
    .replace(
      /\*\*\/|\*|(?<!\()\?/g,
      (wild) => ({ '**/': '(?:.*/)?', '*': '[^/]*' })[wild] ?? '[^/]',
    );
  const files = readdirSync(folder, { recursive: isWild(pattern), encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => new RegExp(`^${source}$`).test(relative(root, file).split(sep).join('/')));
  if (files.length > 0) return files.sort();
  throw new Error(
    `package.json "main" is "${main}", and ${root} has no such file. Build the app first.`,
  );
}
