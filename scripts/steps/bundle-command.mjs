// @ts-check
import { existsSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { rolldown } from 'rolldown';
import { inRepository } from './repository.mjs';

const ENTRY = 'apps/cli/dist/main.js';
const FOLDER = 'apps/cli/dist/bundle';
/** What the compiler touches when it has written something anew; the command itself asks the same (`apps/cli/bin`). */
const COMPILED = [
  'protocol',
  ...['identity', 'ledger', 'records', 'store', 'sync', 'interchange', 'node'].map((name) => `packages/${name}`),
  'apps/cli',
].map((workspace) => `${workspace}/dist/.tsbuildinfo`);

/** @param {string} path */
const changedMs = (path) => statSync(inRepository(path)).mtimeMs;

/** Whether the command line in few files was made from the many that the compiler wrote. */
export const isCommandFresh = () =>
  existsSync(inRepository(`${FOLDER}/main.js`)) &&
  COMPILED.every((path) => changedMs(path) <= changedMs(`${FOLDER}/main.js`));

/**
 * A module that is moved into the bundle goes on finding what stands beside where it was: files, a thread's script.
 * @type {import('rolldown').Plugin}
 */
const keepPlaces = {
  name: 'keep-places',
  transform(code, id) {
    if (id.includes('/node_modules/') || !code.includes('import.meta.url')) return null;
    const place = relative(inRepository(FOLDER), id).replaceAll('\\', '/');
    return { code: code.replaceAll('import.meta.url', `new URL(${JSON.stringify(place)}, import.meta.url).href`) };
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
    return { id: relative(inRepository(FOLDER), file).replaceAll('\\', '/'), external: true };
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
  await bundle.write({ dir: inRepository(FOLDER), format: 'esm', entryFileNames: '[name].js' });
  await bundle.close();
}
