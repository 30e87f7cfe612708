import { expect, test } from 'vitest';
import { changedSince, digestList, frozenFiles, releases, STATUS } from './releases.js';
import { filesBelow, readText } from './repository-files.js';

test('VER-2: every page says whether it is a draft', () => {
  const status = releases().length === 0 ? STATUS.draft : STATUS.released;
  const pages = filesBelow('protocol/spec', /\.md$/);
  expect(pages.filter((path) => !readText(path).split('\n').includes(status))).toEqual([]);
});

test('VER-3: what was released is as it was', () => {
  const changed = releases().flatMap((path) => changedSince(readText(path), frozenFiles()));
  expect(changed).toEqual([]);
  expect(frozenFiles().length).toBeGreaterThan(100);
});

test('VER-3: a page that is changed, taken out or added after a release is found', () => {
  const [first = '', second = '', ...others] = frozenFiles();
  const release = digestList([first, second, ...others]);
  expect(changedSince(release, frozenFiles())).toEqual([]);
  expect(
    changedSince(
      release.replace(/^./, (digit) => (digit === '0' ? '1' : '0')),
      frozenFiles(),
    ),
  ).toEqual([first]);
  expect(changedSince(release, [first, ...others])).toEqual([second]);
  expect(changedSince(digestList([first, ...others]), frozenFiles())).toEqual([second]);
});

test('VER-1: the versions of all claims are those of their pages', () => {
  const claims = filesBelow('protocol/schemas', /-claims\.schema\.json$/).map((path) => ({ path, v: versionIn(path) }));
  expect(claims.filter(({ v }) => v?.const !== 1 && v?.minimum !== 1)).toEqual([]);
  expect(claims.length).toBeGreaterThan(6);
});

const versionIn = (path: string): { const?: number; minimum?: number } | undefined =>
  (JSON.parse(readText(path)) as { properties: { v?: { const?: number; minimum?: number } } }).properties.v;
