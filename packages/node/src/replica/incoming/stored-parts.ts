import type { PartlyHeld, WriterId } from '@liaison/protocol';
import { heldOfPart, type KeptPart, type KeptParts, type PartSlot, placeOfPart } from '@liaison/sync';
import { REPLICA_LIMITS } from '../limits.js';
import type { ReplicaContext } from '../replica-context.js';
import { inReplicaTransaction } from '../replica-transaction.js';

/**
 * What comes in parts, kept in the home's encrypted database until the rest has come, so that a session, or a node, that was
 * ended goes on where it was (SYN-14). Opaque bytes: nothing here looks into them. Bounded by the member whose homes bring
 * them, so that no member can push out what another one's homes brought, and by age.
 */
export class StoredParts implements KeptParts {
  constructor(private readonly context: ReplicaContext) {}

  held(peer: WriterId, slot: PartSlot): PartlyHeld | undefined {
    return this.context.store.parts.get({ peer, slot });
  }

  keep(peer: WriterId, slot: PartSlot, part: KeptPart): number {
    return inReplicaTransaction(this.context, () => this.#keep(peer, slot, part));
  }

  bytes(peer: WriterId, slot: PartSlot): Uint8Array {
    return this.context.store.parts.bytes({ peer, slot });
  }

  drop(peer: WriterId, slot: PartSlot): void {
    if (this.held(peer, slot) === undefined) return;
    inReplicaTransaction(this.context, () => this.context.store.parts.drop({ peer, slot }));
  }

  #keep(peer: WriterId, slot: PartSlot, part: KeptPart): number {
    const { authority, clock, store } = this.context;
    const now = clock.unixMs();
    store.parts.dropOlder(now - REPLICA_LIMITS.partsAgeMsMax);
    const before = store.parts.get({ peer, slot });
    const place = placeOfPart(before, part);
    if (place === 'nothing') return heldOfPart(before, part);
    const member = authority.certificate(peer)?.claims.member ?? peer;
    if (place === 'goes-on' && before !== undefined) store.parts.add(before, part.bytes, now);
    else store.parts.begin({ peer, slot, member, digest: part.digest, total: part.total, at: now }, part.bytes);
    store.parts.dropBeyond(member, REPLICA_LIMITS.partsPerMemberBytesMax);
    return store.parts.get({ peer, slot })?.held ?? 0;
  }
}
