// @ts-check
import { expect, it } from 'vitest';
import { checkNames } from './names.mjs';

/** @param {string} path */
const problemsOf = (path) => checkNames([{ path, text: '' }]);

it.each([
  'protocol/src/utils.ts',
  'protocol/src/test-helpers.test.ts',
  'packages/sync/src/peer-manager.ts',
  'packages/sync/src/misc/a.ts',
  'packages/sync/src/common.ts',
  'packages/sync/src/PeerRouter.ts',
  'packages/sync/src/peer_router.ts',
])('%s is refused', (path) => expect(problemsOf(path)).toHaveLength(1));

it.each([
  'protocol/src/common-past.ts',
  'test/e2e/two-nodes.test.ts',
  'test/vitest.config.ts',
  'protocol/src/two-writers.fixture.ts',
  'apps/desk/src/shell/state-line.module.css',
])('%s is fine', (path) => expect(problemsOf(path)).toEqual([]));
