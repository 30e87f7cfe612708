/** Whether the officer of this browser may work: told by `session.current` and by the failure of any other call. */
export type SessionState = 'unknown' | 'open' | 'locked' | 'ended';

let state: SessionState = 'unknown';
const listeners = new Set<() => void>();

export const sessionState = (): SessionState => state;

export function setSessionState(next: SessionState): void {
  if (next === state) return;
  state = next;
  for (const listener of listeners) listener();
}

export function onSessionState(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What a failure says about the session; undefined when it says nothing. */
export function sessionStateAfter(code: string): SessionState | undefined {
  if (code === 'session-locked') return 'locked';
  return code === 'not-signed-in' ? 'ended' : undefined;
}

/** A locked or ended session is shown once, by the shell, whichever call met it first. Whether this failure says of either. */
export function noticeSession(code: string): boolean {
  const next = sessionStateAfter(code);
  if (next !== undefined) setSessionState(next);
  return next !== undefined;
}
