import { failureOf } from './call-failure.js';
import { deskClient } from './desk.js';
import { askAgain } from './query-client.js';
import { sessionStateAfter, setSessionState } from './session-state.js';

const GATHER_MS = 200;
const NAME = 'liaison.changes';

/** What the page that watches tells the other pages of this browser. */
type News = 'changed' | 'locked' | 'ended';

/** Between two rounds of questions a page leaves the node so many times as long as the round took: a sync brings many changes. */
const REST_TIMES = 3;

let isDue = false;
let isAsking = false;

/** Asks again for what the page shows, once for changes that come close together, and never while the last round is under way. */
export function changesArrived(): void {
  isDue = true;
  if (!isAsking) void askUntilCaughtUp();
}

async function askUntilCaughtUp(): Promise<void> {
  isAsking = true;
  try {
    for (let restMs = GATHER_MS; isDue; ) {
      await new Promise((resolve) => setTimeout(resolve, restMs));
      isDue = false;
      const started = performance.now();
      await askAgain();
      restMs = Math.max(GATHER_MS, REST_TIMES * (performance.now() - started));
    }
  } finally {
    isAsking = false;
  }
}

/**
 * Follows what the node commits, from this page or another: a browser opens few lines to one address, so of all its pages one
 * watches and tells the others, and when it closes the next takes over. Returns what stops it.
 */
export function followChanges(): () => void {
  const channel = new BroadcastChannel(NAME);
  const stopped = new AbortController();
  const hear = (news: News) => (news === 'changed' ? changesArrived() : setSessionState(news));
  channel.onmessage = ({ data }: MessageEvent<News>) => hear(data);
  const tell = (news: News) => {
    hear(news);
    channel.postMessage(news);
  };
  navigator.locks.request(NAME, { signal: stopped.signal }, () => watch(stopped.signal, tell)).catch(() => undefined);
  return () => {
    stopped.abort();
    channel.close();
  };
}

/** Ends when it is stopped or the session is; a line that breaks is taken up again by the link, from where it was. */
function watch(stopped: AbortSignal, tell: (news: News) => void): Promise<void> {
  return new Promise((resolve) => {
    const subscription = deskClient.changes.watch.subscribe(
      {},
      {
        // The first event only says where changes are now; by then something may have been missed.
        onData: () => tell('changed'),
        onError: (error) => {
          const session = sessionStateAfter(failureOf(error).code);
          if (session === 'locked' || session === 'ended') tell(session);
          resolve();
        },
        onComplete: resolve,
      },
    );
    stopped.addEventListener('abort', () => {
      subscription.unsubscribe();
      resolve();
    });
  });
}
