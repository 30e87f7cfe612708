// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { inRepository } from './repository.mjs';

const STAMP = 'node_modules/.cache/liaison/installed.json';
const MUST_EXIST = ['node_modules/.bin/liaison', 'node_modules/typescript/package.json', 'node_modules/.modules.yaml'];

/** Every file that decides what an install produces. */
function manifestPaths() {
  const workspaces = ['packages', 'apps'].flatMap((folder) =>
    existsSync(inRepository(folder)) ? readdirSync(inRepository(folder)).map((name) => `${folder}/${name}`) : [],
  );
  const manifests = ['.', 'protocol', 'test', ...workspaces].map((folder) => `${folder}/package.json`);
  return ['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc', ...manifests.sort()].filter((path) =>
    existsSync(inRepository(path)),
  );
}

/**
 * What the installed packages depend on: the manifests, and the machine, because better-sqlite3 is compiled for one
 * platform and one version of Node's binary interface.
 */
function currentStamp() {
  const hash = createHash('sha256');
  for (const path of manifestPaths())
    hash
      .update(`${path}\0`)
      .update(readFileSync(inRepository(path)))
      .update('\0');
  const machine = `${process.platform}-${process.arch}-${process.versions.modules}`;
  return JSON.stringify({ machine, manifests: hash.digest('hex') });
}

export function isInstallFresh() {
  if (!MUST_EXIST.every((path) => existsSync(inRepository(path)))) return false;
  if (!existsSync(inRepository(STAMP))) return false;
  return readFileSync(inRepository(STAMP), 'utf8') === currentStamp();
}

export function recordInstall() {
  mkdirSync(dirname(inRepository(STAMP)), { recursive: true });
  writeFileSync(inRepository(STAMP), currentStamp());
}
