import { defineConfig } from 'vitest/config';

const TIMEOUT_MS = 20_000;

/** Unit tests read the packages' sources through the `source` export condition; no build is needed for them. */
const SOURCES = { conditions: ['source'] };

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        resolve: SOURCES,
        ssr: { resolve: SOURCES },
        test: {
          name: 'packages',
          include: [
            'protocol/src/**/*.test.ts',
            'packages/*/src/**/*.test.ts',
            'apps/cli/src/**/*.test.ts',
            'scripts/**/*.test.mjs',
          ],
          testTimeout: TIMEOUT_MS,
          // No module of ours keeps what a test changes, so files of one worker share them: half the time goes into loading.
          isolate: false,
        },
      },
      // What runs in browsers takes nothing of the packages but types, and libraries name sources that they do not ship.
      {
        test: { name: 'desk', include: ['apps/desk/src/**/*.test.{ts,tsx}'], testTimeout: TIMEOUT_MS },
      },
    ],
  },
});
