// Compiles a fixture app, and what runs the host on it.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { transformSync } from '@swc/core';

const repo = resolve(__dirname, '../../..');
const built = new Map<string, string>();

/** The app's folder with its TypeScript compiled next to its package.json, inside the repo so that it finds the SDKs. */
export function buildApp(name: string): string {
  const already = built.get(name);
  if (already !== undefined) return already;
  const target = join(repo, 'node_modules/.cache/host-fixture', `${name}-${String(process.pid)}`);
  const compile = (from: string, to: string): void => {
    const { code } = transformSync(readFileSync(from, 'utf8'), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    writeFileSync(to, code);
  };
  mkdirSync(target, { recursive: true });
  for (const file of readdirSync(join(__dirname, name))) {
    const source = join(__dirname, name, file);
    if (file.endsWith('.ts')) compile(source, join(target, file.replace(/ts$/, 'js')));
    else cpSync(source, join(target, file));
  }
  compile(join(__dirname, 'run-host.ts'), join(target, 'run-host.js'));
  built.set(name, target);
  return target;
}
