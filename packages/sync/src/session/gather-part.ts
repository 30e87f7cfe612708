import { followPart, sha256Text, type WriterId } from '@liaison/protocol';
import { malformedAnswer } from '../errors.js';
import type { KeptPart, KeptParts, PartSlot } from '../kept-parts.js';

export interface GatherPlace {
  readonly parts: KeptParts;
  readonly peer: WriterId;
  readonly slot: PartSlot;
}

export interface Gathered {
  /** All of it, once every byte is here and is what the digest says. */
  readonly whole: Uint8Array | undefined;
  /** It is another one than was asked for, such as after a recall, and begins anew. */
  readonly isAnother: boolean;
}

/**
 * Adds a range that a peer gave to what is kept of the same whole. Nothing is looked into before all of it is here (SYN-14).
 * Throws `peer-answer-malformed`: what was kept of such a peer's whole is dropped.
 */
export async function gatherPart({ parts, peer, slot }: GatherPlace, part: KeptPart): Promise<Gathered> {
  const before = parts.held(peer, slot);
  const followed = followPart(before, { ...part, length: part.bytes.length });
  if (!followed.ok) {
    await parts.drop(peer, slot);
    throw malformedAnswer(followed.error.message.slice(0, -1), followed.error);
  }
  const isAnother = before !== undefined && followed.value === 'begins';
  const held = await parts.keep(peer, slot, part);
  if (held < part.total) return { whole: undefined, isAnother };
  const whole = parts.bytes(peer, slot);
  await parts.drop(peer, slot);
  if (sha256Text(whole) !== part.digest) throw malformedAnswer('the parts are not those of the whole');
  return { whole, isAnother };
}
