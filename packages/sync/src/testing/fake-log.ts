import {
  assembleToken,
  type EntryClaims,
  type EntryId,
  encodeBase64url,
  type Lane,
  orderedClaims,
  type ParsedEntry,
  parseEntry,
  type SpaceId,
  sha256,
  type Tip,
  tokenToSign,
  type WireEntry,
  type WriterId,
} from '@liaison/protocol';
import type { LogName } from '../sync-replica.js';

export const writerNamed = (name: string): WriterId =>
  encodeBase64url(sha256('test-writer', name).subarray(0, 16)) as WriterId;
export const spaceNamed = (name: string): SpaceId => encodeBase64url(sha256('test-space', name)) as SpaceId;

/** An entry as a test replica keeps it. Hash-linked like a real one; its signature is 64 zeros that nobody checks here. */
export interface HeldEntry {
  readonly wire: WireEntry;
  readonly id: EntryId;
  readonly claims: EntryClaims;
}

export const tipOf = ({ id, claims }: HeldEntry): Tip => ({
  lane: claims.lane,
  writer: claims.writer,
  seq: claims.seq,
  id,
});

export function makeEntry(log: LogName, previous: HeldEntry | undefined, body: string): HeldEntry {
  const claims = orderedClaims({
    v: 1,
    space: log.space,
    lane: log.lane,
    writer: log.writer,
    seq: (previous?.claims.seq ?? 0) + 1,
    prev: previous?.id ?? null,
    heads: [],
    at: '2026-11-24T14:05:00.000+07:00',
    ops: 1,
    root: encodeBase64url(sha256(body)),
  });
  const { signingInput, id } = tokenToSign('liaison-entry', claims);
  const operations = [{ salt: new Uint8Array(16), body: Buffer.from(body) }];
  return { wire: { token: assembleToken(signingInput, new Uint8Array(64)), operations }, id: id as EntryId, claims };
}

export function openWire(wire: WireEntry): HeldEntry {
  const parsed = parseEntry(wire.token);
  if (!parsed.ok) throw parsed.error;
  const { id, claims }: ParsedEntry = parsed.value;
  return { wire, id, claims };
}

export const laneOf = (space: SpaceId, lane: Lane, writer: WriterId): LogName => ({ space, lane, writer });
