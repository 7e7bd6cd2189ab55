// Makes dist/package, which is what is deployed: the app as a bundle without node_modules, the files that it serves, and
// what the host wants beside it. Needs what functions/portal/build.mjs has made.
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { laterFiles } from './later.mjs';

const source = import.meta.dirname;
const root = join(source, '..');
const compiled = join(root, 'dist', 'functions');
const target = join(root, 'dist', 'package');
const maps = join(root, 'dist', 'maps'); // not deployed: they tell what a stack trace of the package means
for (const folder of [target, maps]) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
}

// A start needs none of these, and many a process never does; `npm run bench:load` shows what that saves.
const later = laterFiles(
  {
    'identity.js': ['@azure/identity'],
    'mail.js': ['@azure/communication-email'],
    'sign-in.js': ['jose'],
    'durable-client.js': ['@opentelemetry/api', 'axios', 'validator'],
    'durable-timers.js': ['moment'],
    'seldom.js': ['fast-xml-parser', 'http-proxy-agent', 'https-proxy-agent', 'lodash/cloneDeep'],
    'free-mail.js': ['./shared/directory/consumer-domains'],
    'texts.js': ['./shared/texts/texts'],
  },
  root,
);
const common = {
  outdir: target,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node20',
  conditions: [], // libraries as Node itself resolves them, without bundlers' own variants
  format: 'cjs',
  external: ['@azure/functions-core'], // the worker's own
  legalComments: 'external',
  logLevel: 'warning',
};
const entryPoints = { app: join(source, 'start-app.ts') };
await build({ ...common, entryPoints, sourcemap: 'external', plugins: [later.plugin] });
await later.buildFiles({ ...common, sourcemap: 'external' });
// One line: the embedded host starts the same app.js in another way.
await build({ ...common, entryPoints: [join(source, 'main.ts')], plugins: [appOutside()] });

for (const name of readdirSync(target).filter((each) => each.endsWith('.map'))) {
  renameSync(join(target, name), join(maps, name));
}

const swagger = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));
for (const name of ['swagger-ui.css', 'swagger-ui-bundle.js', 'swagger-ui-bundle.js.LICENSE.txt']) {
  cpSync(join(swagger, name), join(compiled, 'docs', name));
}
for (const name of ['docs', 'portal/browser']) {
  cpSync(join(compiled, name), join(target, name), { recursive: true });
}

const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const { name, version, license, engines } = own;
const manifest = { name, version, private: true, license, engines, main: 'main.js' };
writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
cpSync(join(root, 'host.json'), join(target, 'host.json'));

function appOutside() {
  return {
    name: 'app-outside',
    setup: ({ onResolve }) => {
      onResolve({ filter: /^\.\/start-app$/ }, () => ({ path: './app.js', external: true }));
    },
  };
}
