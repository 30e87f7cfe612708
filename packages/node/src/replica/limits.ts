import { LIMITS } from '@liaison/protocol';

/** What one home keeps of what does not count. All of it is local: no other node has to agree. */
export const REPLICA_LIMITS = {
  /** refusals kept per peer, the newest */
  refusalsPerPeerKept: 1_000,
  /** bytes kept of a refused page or document */
  refusedBytesKept: 65_536,
  /** bytes kept of all refused pages of one peer, the newest */
  refusedBytesPerPeerKept: 4_194_304,
  /** entries of one log row that do not count and that nothing that counts has seen */
  surplusPerLogMax: 1_000,
  /** tips that a space may have after a page; what this home's own writers add stays under LIM-29 */
  tipsTakenMax: LIMITS.tipsPerSpaceMax - 1_000,
  /** bytes of pages, documents and calls that came from homes of one member and are not whole yet (SYN-14) */
  partsPerMemberBytesMax: 33_554_432,
  /** such a part is dropped when nothing was added to it for so long: a laptop that was out of reach for a weekend goes on */
  partsAgeMsMax: 604_800_000,
  /** attempts at one page, each without the spaces that the one before could not take */
  pageAttemptsMax: 8,
} as const;

/** What may wait for others, of one peer (PAG-6). */
export const WAITING_PER_PEER = {
  entriesMax: 10_000,
  bytesMax: 67_108_864,
  /** one entry whose space or author is not known: nothing says yet that it may be held at all */
  strangerBytesMax: 65_536,
} as const;

/** What is held of entries that do not count and that nothing that counts has seen (FRK-5). */
export const QUARANTINE = {
  perPeer: { entriesMax: 5_000, bytesMax: 67_108_864 },
  perSpace: { entriesMax: 2_000, bytesMax: 33_554_432 },
} as const;
