import { TRPCClientError } from '@trpc/client';
import { expect, it } from 'vitest';
import { failureOf } from './call-failure.js';

const answered = (data: object) => TRPCClientError.from({ error: { code: -32600, message: 'm', data } });

it('shows an expected failure as the node said it', () => {
  const liaison = { code: 'space-unknown', message: 'There is no such space.', next: 'Look at the list.' };
  expect(failureOf(answered({ liaison }))).toEqual(liaison);
});

it('tells a node that gave no answer from a mistake of its own', () => {
  expect(failureOf(TRPCClientError.from(new Error('fetch failed'))).code).toBe('node-unreachable');
  expect(failureOf(answered({ code: 'INTERNAL_SERVER_ERROR', liaison: null })).code).toBe('defect');
  expect(failureOf(new TypeError('undefined is not a function')).code).toBe('defect');
  expect(failureOf('odd').code).toBe('defect');
  expect(failureOf(null).code).toBe('defect');
});
