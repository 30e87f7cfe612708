import { decodePushedPart, encodePage, LIMITS, orThrow, PAGE_HEAD_BYTES, sha256Text } from '@liaison/protocol';
import { SYNC_LIMITS } from '../limits.js';
import type { CallReply, CallRequest } from '../messages.js';
import type { LogName } from '../sync-replica.js';
import { acceptPart } from './brought-parts.js';
import type { CallContext } from './call-context.js';

const visibleSpaces = ({ replica, caller }: CallContext): ReadonlySet<string> =>
  new Set(replica.spacesFor(caller).map(({ space }) => space));

/** The next page for the caller. Spaces it may not see are passed over in silence: the answer is no oracle. */
export function answerPull(context: CallContext, input: CallRequest<'pull'>): CallReply<'pull'> {
  const bytesWanted = Math.min(input.bytes ?? LIMITS.pageBytesTarget, LIMITS.pageBytesTarget);
  const { entries, more, diverged } = context.replica.reading(() => {
    const visible = visibleSpaces(context);
    const wants = input.wants.filter((want) => visible.has(want.space));
    return context.replica.select(context.caller, wants, bytesWanted - PAGE_HEAD_BYTES);
  });
  const page = encodePage(entries);
  if (input.bytes === undefined || page.length <= bytesWanted) {
    return { page: base64(page), more, diverged };
  }
  const digest = sha256Text(page);
  // another page than the caller began with, such as after a recall, begins anew
  const from = input.part?.digest === digest && input.part.from < page.length ? input.part.from : 0;
  const part = { digest, from, total: page.length };
  return { page: base64(page.subarray(from, from + bytesWanted)), part, more, diverged };
}

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');

/** A space that is held here and none of the caller's business is answered like one that is not held (SYN-5). */
const HIDDEN: ReadonlyMap<string, string> = new Map([['space-unknown', 'space-not-entitled']]);

/** Takes a page of the caller in one transaction. Of a refusal the caller hears the code only. */
export async function acceptPush(context: CallContext, page: Uint8Array): Promise<CallReply<'push'>> {
  const { entries, duplicates, pending, quarantined, refused } = await context.replica.ingest(context.caller, page);
  const report = { entries, duplicates, pending, quarantined };
  return refused === undefined ? report : { ...report, refused: { code: HIDDEN.get(refused.code) ?? refused.code } };
}

/** Takes a range of a page, or of the input of another call, that is too large for the caller's line. */
export function acceptPushPart(context: CallContext, bytes: Uint8Array): Promise<CallReply<'pushPart'>> {
  const part = orThrow(decodePushedPart(bytes));
  return acceptPart(context.replica, context.caller, part, (page) => acceptPush(context, page));
}

/** Earlier ids of logs that the caller found to have diverged. */
export function answerAncestors(context: CallContext, input: CallRequest<'ancestors'>): CallReply<'ancestors'> {
  const { replica } = context;
  return replica.reading(() => {
    const visible = visibleSpaces(context);
    const ancestorsOf = (log: LogName) =>
      visible.has(log.space) ? replica.ancestors(log).slice(0, SYNC_LIMITS.ancestorsMax) : [];
    return { logs: input.logs.map(ancestorsOf) };
  });
}
