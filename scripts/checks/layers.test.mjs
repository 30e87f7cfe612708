// @ts-check
import { describe, expect, it } from 'vitest';
import { checkLayers } from './layers.mjs';

/** @param {string} path @param {string} text */
const file = (path, text) => ({ path, text });

/** @param {string} path @param {string} text */
const problemsOf = (path, text) => checkLayers([file(path, text)]);

describe('imports between workspaces', () => {
  it.each([
    ['packages/identity/src/a.ts', "import type { Entry } from '@liaison/ledger';", 'may not stand on packages/ledger'],
    ['packages/store/src/a.ts', "import { pull } from '@liaison/sync';", 'may not stand on packages/sync'],
    ['protocol/src/a.ts', "export * from '@liaison/identity';", 'protocol may not stand on packages/identity'],
    ['packages/node/src/a.ts', "const cli = await import('@liaison/cli');", 'may not stand on apps/cli'],
    ['packages/sync/src/a.ts', "type S = import('@liaison/node').Node;", 'may not stand on packages/node'],
    ['packages/store/src/a.ts', "import { x } from '../../sync/src/pull.js';", 'by their package name'],
    ['packages/store/src/a.ts', "import { x } from '@liaison/unknown';", 'has no place in'],
    ['packages/brandnew/src/a.ts', "import { x } from '@liaison/protocol';", 'has no place in'],
    ['packages/store/src/a.ts', "import { x } from '@liaison/store';", 'its index is never imported'],
    ['packages/store/src/deep/a.ts', "import { x } from '../index.js';", 'its index is never imported'],
    ['scripts/a.mjs', "import { x } from '@liaison/protocol';", 'before anything is built'],
  ])('%s: %s', (path, text, expected) => {
    expect(problemsOf(path, text)).toEqual([expect.stringContaining(expected)]);
  });

  it('lets each workspace stand on lower ones, and tests on everything', () => {
    const files = [
      file('packages/ledger/src/a.ts', "import { x } from '@liaison/identity'; import { y } from './b.js';"),
      file('packages/ledger/src/a.test.ts', "import { x } from './index.js';"),
      file('apps/cli/src/a.ts', "import { x } from '@liaison/node';"),
      file('test/e2e/a.test.ts', "import { x } from '@liaison/store'; import * as Y from 'yjs';"),
    ];
    expect(checkLayers(files)).toEqual([]);
  });
});

describe('libraries that belong to one package', () => {
  it.each([
    ['packages/node/src/a.ts', "import { Kysely } from 'kysely';"],
    ['packages/ledger/src/a.ts', "import Database from 'better-sqlite3';"],
    ['packages/store/src/a.ts', "import * as Y from 'yjs';"],
    ['packages/sync/src/a.ts', "import * as decoding from 'lib0/decoding';"],
    ['packages/ledger/src/a.ts', "import { CompactSign } from 'jose';"],
    ['packages/ledger/src/a.ts', "import { ed25519 } from '@noble/curves/ed25519.js';"],
    ['packages/store/src/a.test.ts', "import { initTRPC } from '@trpc/server';"],
  ])('%s: %s', (path, text) => {
    expect(problemsOf(path, text)).toEqual([expect.stringContaining('only')]);
  });

  it('allows them at home', () => {
    expect(problemsOf('packages/store/src/a.ts', "import { Kysely } from 'kysely';")).toEqual([]);
    expect(problemsOf('packages/records/src/a.ts', "import * as Y from 'yjs';")).toEqual([]);
    expect(problemsOf('packages/identity/src/a.ts', "import { jwtVerify } from 'jose';")).toEqual([]);
    expect(problemsOf('packages/sync/src/a.ts', "import { initTRPC } from '@trpc/server';")).toEqual([]);
  });
});

