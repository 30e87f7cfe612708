import { openReceipt, type SigningKey, signReceipt } from '@liaison/identity';
import {
  canonicalJson,
  headsOfReceipt,
  LIMITS,
  parseToken,
  receiptClaimsSchema,
  type SpaceId,
  sortTips,
  type Tip,
  type WriterId,
} from '@liaison/protocol';
import { claimedTime } from '../clock.js';
import type { ReplicaContext } from '../replica-context.js';
import { inReplicaTransaction } from '../replica-transaction.js';
import { copyNotice, noticeCopy } from '../rights/copied-home.js';
import { mayHold } from '../rights/entitlement.js';

const headsText = (tips: readonly Tip[]): string =>
  canonicalJson(sortTips(tips).map((tip) => [tip.lane, tip.writer, tip.seq, tip.id]));

/**
 * Signs what this home now holds of each space, numbered by one, where its heads changed since the last time (RCP-3).
 * A copied home signs none. Asked at every session of all spaces, so one that is known to be receipted costs nothing until
 * something in it changes.
 */
export function issueReceipts(context: ReplicaContext, key: SigningKey, spaces: readonly SpaceId[]): void {
  if (copyNotice(context) !== undefined) return;
  const owed = spaces.flatMap((id) => owedReceipt(context, id) ?? []);
  if (owed.length === 0) return;
  inReplicaTransaction(context, () => {
    for (const { id, space, tips, number } of owed) {
      const claims = { v: 1 as const, holder: context.home, space: id, number, heads: sortTips(tips) };
      const { id: receiptId, token } = signReceipt({ ...claims, at: claimedTime(context.clock) }, key);
      context.store.exchange.putReceipt({ holder: context.home, space: id, number, id: receiptId, token });
      context.standings.forgetMarks(space);
    }
  });
}

/** Which of these spaces the next `issueReceipts` would sign for. */
export const owesReceipts = (context: ReplicaContext, spaces: readonly SpaceId[]): SpaceId[] =>
  spaces.filter((id) => owedReceipt(context, id) !== undefined);

function owedReceipt(
  context: ReplicaContext,
  id: SpaceId,
): { id: SpaceId; space: number; tips: readonly Tip[]; number: number } | undefined {
  if (context.marks.isReceipted(id)) return undefined;
  const space = context.store.spaces.byId(id);
  if (space === undefined || !mayHold(context, context.home, space.row)) return undefined;
  const { tips } = context.standings.of(space.row);
  const last = context.store.exchange.receipt(context.home, id);
  if (last !== undefined && headsText(headsOfReceipt(last.token)) === headsText(tips)) {
    context.marks.noteReceipted(id);
    return undefined;
  }
  return { id, space: space.row, tips, number: (last?.number ?? 0) + 1 };
}

/**
 * Keeps receipts that verify, belong to a space both may hold and are higher than the one held; of two with one number,
 * which only a restored or cloned home makes, the one with the lower id, so that all homes keep the same (RCP-4). A
 * restored home takes its own later receipts back in the same way and goes on numbering after them.
 */
export function admitReceipts(context: ReplicaContext, peer: WriterId, tokens: readonly string[]): number {
  return inReplicaTransaction(context, () => {
    let kept = 0;
    for (const token of tokens) if (admitReceipt(context, peer, token)) kept += 1;
    return kept;
  });
}

function admitReceipt(context: ReplicaContext, peer: WriterId, token: string): boolean {
  const parsed = parseToken('liaison-receipt', token, LIMITS.documentCharsMax);
  const claims = receiptClaimsSchema.safeParse(parsed.ok ? parsed.value.claims : undefined);
  if (!claims.success) return false;
  const certificate = context.authority.certificate(claims.data.holder);
  const space = context.store.spaces.byId(claims.data.space);
  if (certificate?.claims.role !== 'service' || space === undefined || !mayHold(context, peer, space.row)) return false;
  if (!mayHold(context, claims.data.holder, space.row)) return false;
  const receipt = openReceipt(token, certificate.claims);
  if (!receipt.ok) return false;
  const { holder, space: id, number } = receipt.value.claims;
  const held = context.store.exchange.receipt(holder, id);
  // this home signs each number once and keeps it, so another one of its own was signed by a copy or before a restore
  const isOwn = holder === context.home && peer !== context.home && receipt.value.id !== held?.id;
  if (isOwn && number >= (held?.number ?? 0)) noticeCopy(context, 'own-receipts');
  const isNewer = held === undefined || held.number < number || (held.number === number && receipt.value.id < held.id);
  if (!isNewer) return false;
  context.store.exchange.putReceipt({ holder, space: id, number, id: receipt.value.id, token });
  context.standings.forgetMarks(space.row);
  return true;
}
