// Makes dist/package, which is what is deployed: the app in one file without node_modules, the files that it serves, and
// what the host wants beside it. Needs what functions/web/build.mjs has made.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const source = import.meta.dirname;
const root = join(source, '..');
const compiled = join(root, 'dist', 'functions');
const target = join(root, 'dist', 'package');
rmSync(target, { recursive: true, force: true });

const common = {
  outdir: target,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  logLevel: 'warning',
};
await build({
  ...common,
  entryPoints: { app: join(source, 'start-app.ts') },
  external: ['@azure/functions-core'], // the worker's own
  sourcemap: 'external',
  legalComments: 'external',
});
// One line: the embedded host starts the same app.js in another way.
await build({ ...common, entryPoints: [join(source, 'main.ts')], plugins: [appOutside()] });

const swagger = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-ui-bundle.js.LICENSE.txt']) {
  cpSync(join(swagger, name), join(compiled, 'docs', name));
}
for (const name of ['docs', 'web']) {
  cpSync(join(compiled, name), join(target, name), { recursive: true });
}

const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { name, version, license, engines } = own;
const manifest = { name, version, private: true, license, engines, main: 'main.js' };
writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
cpSync(join(root, 'host.json'), join(target, 'host.json'));
// Heeded by azd and by Core Tools: the source map stays here.
writeFileSync(join(target, '.funcignore'), '*.map\n');

function appOutside() {
  return {
    name: 'app-outside',
    setup: ({ onResolve }) => {
      onResolve({ filter: /^\.\/start-app$/ }, () => ({ path: './app.js', external: true }));
    },
  };
}
