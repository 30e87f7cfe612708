import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readText } from './repository-files.js';

const text = readText('docs/THREAT_MODEL.md');
const ROOT = join(import.meta.dirname, '../..');

test('every test that the threat model names exists, with the title that it quotes', () => {
  const named = [...text.matchAll(/`((?:packages|apps|test)\/[^`]+\.test\.ts)`((?:,? ?\s*"[^"]+")*)/g)];
  expect(named.length).toBeGreaterThan(15);
  const faults = named.flatMap(([, path = '', quotes = '']) => {
    if (!existsSync(join(ROOT, path))) return [`${path} does not exist`];
    const source = readText(path).replace(/\s+/g, ' ');
    const titles = [...quotes.matchAll(/"([^"]+)"/g)].map(([, title = '']) => title.replace(/\s+/g, ' '));
    return titles.filter((title) => !source.includes(title)).map((title) => `${path}: ${title}`);
  });
  expect(faults).toEqual([]);
});
