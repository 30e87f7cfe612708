import { hex, sha256 } from '@liaison/protocol';
import { filesBelow, readText } from './repository-files.js';

const RELEASED = /^protocol\/releases\/version-(\d+)\.sha256$/;

/** Status line of every page while version 1 is a draft, and once it is released (VER-2). */
export const STATUS = { draft: 'Status: draft of version 1.', released: 'Status: version 1, released.' } as const;

/** What a release freezes: pages, vectors and schemas of version 1 (VER-3). */
export const frozenFiles = (): string[] => [
  ...filesBelow('protocol/spec', /\.md$/),
  ...filesBelow('protocol/vectors', /\.json$/),
  ...filesBelow('protocol/schemas', /\.json$/),
];

const digestOf = (path: string): string => hex(sha256(readText(path)));

/** The text of a file of digests, in the form of `sha256sum`. */
export const digestList = (paths: readonly string[]): string =>
  paths.map((path) => `${digestOf(path)}  ${path}\n`).join('');

/** The files of digests of every version that was released. */
export const releases = (): string[] => filesBelow('protocol', RELEASED_NAME).filter((path) => RELEASED.test(path));
const RELEASED_NAME = /\.sha256$/;

/** What is no longer as it was released: files that changed, that are gone, and that came later. */
export function changedSince(release: string, paths: readonly string[]): string[] {
  const listed = new Map(
    release
      .trimEnd()
      .split('\n')
      .map((line) => [line.slice(66), line.slice(0, 64)] as const),
  );
  const changed = [...listed].filter(([path, digest]) => !paths.includes(path) || digestOf(path) !== digest);
  const later = paths.filter((path) => !listed.has(path));
  return [...changed.map(([path]) => path), ...later].sort();
}
