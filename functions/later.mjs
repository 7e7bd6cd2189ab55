// For build.mjs: libraries and own modules that the bundle loads when it first uses them, from files of their own. The code
// that imports them stays as it is: each import gets a stand-in whose members are read only when somebody asks. A file has
// its own copy of whatever it imports, so an own module must be one whose imports keep nothing and are compared by nobody.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/**
 * An esbuild plugin, and what builds the files that it leaves out. `files`: file name → what is in it, libraries by name and
 * own modules by their path below `root`, as the code would import them from there.
 */
export function laterFiles(files, root) {
  const keyOf = (name, folder) => (isOwn(name) ? join(folder, name) : name);
  const placeOf = new Map(
    Object.entries(files).flatMap(([file, names]) =>
      names.map((name) => [keyOf(name, root), { file, name }]),
    ),
  );
  const found = new Map();

  const plugin = {
    name: 'later',
    setup: ({ onResolve, onLoad, resolve }) => {
      onResolve({ filter: /^[^/]/ }, async ({ path: asked, pluginData, ...from }) => {
        const { importer, kind, resolveDir } = from;
        const place = placeOf.get(keyOf(asked, resolveDir));
        if (place === undefined || pluginData === 'itself') return undefined;
        const { path, errors } = await resolve(asked, {
          importer,
          kind,
          resolveDir,
          pluginData: 'itself',
        });
        if (errors.length > 0) return { errors };
        const { name } = place;
        if ((found.get(name) ?? path) !== path) throw new Error(`${name} is two modules`);
        found.set(name, path);
        return { path, namespace: 'later', pluginData: place };
      });
      onLoad(
        { filter: /.*/, namespace: 'later' },
        async ({ path, pluginData: { file, name } }) => ({
          contents: standIn(
            isOwn(name) ? await membersOfOwn(path) : await membersOf(path),
            `require('./${file}')[${JSON.stringify(name)}]`,
          ),
          resolveDir: '/',
        }),
      );
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

function isOwn(name) {
  return name.startsWith('.');
}

/** TypeScript, which esbuild reads. */
async function membersOfOwn(path) {
  const { metafile } = await build({
    entryPoints: [path],
    bundle: true,
    packages: 'external',
    format: 'esm',
    outdir: '/',
    write: false,
    metafile: true,
  });
  const names = Object.values(metafile.outputs).flatMap(({ exports }) => exports);
  return { names, isFunction: false, isEsModule: true };
}

async function membersOf(path) {
  const module = await import(pathToFileURL(path));
  const whole = module.default;
  const names = new Set([...Object.keys(module), ...Object.keys(Object(whole))]);
  names.delete('__esModule');
  const isCommonJs = path in createRequire(import.meta.url).cache;
  const isEsModule = !isCommonJs || Object(whole).__esModule === true;
  return { names: [...names], isFunction: typeof whole === 'function', isEsModule };
}

/** A module with such members, each read by `library`, an expression, when it is asked for. */
function standIn({ names, isFunction, isEsModule }, library) {
  return `
    const library = () => ${library};
    module.exports = ${isFunction ? '(...args) => library()(...args)' : '{}'};
    for (const name of ${JSON.stringify(names)}) {
      Object.defineProperty(module.exports, name, { enumerable: true, get: () => library()[name] });
    }
    Object.defineProperty(module.exports, '__esModule', { value: ${String(isEsModule)} });`;
}
