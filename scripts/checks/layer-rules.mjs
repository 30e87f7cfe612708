// @ts-check

/** A workspace may import only from workspaces of a lower rank; siblings of one rank meet above. */
/** @type {ReadonlyMap<string, number>} */
export const RANKS = new Map([
  ['protocol', 0],
  ['packages/identity', 1],
  ['packages/ledger', 2],
  ['packages/records', 3],
  ['packages/store', 4],
  ['packages/sync', 4],
  ['packages/interchange', 4],
  ['packages/node', 5],
  ['apps/cli', 6],
  ['apps/desk', 6],
  ['test', 7],
]);

/** @type {readonly { module: RegExp, what: string, only: readonly string[] }[]} */
export const CONFINED_MODULES = [
  { module: /^(kysely|better-sqlite3)(-|\/|$)/, what: 'SQL', only: ['packages/store'] },
  { module: /^(yjs|lib0|y-[a-z]+)(\/|$)/, what: 'Yjs', only: ['packages/records'] },
  { module: /^(jose|@noble\/[a-z]+)(\/|$)/, what: 'cryptography', only: ['packages/identity'] },
  { module: /^@trpc\//, what: 'tRPC', only: ['packages/sync', 'packages/node', 'apps/cli', 'apps/desk'] },
];

/** Clock, randomness, timers and the environment are injected everywhere else. */
export const AMBIENT_ALLOWED = ['packages/node', 'apps/cli', 'apps/desk', 'test', 'scripts'];

/** Modules whose only use would be a way around the injected clock, timers and environment. */
export const AMBIENT_MODULES = /^(node:)?(timers(\/promises)?|perf_hooks|process)$/;

/** Free names that may not be used at all. */
export const AMBIENT_NAMES = new Set(['setTimeout', 'setInterval', 'setImmediate', 'performance']);

/** Properties of global objects that may not be read; other properties of them are harmless. */
/** @type {ReadonlyMap<string, ReadonlySet<string>>} */
export const AMBIENT_PROPERTIES = new Map([
  ['Date', new Set(['now'])],
  ['Math', new Set(['random'])],
  ['process', new Set(['env', 'hrtime', 'uptime'])],
  ['crypto', new Set(['randomUUID', 'getRandomValues', 'randomBytes'])],
]);

/** Exports of node:crypto that make randomness out of the machine. */
export const RANDOM_EXPORTS = new Set([
  'randomUUID',
  'randomBytes',
  'randomInt',
  'randomFill',
  'randomFillSync',
  'getRandomValues',
]);
