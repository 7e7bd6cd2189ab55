// Builds the Customers page into dist/functions/portal/browser: hashed files, the HTML that names them, and the manifest of all.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { webDarkTheme, webLightTheme } from '@fluentui/tokens';
import { build } from 'esbuild';

const source = join(import.meta.dirname, 'browser');
const target = join(import.meta.dirname, '..', '..', 'dist', 'functions', 'portal', 'browser');
const common = { bundle: true, minify: true, write: false, outdir: target, logLevel: 'warning' };

const scripts = await build({
  ...common,
  metafile: true,
  entryPoints: { main: join(source, 'main.ts') },
  format: 'esm',
  splitting: true,
  target: 'es2023',
  entryNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  legalComments: 'none',
});
const rules = await build({ ...common, entryPoints: [join(source, 'styles', 'page.css')] });

const css = withTokens(rules.outputFiles[0].text);
const icon = readFileSync(join(source, 'icon.svg'), 'utf8');
const files = new Map(scripts.outputFiles.map(({ path, text }) => [basename(path), text]));
files.set(hashed('page.css', css), css);
files.set(hashed('icon.svg', icon), icon);
files.set('index.html', pageWith([...files.keys()], neededBy('main')));

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const manifest = {};
for (const [name, text] of files) {
  writeFileSync(join(target, name), text);
  writeFileSync(join(target, `${name}.br`), brotliCompressSync(text));
  manifest[name] = { immutable: name !== 'index.html' };
}
writeFileSync(join(target, 'manifest.json'), JSON.stringify(manifest, undefined, 2));
for (const [name, text] of files) {
  console.log(`${name}  ${text.length} bytes, ${brotliCompressSync(text).length} as brotli`);
}

/** The Fluent design tokens that the style sheet uses, light and dark; no others are sent. */
function withTokens(text) {
  const names = [...new Set([...text.matchAll(/var\(--(\w+)\)/g)].map(([, name]) => name))];
  const used = names.filter((name) => name in webLightTheme);
  const declare = (theme, list) => list.map((name) => `--${name}:${theme[name]}`).join(';');
  const differing = used.filter((name) => webLightTheme[name] !== webDarkTheme[name]);
  const dark = declare(webDarkTheme, differing);
  return `:root{${declare(webLightTheme, used)}}@media (prefers-color-scheme:dark){:root{${dark}}}${text}`;
}

function hashed(name, text) {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 8).toUpperCase();
  return name.replace('.', `-${hash}.`);
}

/** The chunks that an entry can't start without: loaded beside it instead of after it. */
function neededBy(entry) {
  const outputs = Object.entries(scripts.metafile.outputs);
  const [, { imports }] = outputs.find(([path]) => basename(path).startsWith(`${entry}-`));
  return imports
    .filter(({ kind }) => kind === 'import-statement')
    .map(({ path }) => basename(path));
}

/** index.html with the names that the files have got. */
function pageWith(names, chunks) {
  const preloads = chunks.map((name) => `<link rel="modulepreload" href="/portal/${name}" />`);
  const html = readFileSync(join(source, 'index.html'), 'utf8').replace(
    '<!-- preloads -->',
    preloads.join('\n    '),
  );
  return html.replaceAll(/\{\{(\w+)\.(\w+)\}\}/g, (_, stem, extension) => {
    const name = names.find((each) => each.startsWith(`${stem}-`) && each.endsWith(extension));
    if (name === undefined) throw new Error(`nothing was built for ${stem}.${extension}`);
    return `/portal/${name}`;
  });
}
