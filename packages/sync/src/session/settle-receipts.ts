import type { ReceiptMark, SpaceId } from '@liaison/protocol';
import { batches } from '../batches.js';
import { fingerprintOf, sameStanding } from '../compared-view.js';
import { SYNC_LIMITS } from '../limits.js';
import type { CallAnswer, Standing } from '../messages.js';
import type { SpaceDifference } from './find-differences.js';
import type { Session } from './session.js';
import { admitGiven, type ReceiptExchange, receiptOffers, swapReceipts } from './swap-receipts.js';

/**
 * Ends a round (SYN-7): both sides make their receipts for what changed, compare the views of the spaces that moved and
 * swap receipts. Returns where the peer then stands.
 */
export async function settleReceipts(session: Session, differences: readonly SpaceDifference[]): Promise<Standing> {
  session.enter('receipts');
  await session.replica.issueReceipts([...session.view().marksBySpace.keys()] as SpaceId[]);
  const receiptsBySpace = new Map<string, readonly ReceiptMark[]>();
  for (const { space, theirs } of differences) receiptsBySpace.set(space, theirs?.receipts ?? []);
  const conflicts = conflictingReceipts(session, receiptsBySpace);
  const offers = receiptOffers(session, receiptsToSwap(session, receiptsBySpace).put);
  let standing: Standing | undefined;
  for (const spaces of movedBatches(session)) {
    const put = offers.shift() ?? [];
    const answer = await session.ask('finish', { spaces, put });
    const marks = new Map(answer.spaces.map(({ space, receipts }) => [space as string, receipts]));
    for (const space of conflictingReceipts(session, marks)) conflicts.add(space);
    const kept = await admitGiven(session, answer.tokens);
    session.otherChanges += put.length + kept;
    compareViews(session, answer.spaces);
    for (const [space, receipts] of marks) receiptsBySpace.set(space, receipts);
    standing = answer.standing;
  }
  session.alarm('receipts-conflict', [...conflicts]);
  if (standing !== undefined && sameStanding(standing, session.view().standing)) return standing;
  const swapped = await swapReceipts(session, receiptsToSwap(session, receiptsBySpace));
  if (swapped !== undefined) return swapped;
  if (standing === undefined) throw new Error('a session settled without asking the peer');
  return standing;
}

/** At least one batch: an empty one still makes the peer's receipts. */
function movedBatches(session: Session): SpaceId[][] {
  const limits = { countMax: SYNC_LIMITS.finishSpacesMax, weightMax: SYNC_LIMITS.finishSpacesMax };
  const split = batches([...session.movedSpaces], () => 1, limits);
  return split.length > 0 ? split : [[]];
}

/** Equal entries must give equal views; else one of us reads them wrongly and somebody must know (DESIGN: silent divergence). */
function compareViews(session: Session, spaces: CallAnswer<'finish'>['spaces']): void {
  session.replica.reading(() => compareTogether(session, spaces));
}

function compareTogether(session: Session, spaces: CallAnswer<'finish'>['spaces']): void {
  const { marksBySpace } = session.view();
  const comparable = spaces.filter(({ space, fingerprint }) => {
    const marks = marksBySpace.get(space);
    return marks !== undefined && fingerprintOf(marks) === fingerprint && session.movedSpaces.has(space);
  });
  const digests = new Map(comparable.map(({ space, digest }) => [space, digest]));
  const differing = session.replica
    .viewDigests(comparable.map(({ space }) => space))
    .filter(({ space, digest }) => digests.get(space) !== digest);
  session.alarm(
    'view-digest-differs',
    differing.map(({ space }) => space),
  );
  for (const { space } of comparable) session.movedSpaces.delete(space);
}

/** What the peer lacks and what we lack, by its marks as they were told last. */
function receiptsToSwap(session: Session, theirsBySpace: ReadonlyMap<string, readonly ReceiptMark[]>): ReceiptExchange {
  const { marksBySpace } = session.view();
  const exchange: ReceiptExchange = { put: [], get: [] };
  for (const [name, theirs] of theirsBySpace) {
    const own = marksBySpace.get(name);
    if (own === undefined) continue;
    const { space, receipts } = own;
    exchange.put.push(...newerReceipts(receipts, theirs).map(({ holder }) => ({ holder, space })));
    exchange.get.push(...newerReceipts(theirs, receipts).map(({ holder }) => ({ holder, space })));
  }
  return exchange;
}

/** Looked for before any receipt is taken: of two with one number only one is kept (RCP-2). */
function conflictingReceipts(
  session: Session,
  theirsBySpace: ReadonlyMap<string, readonly ReceiptMark[]>,
): Set<string> {
  const { marksBySpace } = session.view();
  const conflicting = [...theirsBySpace].filter(([space, theirs]) =>
    receiptsConflict(marksBySpace.get(space)?.receipts ?? [], theirs),
  );
  return new Set(conflicting.map(([space]) => space));
}

const byHolder = (marks: readonly ReceiptMark[]): ReadonlyMap<string, ReceiptMark> =>
  new Map(marks.map((mark) => [mark.holder, mark]));

/** Of each holder the highest number is kept, and of two with one number the lower id (RCP-2, RCP-4). */
function newerReceipts(marks: readonly ReceiptMark[], others: readonly ReceiptMark[]): ReceiptMark[] {
  const known = byHolder(others);
  return marks.filter((mark) => {
    const other = known.get(mark.holder);
    return other === undefined || other.number < mark.number || (other.number === mark.number && mark.id < other.id);
  });
}

/** Two receipts of one holder and number that differ: a home that was cloned or restored. */
function receiptsConflict(marks: readonly ReceiptMark[], others: readonly ReceiptMark[]): boolean {
  const known = byHolder(others);
  return marks.some(({ holder, number, id }) => {
    const other = known.get(holder);
    return other !== undefined && other.number === number && other.id !== id;
  });
}
