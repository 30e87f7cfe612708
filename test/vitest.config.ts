import { defineConfig } from 'vitest/config';

// Tests across packages: real processes, sockets and database files, so few at a time and with long limits.
export default defineConfig({
  root: import.meta.dirname,
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['{scenario,simulation,conformance,e2e,support}/**/*.test.ts'],
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
  },
});