describe('clock, randomness, timers and environment', () => {
  it.each([
    ['const now = Date.now();', 'Date.now'],
    ["const now = Date['now']();", 'Date.now'],
    ['const now = globalThis.Date.now();', 'Date.now'],
    ['const { now } = Date;', 'Date.now'],
    ['const Clock = Date;', 'an alias of Date'],
    ['const now = new Date();', 'new Date()'],
    ['const now = Date();', 'Date()'],
    ['const r = Math.random();', 'Math.random'],
    ['const { random: r } = Math;', 'Math.random'],
    ["import { randomUUID } from 'node:crypto';", 'randomUUID'],
    ["import { randomBytes as bytes } from 'crypto';", 'randomBytes'],
    ["import * as secure from 'node:crypto'; const r = secure.randomInt(5);", 'secure.randomInt'],
    ['const id = crypto.randomUUID();', 'crypto.randomUUID'],
    ['const id = globalThis.crypto.getRandomValues(bytes);', 'crypto.getRandomValues'],
    ['setTimeout(run, 5);', 'setTimeout'],
    ['globalThis.setInterval(run, 5);', 'setInterval'],
    ['const later = setImmediate;', 'setImmediate'],
    ['run({ setTimeout });', 'setTimeout'],
    ['const home = process.env.HOME;', 'process.env'],
    ['const { env } = process;', 'process.env'],
    ['const t = performance.now();', 'performance'],
    ["import { setTimeout as sleep } from 'node:timers/promises';", 'node:timers/promises'],
    ["import { performance } from 'node:perf_hooks';", 'node:perf_hooks'],
  ])('%s', (text, expected) => {
    const problems = problemsOf('packages/sync/src/a.ts', text);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(expected);
  });

  it('ignores comments, texts, types, injected members and declared names', () => {
    const text = `
      // Date.now() and setTimeout() are not used here
      const help = 'call Date.now(), Math.random() or process.env';
      const when = new Date(0); const utc = Date.UTC(2026, 0, 1); const max = Math.max(1, 2);
      interface Timers { setTimeout(run: () => void): void; performance: number }
      const wait = (deps: { random: { randomBytes(n: number): void }; setTimeout: number }) => deps.random.randomBytes(8);
      const later = (setTimeout: (run: () => void) => void) => setTimeout(() => undefined);
      const ok = (value: unknown) => value instanceof Date;`;
    expect(problemsOf('packages/ledger/src/a.ts', text)).toEqual([]);
  });

  it.each(['packages/node/src/a.ts', 'apps/cli/src/a.ts', 'test/support/a.ts', 'packages/ledger/src/a.test.ts'])(
    'is allowed in %s',
    (path) => expect(problemsOf(path, 'setTimeout(() => Date.now(), Math.random());')).toEqual([]),
  );
});

describe('the browser', () => {
  it('gets types of a node and nothing that runs', () => {
    expect(problemsOf('apps/desk/src/a.ts', "import type { DeskRouter } from '@liaison/node';")).toEqual([]);
    expect(problemsOf('apps/desk/src/a.ts', "import { openHome } from '@liaison/node';")).toEqual([
      expect.stringContaining('the browser gets types only'),
    ]);
  });
});

describe('import cycles', () => {
  it('names the files of a circle', () => {
    const files = [
      file('protocol/src/a.ts', "import { b } from './b.js';"),
      file('protocol/src/b.ts', "export { c } from './deep/c.js';"),
      file('protocol/src/deep/c.ts', "import { a } from '../a.js';"),
    ];
    const [first, ...others] = checkLayers(files);
    expect(first).toBe(
      'import cycle: protocol/src/a.ts → protocol/src/b.ts → protocol/src/deep/c.ts → protocol/src/a.ts',
    );
    expect(others).toEqual([]);
  });

  it('follows imports into components', () => {
    const files = [
      file('apps/desk/src/a.tsx', "import { b } from './b.js';"),
      file('apps/desk/src/b.tsx', "import { a } from './a.js';"),
    ];
    expect(checkLayers(files)).toEqual([
      'import cycle: apps/desk/src/a.tsx → apps/desk/src/b.tsx → apps/desk/src/a.tsx',
    ]);
  });

  it('counts what loads a module, so `import type` is no part of a circle and `import { type … }` is', () => {
    const a = file('protocol/src/a.ts', "import { b } from './b.js';");
    expect(checkLayers([a, file('protocol/src/b.ts', "import type { A } from './a.js';")])).toEqual([]);
    expect(checkLayers([a, file('protocol/src/b.ts', "import { type A } from './a.js';")])).toHaveLength(1);
  });
});

it('says which file cannot be parsed', () => {
  expect(() => problemsOf('protocol/src/a.ts', 'const = ;')).toThrow('protocol/src/a.ts cannot be parsed');
});
