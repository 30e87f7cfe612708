// @ts-check
import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { firstLoadBytes, firstScripts } from './first-load.mjs';

const MANIFEST = {
  'index.html': { file: 'index.js', imports: ['_shared.js'] },
  '_shared.js': { file: 'shared.js' },
  'src/pages/sign-in/sign-in-page.tsx': { file: 'sign-in.js', imports: ['_shared.js'] },
  'src/pages/today/today-page.tsx': { file: 'today.js', imports: ['index.html', '_shared.js'] },
  'src/pages/seizures/seizures-page.tsx': { file: 'seizures.js' },
};

it('APP-10: the first load is the entry, the way in and the first page, each script once', () => {
  expect(firstScripts(MANIFEST)).toEqual(['index.js', 'shared.js', 'sign-in.js', 'today.js']);
  const bytes = firstLoadBytes(MANIFEST, () => randomBytes(1_000));
  expect(bytes).toBeGreaterThan(4_000);
  expect(bytes).toBeLessThan(4_400);
});

it('a build without those pages is no measure', () => {
  expect(() => firstScripts({ 'index.html': { file: 'index.js' } })).toThrow('sign-in-page');
});
