// For build.mjs: libraries that the bundle loads when it first uses them, from files of their own. The code that imports
// them stays as it is: each import gets a stand-in whose members are read from the library only when somebody asks.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** An esbuild plugin, and what builds the files that it leaves out. `files`: file name → the libraries in it. */
export function laterFiles(files) {
  const fileOf = new Map(
    Object.entries(files).flatMap(([file, names]) => names.map((name) => [name, file])),
  );
  const found = new Map();

  const plugin = {
    name: 'later',
    setup: ({ onResolve, onLoad, resolve }) => {
      onResolve({ filter: /^[^./]/ }, async ({ path: name, pluginData, ...from }) => {
        if (!fileOf.has(name) || pluginData === 'itself') return undefined;
        const { importer, kind, resolveDir } = from;
        const { path, errors } = await resolve(name, {
          importer,
          kind,
          resolveDir,
          pluginData: 'itself',
        });
        if (errors.length > 0) return { errors };
        if ((found.get(name) ?? path) !== path) throw new Error(`${name} is two modules`);
        found.set(name, path);
        return { path, namespace: 'later', pluginData: name };
      });
      onLoad({ filter: /.*/, namespace: 'later' }, async ({ path, pluginData: name }) => ({
        contents: await standIn(path, `require('./${fileOf.get(name)}')[${JSON.stringify(name)}]`),
        resolveDir: '/',
      }));
      onResolve({ filter: /^\.\//, namespace: 'later' }, ({ path }) => ({ path, external: true }));
    },
  };

  /** After the bundle: one file after the other, with what the bundle was found to import. */
  async function buildFiles(options) {
    for (const [file, names] of Object.entries(files)) {
      const members = names.map((name) => {
        if (!found.has(name)) throw new Error(`nothing imports ${name}`);
        const [key, path] = [name, found.get(name)].map((text) => JSON.stringify(text));
        return `${key}: { enumerable: true, get: () => require(${path}) }`;
      });
      await build({
        ...options,
        stdin: {
          contents: `Object.defineProperties(exports, { ${members.join(', ')} });`,
          resolveDir: options.outdir,
        },
        outdir: undefined,
        outfile: join(options.outdir, file),
      });
    }
  }

  return { plugin, buildFiles };
}

/** A module with the members of the one at `path`, each read by `library`, an expression, when it is asked for. */
async function standIn(path, library) {
  const module = await import(pathToFileURL(path));
  const whole = module.default;
  const names = new Set([...Object.keys(module), ...Object.keys(Object(whole))]);
  names.delete('__esModule');
  const isCommonJs = path in createRequire(import.meta.url).cache;
  const isEsModule = !isCommonJs || Object(whole).__esModule === true;
  return `
    const library = () => ${library};
    module.exports = ${typeof whole === 'function' ? '(...args) => library()(...args)' : '{}'};
    for (const name of ${JSON.stringify([...names])}) {
      Object.defineProperty(module.exports, name, { enumerable: true, get: () => library()[name] });
    }
    Object.defineProperty(module.exports, '__esModule', { value: ${String(isEsModule)} });`;
}
