import { expect, test } from 'vitest';
import { readText } from './repository-files.js';

const text = readText('docs/CEREMONIES.md').replace(/\s+/g, ' ');
const BY_FILES = 'test/scenario/a-community-by-files-only.test.ts';

test('every scenario that the page of ceremonies names exists, with the title that it quotes', () => {
  const files = new Map([...text.matchAll(/\*\*([A-Z])\*\*(?: is)? `([^`]+)`/g)].map(([, name, path]) => [name, path]));
  expect(files.size).toBe(4);
  const quoted = [...text.matchAll(/(?:\| |, )([A-Z])? ?((?:"[^"]+"(?:, )?)+)/g)];
  expect(quoted.length).toBeGreaterThan(24);
  const missing = quoted.flatMap(([, name, quotes = '']) => {
    const source = readText(files.get(name ?? '') ?? BY_FILES).replace(/\s+/g, ' ');
    return [...quotes.matchAll(/"([^"]+)"/g)]
      .filter(([, title = '']) => !source.includes(title))
      .map(([title]) => title);
  });
  expect(missing).toEqual([]);
});
