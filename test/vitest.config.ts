import { defineConfig } from 'vitest/config';

/** Tests across packages: real processes, sockets and database files, so few at a time and with long limits. */
const COMMON = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  teardownTimeout: 20_000,
};

const SOURCES = { conditions: ['source'] };
const PACKAGES = { resolve: SOURCES, ssr: { resolve: SOURCES } };

/** One browser serves one file, and planted faults replace modules: each of these files has its modules to itself. */
const BY_ITSELF = ['e2e/**/*.test.ts', 'simulation/faults/**/*.test.ts'];

export default defineConfig({
  root: import.meta.dirname,
  test: {
    maxWorkers: 2,
    projects: [
      {
        ...PACKAGES,
        root: import.meta.dirname,
        test: {
          ...COMMON,
          name: 'homes',
          include: ['{scenario,simulation,conformance,support}/**/*.test.ts'],
          exclude: BY_ITSELF,
          isolate: false,
        },
      },
      {
        ...PACKAGES,
        root: import.meta.dirname,
        test: { ...COMMON, name: 'browsers', include: BY_ITSELF },
      },
    ],
  },
});
