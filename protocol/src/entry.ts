import { z } from 'zod';
import { failure, type Result, success } from './errors.js';
import {
  claimedTimeSchema,
  type EntryId,
  entryIdSchema,
  hashText,
  sequenceSchema,
  spaceIdSchema,
  writerIdSchema,
} from './identifiers.js';
import { LIMITS } from './limits.js';
import { parseToken, type SignedToken } from './signed-token.js';

export const laneSchema = z.enum(['control', 'record']);
export type Lane = z.infer<typeof laneSchema>;

/** The claims of an entry (ENT-1). `ENTRY_CLAIM_KEYS` is their order in the signed bytes. */
export const entryClaimsSchema = z.strictObject({
  v: z.number().int().min(1),
  space: spaceIdSchema,
  lane: laneSchema,
  writer: writerIdSchema,
  seq: sequenceSchema,
  prev: entryIdSchema.nullable(),
  heads: z.array(entryIdSchema).max(LIMITS.entryHeadsMax),
  at: claimedTimeSchema,
  ops: z.number().int().min(1).max(LIMITS.entryOperationsMax),
  root: hashText,
});
export type EntryClaims = z.infer<typeof entryClaimsSchema>;

export const ENTRY_CLAIM_KEYS = ['v', 'space', 'lane', 'writer', 'seq', 'prev', 'heads', 'at', 'ops', 'root'] as const;
const KEYS_TEXT = ENTRY_CLAIM_KEYS.join();

/** Claims with their keys in the signed order and the heads sorted (ENT-2, ENT-6). */
export const orderedClaims = (claims: EntryClaims): EntryClaims => ({
  v: claims.v,
  space: claims.space,
  lane: claims.lane,
  writer: claims.writer,
  seq: claims.seq,
  prev: claims.prev,
  heads: [...claims.heads].sort(),
  at: claims.at,
  ops: claims.ops,
  root: claims.root,
});

export interface ParsedEntry {
  readonly id: EntryId;
  readonly claims: EntryClaims;
  readonly signed: SignedToken;
}

/**
 * Strict opening of an entry token (ENT-1 to ENT-7). Says nothing about the signature, the bodies or the past.
 * Fails with `token-malformed` or `entry-malformed`.
 */
export function parseEntry(token: unknown): Result<ParsedEntry> {
  const parsed = parseToken('liaison-entry', token, LIMITS.entryTokenCharsMax);
  if (!parsed.ok) return parsed;
  const claims = entryClaimsSchema.safeParse(parsed.value.claims);
  if (!claims.success) return malformed('a claim is missing, unknown or out of bounds');
  if (Object.keys(parsed.value.claims as object).join() !== KEYS_TEXT) return malformed('its claims are out of order');
  const { heads, seq, prev } = claims.data;
  for (let i = 1; i < heads.length; i++) {
    if ((heads[i - 1] as string) >= (heads[i] as string)) return malformed('its heads are not sorted and distinct');
  }
  if ((seq === 1) !== (prev === null)) return malformed('its sequence number and previous entry disagree');
  return success({ id: parsed.value.id as EntryId, claims: claims.data, signed: parsed.value });
}

const malformed = (why: string) =>
  failure('entry-malformed', `An entry cannot be read: ${why}.`, 'It is set aside; ask the sender for the original.');
