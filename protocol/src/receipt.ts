import { z } from 'zod';
import { laneSchema } from './entry.js';
import { claimedTimeSchema, entryIdSchema, sequenceSchema, spaceIdSchema, writerIdSchema } from './identifiers.js';
import { LIMITS } from './limits.js';
import { parseToken } from './signed-token.js';

/** The tip of one log, or of one branch of a forked log (REC-2). */
export const tipSchema = z.strictObject({
  lane: laneSchema,
  writer: writerIdSchema,
  seq: sequenceSchema,
  id: entryIdSchema,
});
export type Tip = z.infer<typeof tipSchema>;

/**
 * Claims of a receipt (RCP-1): `holder` (a home's service writer) holds the space up to these heads. Cumulative,
 * numbered from 1 by one per holder and space; the highest number is kept.
 */
export const receiptClaimsSchema = z.strictObject({
  v: z.literal(1),
  holder: writerIdSchema,
  space: spaceIdSchema,
  number: sequenceSchema,
  heads: z.array(tipSchema).max(LIMITS.tipsPerSpaceMax),
  at: claimedTimeSchema,
});
export type ReceiptClaims = z.infer<typeof receiptClaimsSchema>;

/** Heads of a receipt that was verified when it was kept; none of what is no receipt. */
export const headsOfReceipt = (token: string): readonly Tip[] => claimsOfReceipt(token)?.heads ?? [];

/** Claims of a receipt that was verified when it was kept; undefined of what is no receipt. */
export function claimsOfReceipt(token: string): ReceiptClaims | undefined {
  const parsed = parseToken('liaison-receipt', token, LIMITS.documentCharsMax);
  const claims = receiptClaimsSchema.safeParse(parsed.ok ? parsed.value.claims : undefined);
  return claims.success ? claims.data : undefined;
}
