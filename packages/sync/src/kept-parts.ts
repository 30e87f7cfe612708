import type { PartlyHeld, WriterId } from '@liaison/protocol';
import type { Soon } from './sync-replica.js';

/** What of one peer may be here in part: a page or an input that it brings, a page or a document that is fetched from it. */
export type PartSlot = 'brought-page' | 'brought-input' | 'fetched-page' | 'fetched-document';

/** A range of a whole, which says of itself which whole that is. */
export interface KeptPart {
  /** SHA-256 of the whole, base64url. */
  readonly digest: string;
  readonly total: number;
  readonly from: number;
  readonly bytes: Uint8Array;
}

/**
 * Where what comes in parts waits for the rest: opaque bytes, one whole of each peer and slot. What is forgotten comes again, so
 * how much is kept, and for how long, is for whoever keeps it to bound (SYN-14).
 */
export interface KeptParts {
  held(peer: WriterId, slot: PartSlot): PartlyHeld | undefined;
  /**
   * Adds a range that goes on from what is held, or begins another whole in its place; anything else changes nothing. Answers
   * how much of this whole is held then.
   */
  keep(peer: WriterId, slot: PartSlot, part: KeptPart): Soon<number>;
  /** Everything that is held of it, unchecked. */
  bytes(peer: WriterId, slot: PartSlot): Uint8Array;
  drop(peer: WriterId, slot: PartSlot): Soon<void>;
}

/** What to do with a range that comes when so much is held. */
export function placeOfPart(
  before: PartlyHeld | undefined,
  { digest, total, from }: KeptPart,
): 'begins' | 'goes-on' | 'nothing' {
  const isSame = before !== undefined && before.digest === digest && before.total === total;
  if (!isSame) return from === 0 ? 'begins' : 'nothing';
  return from === before.held && from < total ? 'goes-on' : 'nothing';
}

/** How much is held of the whole that a range is of. */
export const heldOfPart = (before: PartlyHeld | undefined, part: KeptPart): number =>
  before !== undefined && before.digest === part.digest && before.total === part.total ? before.held : 0;

/** Parts in memory: of what a session would have whole at once and the next one asks for anew. */
export class PartsInMemory implements KeptParts {
  readonly #wholes = new Map<string, { state: PartlyHeld; pieces: Uint8Array[] }>();

  held(peer: WriterId, slot: PartSlot): PartlyHeld | undefined {
    return this.#wholes.get(`${peer} ${slot}`)?.state;
  }

  keep(peer: WriterId, slot: PartSlot, part: KeptPart): number {
    const before = this.#wholes.get(`${peer} ${slot}`);
    const place = placeOfPart(before?.state, part);
    if (place === 'nothing') return heldOfPart(before?.state, part);
    const pieces = place === 'goes-on' && before !== undefined ? before.pieces : [];
    pieces.push(Uint8Array.from(part.bytes));
    const { digest, total, from, bytes } = part;
    const held = from + bytes.length;
    this.#wholes.set(`${peer} ${slot}`, { state: { digest, total, held }, pieces });
    return held;
  }

  bytes(peer: WriterId, slot: PartSlot): Uint8Array {
    return Buffer.concat(this.#wholes.get(`${peer} ${slot}`)?.pieces ?? []);
  }

  drop(peer: WriterId, slot: PartSlot): void {
    this.#wholes.delete(`${peer} ${slot}`);
  }
}
