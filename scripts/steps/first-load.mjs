// @ts-check
import { gzipSync } from 'node:zlib';

/** Compressed script that a browser may have to fetch before an officer sees the first page. */
export const FIRST_LOAD_BYTES_MAX = 400_000;

/**
 * @typedef {object} Chunk
 * @property {string} file
 * @property {string} [src] path of the source it begins with
 * @property {readonly string[]} [imports] keys of chunks that must be there before it runs
 * @typedef {Readonly<Record<string, Chunk>>} Manifest what Vite writes about a build
 */

/** What the first visit fetches besides the entry: the way in, and the page behind it. */
const FIRST_PAGES = ['src/pages/sign-in/sign-in-page.tsx', 'src/pages/today/today-page.tsx'];

/**
 * Scripts of the first visit. Throws where the build has none of the pages that stand for it: then nothing would be measured.
 * @param {Manifest} manifest
 * @returns {readonly string[]} files
 */
export function firstScripts(manifest) {
  const found = new Set();
  /** @param {string} key */
  const follow = (key) => {
    const chunk = manifest[key];
    if (chunk === undefined) throw new Error(`the build has no ${key}`);
    if (found.has(chunk.file)) return;
    found.add(chunk.file);
    for (const imported of chunk.imports ?? []) follow(imported);
  };
  for (const key of ['index.html', ...FIRST_PAGES]) follow(key);
  return [...found].filter((file) => file.endsWith('.js'));
}

/**
 * How many bytes the first visit fetches, compressed as browsers ask for it.
 * @param {Manifest} manifest
 * @param {(file: string) => Uint8Array} read
 */
export const firstLoadBytes = (manifest, read) =>
  firstScripts(manifest).reduce((sum, file) => sum + gzipSync(read(file)).length, 0);
