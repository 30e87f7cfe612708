import { queryClient } from './query-client.js';

const GATHER_MS = 200;

/** Asks again for everything on the page, once for changes that come close together; what is off the page when it is next shown. */
export function changesArrived(): void {
  if (gathering) return;
  gathering = true;
  setTimeout(() => {
    gathering = false;
    void queryClient.invalidateQueries({ predicate: ({ queryKey }) => !isSession(queryKey) });
  }, GATHER_MS);
}

let gathering = false;

const isSession = (queryKey: readonly unknown[]): boolean => Array.isArray(queryKey[0]) && queryKey[0][0] === 'session';
