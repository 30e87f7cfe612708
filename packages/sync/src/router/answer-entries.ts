import { encodePage, LIMITS } from '@liaison/protocol';
import { SYNC_LIMITS } from '../limits.js';
import type { CallReply, CallRequest } from '../messages.js';
import type { LogName } from '../sync-replica.js';
import type { CallContext } from './call-context.js';

const visibleSpaces = ({ replica, caller }: CallContext): ReadonlySet<string> =>
  new Set(replica.spacesFor(caller).map(({ space }) => space));

/** The next page for the caller. Spaces it may not see are passed over in silence: the answer is no oracle. */
export function answerPull(context: CallContext, input: CallRequest<'pull'>): CallReply<'pull'> {
  const visible = visibleSpaces(context);
  const wants = input.wants.filter((want) => visible.has(want.space));
  const selection = context.replica.select(context.caller, wants, LIMITS.pageBytesTarget);
  return {
    page: Buffer.from(encodePage(selection.entries)).toString('base64'),
    more: selection.more,
    diverged: selection.diverged,
  };
}

/** Takes a page of the caller in one transaction. Of a refusal the caller hears the code only. */
export function acceptPush(context: CallContext, page: Uint8Array): CallReply<'push'> {
  const { entries, duplicates, pending, quarantined, refused } = context.replica.ingest(context.caller, page);
  const report = { entries, duplicates, pending, quarantined };
  return refused === undefined ? report : { ...report, refused: { code: refused.code } };
}

/** Earlier ids of logs that the caller found to have diverged. */
export function answerAncestors(context: CallContext, input: CallRequest<'ancestors'>): CallReply<'ancestors'> {
  const visible = visibleSpaces(context);
  const ancestorsOf = (log: LogName) =>
    visible.has(log.space) ? context.replica.ancestors(log).slice(0, SYNC_LIMITS.ancestorsMax) : [];
  return { logs: input.logs.map(ancestorsOf) };
}
