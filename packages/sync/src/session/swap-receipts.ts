import type { SpaceId, WriterId } from '@liaison/protocol';
import { batches } from '../batches.js';
import { malformedAnswer } from '../errors.js';
import { SYNC_LIMITS } from '../limits.js';
import type { Standing } from '../messages.js';
import type { Session } from './session.js';

interface ReceiptName {
  readonly holder: string;
  readonly space: SpaceId;
}

/** Receipts that we have and the peer lacks, and the reverse. */
export interface ReceiptExchange {
  readonly put: ReceiptName[];
  readonly get: ReceiptName[];
}

/** Swaps receipts in as few calls as their size allows. Returns where the peer then stands, undefined if none went. */
export async function swapReceipts(session: Session, { put, get }: ReceiptExchange): Promise<Standing | undefined> {
  const offers = receiptOffers(session, put);
  let wanted = get;
  let standing: Standing | undefined;
  while (offers.length > 0 || wanted.length > 0) {
    const asked = wanted.slice(0, SYNC_LIMITS.receiptsPerCallMax);
    const offered = offers.shift() ?? [];
    const answer = await session.ask('receipts', { put: offered, get: asked });
    if (answer.tokens.length > asked.length || (asked.length > 0 && answer.tokens.length === 0)) {
      throw malformedAnswer('it gives other receipts than were asked for');
    }
    const kept = await admitGiven(session, answer.tokens);
    session.otherChanges += offered.length + kept;
    wanted = wanted.slice(answer.tokens.length);
    standing = answer.standing;
  }
  return standing;
}

/** Tokens of these receipts, as many in one call as it carries. */
export function receiptOffers(session: Session, put: readonly ReceiptName[]): string[][] {
  const tokens = put.flatMap(({ holder, space }) => session.replica.receiptToken(holder as WriterId, space) ?? []);
  const limits = { countMax: SYNC_LIMITS.receiptsPerCallMax, weightMax: SYNC_LIMITS.offerCharsTarget };
  return batches(tokens, (token) => token.length, limits);
}

export async function admitGiven(session: Session, tokens: readonly (string | null)[]): Promise<number> {
  const given = tokens.filter((token) => token !== null);
  return given.length === 0 ? 0 : await session.replica.admitReceipts(session.client.peer, given);
}
