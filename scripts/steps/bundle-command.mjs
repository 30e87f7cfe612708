// @ts-check
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { isBundleFresh, MADE_FROM } from '../../apps/cli/bin/bundle-freshness.js';
import { inRepository } from './repository.mjs';

const ENTRY = 'apps/cli/dist/main.js';
const FOLDER = 'apps/cli/dist/bundle';

/** Whether the command line in few files was made from the many that the compiler wrote. */
export const isCommandFresh = () => isBundleFresh(pathToFileURL(`${inRepository(FOLDER)}/`));

/**
 * A module that is moved into the bundle goes on finding what stands beside where it was: files, a thread's script.
 * @type {import('rolldown').Plugin}
 */
const keepPlaces = {
  name: 'keep-places',
  transform(code, id) {
    if (id.includes('/node_modules/') || !code.includes('import.meta.url')) return null;
    const place = JSON.stringify(seenFromBundle(id));
    return { code: code.replaceAll('import.meta.url', `new URL(${place}, import.meta.url).href`) };
  },
};

/**
 * SQLite comes as a file of the machine's own kind that its package finds by itself.
 * @type {import('rolldown').Plugin}
 */
const leaveSqlite = {
  name: 'leave-sqlite',
  resolveId(source) {
    if (source !== 'better-sqlite3') return null;
    const file = createRequire(inRepository('packages/store/package.json')).resolve(source);
    return { id: seenFromBundle(file), external: true };
  },
};

/**
 * Makes few files of the thousand that `liaison` would read each time it starts, which is most of what a short command
 * takes. Throws what the bundler throws.
 */
export async function bundleCommand() {
  rmSync(inRepository(FOLDER), { recursive: true, force: true });
  const bundle = await rolldown({
    input: inRepository(ENTRY),
    platform: 'node',
    plugins: [keepPlaces, leaveSqlite],
    logLevel: 'warn',
  });
  const { output } = await bundle.write({ dir: inRepository(FOLDER), format: 'esm', entryFileNames: '[name].js' });
  await bundle.close();
  const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
  writeFileSync(inRepository(`${FOLDER}/${MADE_FROM}`), `${JSON.stringify(compiledFor(modules))}\n`);
}

/** What the compiler touches in each of our packages that these modules are of, as seen from the bundle. @param {string[]} modules */
function compiledFor(modules) {
  const folders = modules.flatMap(
    (id) => /^(?!.*\/node_modules\/)(.*\/dist)\//.exec(id.replaceAll('\\', '/'))?.[1] ?? [],
  );
  return [...new Set(folders)].sort().map((folder) => seenFromBundle(`${folder}/.tsbuildinfo`));
}

/** @param {string} path */
const seenFromBundle = (path) => relative(inRepository(FOLDER), path).replaceAll('\\', '/');
