import type { MemoryHome } from '@liaison/node/testing';
import type { SpaceId, WireEntry } from '@liaison/protocol';

/** Everything that a home holds of a space, as it would send it, in the order in which it was held. */
export function heldEntries({ replica }: MemoryHome, space: SpaceId): WireEntry[] {
  const { entries, operations, spaces } = replica.context.store;
  return entries.ofSpace(spaces.byId(space)?.row ?? 0, 0, 1_000).map((entry) => ({
    token: entry.token,
    operations: operations
      .ofEntry(entry.row)
      .map(({ salt, body, purged }) => (purged ? { bodyDigest: salt, skeleton: body } : { salt, body })),
  }));
}
