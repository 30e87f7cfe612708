import { LiaisonError } from '@liaison/protocol';
import { type TRPCError, tracked } from '@trpc/server';
import { z } from 'zod';
import type { OpenHome } from '../home/open-home.js';
import type { HomeChange } from '../worker/home-changes.js';
import { deskProcedure, deskRouterOf } from './desk-procedure.js';
import { deskRefusal, refusedWith } from './desk-refusals.js';

/** Pages that watch one home at the same time. */
const WATCHERS_MAX = 128;
const watchers = new WeakMap<OpenHome, { count: number }>();

/** What a page learns: that something changed and where; it asks again for what it shows. */
export interface WatchedChange {
  /** Where this leaves off; a browser that lost its line sends it back and misses nothing. */
  readonly seq: string;
  readonly spaces: readonly string[];
  /** Which peers are reached, or how they stand. */
  readonly peers: boolean;
  /** What the node is at. */
  readonly work: boolean;
  /** More than spaces changed: everything that is shown is asked for anew. */
  readonly everything: boolean;
}

const shown = ({ cursor, spaces, everything, status }: HomeChange): WatchedChange => ({
  seq: cursor,
  spaces,
  peers: status || everything,
  work: status,
  everything,
});

/**
 * Changes of the home as they are committed, by either connection (WEB-9). The first event says where changes are now.
 * Ends with `session-locked` when the session is locked or over.
 */
async function* watch(
  home: OpenHome,
  since: string | undefined,
  signals: { request: AbortSignal; session: AbortSignal },
) {
  const counter = watchers.get(home) ?? { count: 0 };
  watchers.set(home, counter);
  if (counter.count >= WATCHERS_MAX) throw tooMany();
  counter.count += 1;
  try {
    const start = since ?? home.changes.cursor;
    if (since === undefined) {
      yield tracked(start, shown({ cursor: start, spaces: [], everything: false, status: false }));
    }
    const signal = AbortSignal.any([signals.request, signals.session]);
    for await (const change of home.changes.follow({ since: start, signal })) {
      yield tracked(change.cursor, shown(change));
    }
    if (signals.session.aborted) throw deskRefusal('session-locked');
  } finally {
    counter.count -= 1;
  }
}

const NEVER = new AbortController().signal;

export const changeProcedures = deskRouterOf({
  watch: deskProcedure
    .input(z.strictObject({ lastEventId: z.string().max(100).nullish() }).optional())
    .subscription(({ ctx, input, signal }) =>
      watch(ctx.home, input?.lastEventId ?? undefined, {
        request: signal ?? NEVER,
        session: ctx.asker.signal ?? NEVER,
      }),
    ),
});

const tooMany = (): TRPCError =>
  refusedWith(
    'TOO_MANY_REQUESTS',
    new LiaisonError(
      'pages-too-many',
      'Too many pages watch this desk at once.',
      'Close pages of the desk that nobody looks at.',
    ),
  );
