import type { SpaceId } from '@liaison/protocol';
import { comparedView, fingerprintOf, sameStanding } from '../compared-view.js';
import { SYNC_LIMITS } from '../limits.js';
import type { CallReply, CallRequest, Standing } from '../messages.js';
import type { SpaceMarks, SyncReplica } from '../sync-replica.js';
import { answerNodes } from './answer-compare.js';
import type { CallContext } from './call-context.js';

/**
 * Our standing. Where both seem equal, receipts are made that a broken earlier session still owes: it moved entries and
 * ended before `finish`. If there are any, the standing differs and the session goes on.
 */
export async function answerHello(context: CallContext, input: CallRequest<'hello'>): Promise<CallReply<'hello'>> {
  const { replica, caller } = context;
  const view = comparedView(replica, caller);
  if (!sameStanding(view.standing, input)) {
    if (input.nodes === undefined || input.documents !== view.standing.documents) return view.standing;
    return { ...view.standing, nodes: answerNodes(view, input.nodes) };
  }
  await replica.issueReceipts([...view.marksBySpace.keys()] as SpaceId[]);
  return standingOf(context);
}

const standingOf = ({ replica, caller }: CallContext): Standing => comparedView(replica, caller).standing;

/** Keeps the caller's receipts and hands over those it asks for. */
export async function answerReceipts(
  context: CallContext,
  input: CallRequest<'receipts'>,
): Promise<CallReply<'receipts'>> {
  const { replica, caller } = context;
  if (input.put.length > 0) await replica.admitReceipts(caller, input.put);
  return replica.reading(() => receiptsFor(context, input));
}

function receiptsFor({ replica, caller }: CallContext, input: CallRequest<'receipts'>): CallReply<'receipts'> {
  const { marksBySpace, standing } = comparedView(replica, caller);
  const tokens: (string | null)[] = [];
  let chars = 0;
  for (const { holder, space } of input.get) {
    if (chars > SYNC_LIMITS.answerBytesTarget) break;
    const known = isGiven(marksBySpace.get(space), holder) ? replica.receiptToken(holder, space) : undefined;
    tokens.push(known ?? null);
    chars += known?.length ?? 0;
  }
  return { tokens, standing };
}

/** Makes our receipts for what changed, and says what we then hold and see in the spaces that moved. */
export async function answerFinish(context: CallContext, input: CallRequest<'finish'>): Promise<CallReply<'finish'>> {
  const { replica, caller } = context;
  if (input.put.length > 0) await replica.admitReceipts(caller, input.put);
  await replica.issueReceipts([...comparedView(replica, caller).marksBySpace.keys()] as SpaceId[]);
  return replica.reading(() => finishFor(context, input));
}

function finishFor({ replica, caller }: CallContext, input: CallRequest<'finish'>): CallReply<'finish'> {
  const { marksBySpace, standing } = comparedView(replica, caller);
  const visible = input.spaces.flatMap((space) => marksBySpace.get(space) ?? []);
  const spaces: CallReply<'finish'>['spaces'] = [];
  const names = visible.map(({ space }) => space);
  for (const { space, digest } of replica.viewDigests(names, [caller])) {
    const marks = marksBySpace.get(space);
    if (marks === undefined) continue;
    spaces.push({ space, fingerprint: fingerprintOf(marks), digest, receipts: marks.receipts });
  }
  return { spaces, tokens: ownReceipts(replica, visible), standing };
}

/** Of a space that the caller's member was removed from, no receipt is given: its heads tell who writes how much (SPC-16). */
const isGiven = (marks: SpaceMarks | undefined, holder: string): boolean =>
  marks?.receipts.some((receipt) => receipt.holder === holder) ?? false;

/** Most callers lack just these; the others are asked for by `receipts`. */
function ownReceipts(replica: SyncReplica, spaces: readonly SpaceMarks[]): string[] {
  const tokens: string[] = [];
  let chars = 0;
  for (const marks of spaces) {
    const token = isGiven(marks, replica.home) ? replica.receiptToken(replica.home, marks.space) : undefined;
    chars += token?.length ?? 0;
    if (chars > SYNC_LIMITS.answerBytesTarget) break;
    if (token !== undefined) tokens.push(token);
  }
  return tokens;
}
