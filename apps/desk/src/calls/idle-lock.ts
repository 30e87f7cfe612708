import { failureOf } from './call-failure.js';
import { desk, deskClient } from './desk.js';
import { queryClient } from './query-client.js';
import type { Session } from './session.js';
import { noticeSession, sessionState } from './session-state.js';

/** The officer's hand is reported this often at most, and at least four times before the desk would lock. */
const REPORT_MS = 60_000;
const reportMs = (): number => Math.min(REPORT_MS, (known()?.idleMinutes ?? Number.POSITIVE_INFINITY) * 15_000);
const LOOK_MS = 5_000;
const SIGNS = ['keydown', 'pointerdown', 'wheel'] as const;

/**
 * Tells the node that somebody is here, so that the desk locks only when nobody is; and looks whether it has locked, for then the
 * page must be covered at once. Returns what stops it.
 */
export function watchIdle(): () => void {
  let reportedAt = Date.now();
  let seenAt = reportedAt;
  const see = () => {
    seenAt = Date.now();
    if (seenAt - reportedAt >= reportMs()) report();
  };
  const report = () => {
    reportedAt = Date.now();
    if (sessionState() === 'open') ask(() => deskClient.session.extend.mutate({}));
  };
  const look = setInterval(() => {
    const lockAt = known()?.idleLockAt;
    if (sessionState() !== 'open' || lockAt === undefined || Date.now() < Date.parse(lockAt)) return;
    ask(() => (seenAt > reportedAt ? deskClient.session.extend.mutate({}) : deskClient.session.current.query()));
  }, LOOK_MS);
  for (const sign of SIGNS) document.addEventListener(sign, see, { passive: true });
  return () => {
    clearInterval(look);
    for (const sign of SIGNS) document.removeEventListener(sign, see);
  };
}

const known = (): Session | undefined => queryClient.getQueryData<Session>(desk.session.current.queryKey());

/** Keeps what the node says of the session; a node that does not answer is noticed by other calls. */
function ask(call: () => Promise<Session>): void {
  call().then(
    (session) => queryClient.setQueryData(desk.session.current.queryKey(), session),
    (error: unknown) => void noticeSession(failureOf(error).code),
  );
}
