// @ts-check
import { expect, test } from 'vitest';
import { importsOf, relativeTarget } from './imports.mjs';
import { readSourceFiles } from './source-files.mjs';

const files = new Map(readSourceFiles().map((file) => [file.path, file]));

/** Packages that the given file loads at once, directly or through its own files. @param {string} entry */
function packagesLoadedBy(entry) {
  const seen = new Set([entry]);
  const packages = new Set();
  for (const path of seen) {
    const file = files.get(path);
    for (const { specifier, typeOnly, lazy } of file === undefined ? [] : importsOf(file)) {
      if (typeOnly || lazy) continue;
      const target = relativeTarget(path, specifier);
      if (target === undefined) packages.add(specifier);
      else seen.add(target);
    }
  }
  return [...packages].filter((name) => !name.startsWith('node:')).sort();
}

/**
 * A command that only talks to a running node must not wait for SQLite, Yjs and the rest of a home: the whole of
 * `@liaison/node` takes five times as long to load as all that is named here.
 */
test('the command line loads only what a call to a running node needs', () => {
  expect(packagesLoadedBy('apps/cli/src/main.ts')).toEqual(['@liaison/node/client', '@liaison/protocol', 'commander']);
  expect(packagesLoadedBy('packages/node/src/client.ts')).toEqual([
    '@liaison/protocol',
    '@liaison/store/disk-full',
    '@trpc/client',
    '@trpc/server',
    'zod',
  ]);
});
