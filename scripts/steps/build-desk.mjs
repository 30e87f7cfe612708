// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { firstLoadBytes } from './first-load.mjs';
import { inRepository } from './repository.mjs';
import { runCommand } from './run-command.mjs';

const DESK = 'apps/desk';
const BUILD = `${DESK}/dist/web`;
const STAMP = `${DESK}/dist/built-from.txt`;
const PAGE = `${BUILD}/index.html`;
const NOT_BUILT_FROM = new Set(['dist', 'node_modules', 'README.md']);

/** @param {string} folder @returns {string[]} */
const filesOf = (folder) =>
  readdirSync(inRepository(folder), { withFileTypes: true }).flatMap((found) => {
    if (NOT_BUILT_FROM.has(found.name)) return [];
    const path = `${folder}/${found.name}`;
    return found.isDirectory() ? filesOf(path) : [path];
  });

/** Everything that decides what the build holds: the sources of the desk, and the versions of what it is built with. */
function currentStamp() {
  const hash = createHash('sha256');
  for (const path of [...filesOf(DESK), 'pnpm-lock.yaml'].sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(inRepository(path)))
      .update('\0');
  }
  return hash.digest('hex');
}

/** Whether the folder that a node serves to browsers was built from the sources as they are. */
export const isDeskFresh = () =>
  existsSync(inRepository(PAGE)) &&
  existsSync(inRepository(STAMP)) &&
  readFileSync(inRepository(STAMP), 'utf8') === currentStamp();

/**
 * Builds the browser application into `apps/desk/dist/web`. Its types are checked by the compiler, not here.
 * @returns {Promise<import('./run-command.mjs').CommandResult>}
 */
export async function buildDesk() {
  const stamp = currentStamp();
  const vite = createRequire(inRepository(`${DESK}/package.json`)).resolve('vite/package.json');
  const built = await runCommand(process.execPath, [
    join(dirname(vite), 'bin', 'vite.js'),
    'build',
    inRepository(DESK),
    '--logLevel=warn',
  ]);
  if (built.code === 0) writeFileSync(inRepository(STAMP), stamp);
  return built;
}

/** Compressed script of a first visit, in bytes, of the build as it is. */
export function deskFirstLoad() {
  const manifest = JSON.parse(readFileSync(inRepository(`${BUILD}/.vite/manifest.json`), 'utf8'));
  return firstLoadBytes(manifest, (file) => readFileSync(inRepository(`${BUILD}/${file}`)));
}
