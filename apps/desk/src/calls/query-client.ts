import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { failureOf } from './call-failure.js';
import { noticeSession } from './session-state.js';

/** Answers are kept this long without word of a change; live changes make them stale at once. */
const FRESH_MS = 30_000;
const TRIES = 2;

const onError = (error: unknown): void => void noticeSession(failureOf(error).code);

/**
 * What the pages have been told. The node is on this machine, so a machine without a network (`networkMode`) still asks it, and
 * only a node that gave no answer is asked again.
 */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError, onSuccess: askAgain }),
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: FRESH_MS,
      retry: (count, error) => count < TRIES && failureOf(error).code === 'node-unreachable',
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** Asks again for everything on the page; what is off the page when it is next shown. */
export async function askAgain(): Promise<void> {
  await queryClient.invalidateQueries({ predicate: ({ queryKey }) => !standsStill(queryKey) });
}

/** Who is signed in is asked elsewhere; what an uploaded file holds does not change. */
const standsStill = ([path]: readonly unknown[]): boolean =>
  Array.isArray(path) && (path[0] === 'session' || path[0] === 'import');
