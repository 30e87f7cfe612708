import type { DeskRouter } from '@liaison/node';
import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useSyncExternalStore } from 'react';
import { desk, deskClient } from './desk.js';
import { queryClient } from './query-client.js';
import { onSessionState, type SessionState, sessionState, setSessionState } from './session-state.js';

/** Who is signed in, and what the desk offers them. */
export type Session = inferRouterOutputs<DeskRouter>['session']['current'];

/** The session of this browser; throws `not-signed-in` or `session-locked`. */
export async function openSession(): Promise<Session> {
  const session = await queryClient.ensureQueryData(desk.session.current.queryOptions());
  setSessionState('open');
  return session;
}

/** Signs in, or unlocks in place: then everything that stands on the page is asked for again. Fails as `session.signIn` does. */
export async function signIn(officer: string, passphrase: string): Promise<Session> {
  const session = await deskClient.session.signIn.mutate({ officer, passphrase });
  queryClient.setQueryData(desk.session.current.queryKey(), session);
  setSessionState('open');
  await queryClient.invalidateQueries({ predicate: ({ state }) => state.status === 'error' });
  return session;
}

/** Drops the officer's key at once; the page stays as it is behind the lock. */
export async function lockSession(): Promise<void> {
  await deskClient.session.lock.mutate({});
  setSessionState('locked');
}

/** Ends the session and forgets everything that was shown. */
export async function endSession(): Promise<void> {
  await deskClient.session.signOut.mutate({});
  queryClient.clear();
  setSessionState('ended');
}

export const useSessionState = (): SessionState => useSyncExternalStore(onSessionState, sessionState);

/** The session as it was last heard of: it stays known behind the lock. */
export function useSession(): Session | undefined {
  return useQuery({ ...desk.session.current.queryOptions(), enabled: false }).data;
}

/** Whether the officer may make a call, such as `record.edit`; what may not be made is shown disabled, with the reason. */
export const useMay = (call: string): boolean => useSession()?.may.includes(call) ?? false;
